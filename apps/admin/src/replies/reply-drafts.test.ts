import { expect, it } from 'vitest'
import { readDrafts } from './reply-drafts.js'

it('reads what was written', () => {
  const drafts = {
    new: { shortcut: 'hello', text: 'Hi {name}' },
    some: { shortcut: '', text: '', since: '2026-01-01T00:00:00.000Z' },
  }
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
  '{"some":{"shortcut":"x","text":"x","since":5}}',
])('takes %j for nothing', text => expect(readDrafts(text)).toEqual({}))
