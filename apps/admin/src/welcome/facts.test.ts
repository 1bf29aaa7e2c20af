import { defaultLook } from '@deskbell/protocol/chatbot'
import { describe, expect, it } from 'vitest'
import { firstUndone, isTouched } from './facts.js'

describe('firstUndone', () => {
  it.each([
    [{ look: false, install: true, ring: true }, 'look'],
    [{ look: true, install: false, ring: null }, 'install'],
    [{ look: true, install: true, ring: false }, 'ring'],
    [{ look: true, install: true, ring: true }, 'ring'],
    [{ look: null, install: false, ring: false }, null],
    [{ look: true, install: null, ring: false }, null],
  ])('%j -> %s', (done, step) => {
    expect(firstUndone(done)).toBe(step)
  })
})

describe('isTouched', () => {
  const fresh = { ...defaultLook, bot_picture: null }

  it('knows a new site’s chat from one that somebody has changed', () => {
    expect(isTouched(fresh)).toBe(false)
    expect(isTouched({ ...fresh, chatbotName: 'Lamp desk' })).toBe(true)
    expect(isTouched({ ...fresh, introductionText: '' })).toBe(true)
    expect(isTouched({ ...fresh, headerBackgroundColor: '#1f5f4b' })).toBe(true)
    expect(isTouched({ ...fresh, bot_picture: '/files/1' })).toBe(true)
  })
})
