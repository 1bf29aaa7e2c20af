import type { LauncherConfig } from '@deskbell/protocol/chatbot'
import { expect, test } from 'vitest'
import { readTag } from './tag.js'

const look = { chatbotName: 'Acme', headerBackgroundColor: '#111', headerTextColor: '#eee' }
const baked: LauncherConfig = { site: 'acme', base: 'https://desk.example', look }
const script = (dataset: Record<string, string> = {}) => ({
  src: 'https://cdn.example/widget.js?site=acme',
  dataset,
})

test('the baked configuration is enough', () => {
  const tag = ['acme', 'https://desk.example', look, {}]
  expect(readTag(baked, script())).toEqual(tag)
  expect(readTag(baked, null)).toEqual(tag)
})

test('the tag can name the site, and says the rest as it stands there', () => {
  const data = { site: 'other', consumer: 'kim', open: '' }
  expect(readTag(null, script(data))).toEqual(['other', 'https://cdn.example', null, data])
})

test('a tag that names another site does not wear this one’s look', () => {
  const data = { site: 'other' }
  expect(readTag(baked, script(data))).toEqual(['other', 'https://desk.example', null, data])
})

test('without a site there is nothing to show', () => {
  expect(readTag(null, script())).toBeNull()
  expect(readTag(null, null)).toBeNull()
})
