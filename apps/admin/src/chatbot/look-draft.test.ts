import { type ChatbotDetails, defaultLook } from '@deskbell/protocol/chatbot'
import { describe, expect, it } from 'vitest'
import { originsOf, realEdits, shownLook } from './look-draft.js'

const saved: ChatbotDetails = {
  ...defaultLook,
  username: 'acme',
  bot_picture: null,
  origins: ['https://shop.example'],
}

describe('look draft', () => {
  it('is what is saved until something is typed', () => {
    expect(shownLook(saved, {}).chatbotName).toBe('Chatbot')
    expect(shownLook(saved, { chatbotName: 'Ines' }).chatbotName).toBe('Ines')
  })

  it('counts only what differs', () => {
    expect(realEdits(saved, { chatbotName: 'Chatbot', introductionText: 'Hi' })).toEqual({
      introductionText: 'Hi',
    })
    expect(realEdits(saved, { origins: ' https://shop.example/ \n' })).toEqual({})
    expect(realEdits(saved, { origins: '' })).toEqual({ origins: '' })
  })
})

describe('originsOf', () => {
  it.each([
    ['https://Shop.example/page?x\nhttps://shop.example', ['https://shop.example']],
    ['http://localhost:8080, https://a.example', ['http://localhost:8080', 'https://a.example']],
    ['shop.example', ['shop.example']],
    ['javascript:alert(1)', ['javascript:alert(1)']],
    [' \n ', []],
  ])('%j', (typed, origins) => {
    expect(originsOf(typed)).toEqual(origins)
  })
})
