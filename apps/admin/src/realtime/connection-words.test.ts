import { expect, it } from 'vitest'
import { connectionWords } from './connection-words.js'

it('says nothing bad of a first connecting, and the truth about a lost one', () => {
  expect(connectionWords({ status: 'idle' }, 0).up).toBe(true)
  expect(connectionWords({ status: 'connecting', attempt: 0 }, 0)).toEqual({ up: true, short: 'Connecting' })
  expect(connectionWords({ status: 'connecting', attempt: 2 }, 0)).toEqual({
    up: false,
    short: 'Not connected, trying now',
  })
  expect(connectionWords({ status: 'ended', code: 4401, error: null }, 0).up).toBe(false)
})

it('counts down to the next attempt, never below it', () => {
  const waiting = { status: 'waiting', attempt: 1, until: 10_000 } as const
  expect(connectionWords(waiting, 7_400).short).toBe('Not connected, trying in 3\u00a0s')
  expect(connectionWords(waiting, 10_400).short).toBe('Not connected, trying now')
})
