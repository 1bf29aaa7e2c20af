import { type ChatbotDetails, defaultLook } from '@deskbell/protocol/chatbot'
import { describe, expect, it } from 'vitest'
import { fromBrand } from './brand.js'
import {
  countChanges,
  isSound,
  readKept,
  realEdits,
  shownLook,
  shownOrigins,
  shownPicture,
  wearableLook,
} from './look-draft.js'

const saved: ChatbotDetails = {
  ...defaultLook,
  username: 'acme',
  bot_picture: null,
  origins: ['https://shop.example'],
  version: 1,
}
const picture = { file: new Blob(), url: 'blob:x' }

describe('look draft', () => {
  it('is what is saved until something is typed', () => {
    expect(shownLook(saved, {})).toEqual(defaultLook)
    expect(shownLook(saved, { look: { chatbotName: 'Ines' } }).chatbotName).toBe('Ines')
    expect(shownPicture({ ...saved, bot_picture: '/files/a' }, {})).toBe('/files/a')
    expect(shownPicture({ ...saved, bot_picture: '/files/a' }, { picture: null })).toBeNull()
    expect(shownPicture(saved, { picture })).toBe('blob:x')
  })

  it('holds only what differs', () => {
    expect(realEdits(saved, { look: { chatbotName: 'Chatbot', introductionText: 'Hi' } })).toEqual({
      look: { introductionText: 'Hi' },
    })
    expect(
      realEdits(saved, {
        look: { chatbotName: 'Chatbot' },
        origins: ['https://shop.example'],
        newOrigin: ' ',
        picture: null,
      }),
    ).toEqual({})
    expect(realEdits(saved, { origins: [] })).toEqual({ origins: [] })
    expect(realEdits(saved, { newOrigin: 'nonsense', picture })).toEqual({ newOrigin: 'nonsense', picture })
  })

  it('adds a typed site that can be read, and no other', () => {
    expect(shownOrigins(saved, { newOrigin: 'https://b.example/' })).toEqual([
      'https://shop.example',
      'https://b.example',
    ])
    expect(shownOrigins(saved, { newOrigin: 'b.example' })).toEqual(['https://shop.example'])
    expect(shownOrigins(saved, { origins: [], newOrigin: '' })).toEqual([])
  })

  it('counts one colour that leads others as one change', () => {
    expect(countChanges(saved, {})).toBe(0)
    expect(countChanges(saved, { look: fromBrand('#1f5f4b') })).toBe(1)
    const more = { look: { ...fromBrand('#1f5f4b'), chatbotName: 'Ines', inputTextColor: '#000000' } }
    expect(countChanges(saved, more)).toBe(3)
    expect(countChanges(saved, { origins: [], newOrigin: 'x', picture })).toBe(2)
  })

  it('lets the chat wear no half-typed colour and no empty name', () => {
    const look = {
      chatbotName: ' ',
      headerBackgroundColor: '#1f',
      introductionText: '#nothing',
      inputTextColor: '#abc',
      theme: 'dark' as const,
    }
    expect(wearableLook(saved, { look })).toEqual({
      ...defaultLook,
      introductionText: '#nothing',
      inputTextColor: '#abc',
      theme: 'dark',
    })
  })
})

it('sends nothing that is known to be wrong', () => {
  expect(isSound(defaultLook, {})).toBe(true)
  expect(isSound({ ...defaultLook, chatbotName: ' ' }, {})).toBe(false)
  expect(isSound({ ...defaultLook, inputTextColor: '#12' }, {})).toBe(false)
  expect(isSound(defaultLook, { newOrigin: 'shop.example' })).toBe(false)
  expect(isSound(defaultLook, { newOrigin: 'https://shop.example/x' })).toBe(true)
})

describe('readKept', () => {
  it('reads what was written', () => {
    const edits = {
      look: { chatbotName: 'Ines' },
      origins: ['https://a.example'],
      newOrigin: 'b',
      basis: { chatbotName: '"Bot"' },
    }
    expect(readKept(JSON.stringify(edits))).toEqual(edits)
  })

  it.each([
    null,
    '',
    'null',
    '[]',
    '{"look":{"chatbotName":1},"origins":[{}],"newOrigin":{}}',
    '{"look":null}',
  ])('takes %j for nothing', text => {
    expect(readKept(text)).toEqual({})
  })
})
