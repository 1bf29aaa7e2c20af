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
  const tag = ['acme', 'https://desk.example', null, false, look]
  expect(readTag(baked, script())).toEqual(tag)
  expect(readTag(baked, null)).toEqual(tag)
})

test('the tag can name the site, the visitor, and ask to be open', () => {
  const tag = ['other', 'https://cdn.example', 'kim', true, null]
  expect(readTag(null, script({ site: 'other', consumer: 'kim', open: '' }))).toEqual(tag)
})

test('a tag that names another site does not wear this one’s look', () => {
  expect(readTag(baked, script({ site: 'other' }))).toEqual([
    'other',
    'https://desk.example',
    null,
    false,
    null,
  ])
})

test('without a site there is nothing to show', () => {
  expect(readTag(null, script())).toBeNull()
  expect(readTag(null, null)).toBeNull()
})
