import { expect, it } from 'vitest'
import { readDrafts } from './reply-drafts.js'

it('reads what was written', () => {
  const drafts = { new: { shortcut: 'hello', text: 'Hi {name}' }, some: { shortcut: '', text: '' } }
  expect(readDrafts(JSON.stringify(drafts))).toEqual(drafts)
})

it.each([
  null,
  '',
  'null',
  '[1]',
  '{"new":null}',
  '{"new":{"shortcut":1,"text":"x"}}',
  '{"new":{"text":"x"}}',
])('takes %j for nothing', text => expect(readDrafts(text)).toEqual({}))
