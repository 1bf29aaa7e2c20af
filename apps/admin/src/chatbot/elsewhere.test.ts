import { type ChatbotDetails, defaultLook } from '@deskbell/protocol/chatbot'
import { describe, expect, it } from 'vitest'
import { changedElsewhere, sayThings, withBasis, without } from './elsewhere.js'

const saved: ChatbotDetails = { ...defaultLook, username: 'acme', bot_picture: null, origins: [], version: 1 }
const mine = { look: { chatbotName: 'Ines', theme: 'dark' }, origins: ['https://a.example'] } as const

describe('what changed elsewhere', () => {
  it('is nothing while what is saved stays', () => {
    expect(changedElsewhere(saved, withBasis(saved, mine))).toEqual([])
  })

  it('is what both changed, and no more', () => {
    const begun = withBasis(saved, mine)
    expect(changedElsewhere({ ...saved, chatbotName: 'Tomás' }, begun)).toEqual(['chatbotName'])
    expect(changedElsewhere({ ...saved, introductionText: 'Hi' }, begun)).toEqual([])
    expect(changedElsewhere({ ...saved, origins: ['https://b.example'] }, begun)).toEqual(['origins'])
  })

  it('is nothing where both want the same', () => {
    expect(changedElsewhere({ ...saved, chatbotName: 'Ines' }, withBasis(saved, mine))).toEqual([])
  })

  it('keeps in mind where a change began, over later ones', () => {
    const later = { ...saved, chatbotName: 'Tomás' }
    const more = withBasis(later, {
      ...withBasis(saved, mine),
      look: { ...mine.look, introductionText: 'Hi' },
    })
    expect(changedElsewhere(later, more)).toEqual(['chatbotName'])
    expect(changedElsewhere(later, withBasis(later, { look: { chatbotName: 'Ines' } }))).toEqual([])
  })

  it('knows no beginning of what was kept by an older page', () => {
    expect(changedElsewhere({ ...saved, chatbotName: 'Tomás' }, mine)).toEqual([])
  })

  it('can be let go, and the rest stays', () => {
    const picture = { file: new Blob(), url: 'blob:x' }
    expect(without({ ...mine, picture, newOrigin: 'c' }, ['chatbotName', 'origins', 'bot_picture'])).toEqual({
      look: { theme: 'dark' },
      newOrigin: 'c',
    })
    expect(without({ look: { theme: 'dark' } }, ['theme'])).toEqual({})
  })
})

it('calls all colours one thing', () => {
  expect(sayThings(['chatbotName', 'senderBackground', 'inputTextColor'])).toBe('the name and the colours')
})
