import { expect, test, vi } from 'vitest'
import { rateLimits, takeCommand } from './rate-limits.js'

const times = async (n: number, act: () => Promise<void>) => {
  for (let i = 0; i < n; i++) await act()
}

const often = (n: number, act: () => void) => {
  for (let i = 0; i < n; i++) act()
}
const tooMuch = expect.objectContaining({ kind: 'rate_limited' })

test('the eleventh of a minute waits, says how long, and other accounts do not', async () => {
  const { passwordAccount } = rateLimits(1)
  await times(10, () => passwordAccount.take('ada'))
  const refused = await passwordAccount.take('ada').catch(error => error)
  expect(refused).toMatchObject({ kind: 'rate_limited' })
  expect(refused.more.retryAfterMs).toBeGreaterThan(50_000)
  expect(refused.more.retryAfterMs).toBeLessThanOrEqual(60_000)
  await passwordAccount.take('bob')
})

test('what is given back does not count', async () => {
  const { passwordAccount } = rateLimits(1)
  await times(50, async () => {
    await passwordAccount.take('ada')
    await passwordAccount.giveBack('ada')
  })
})

test('it is over after its time', async () => {
  vi.useFakeTimers()
  try {
    const { passwordAccount } = rateLimits(1)
    await times(10, () => passwordAccount.take('ada'))
    await expect(passwordAccount.take('ada')).rejects.toMatchObject({ kind: 'rate_limited' })
    vi.advanceTimersByTime(60_001)
    await passwordAccount.take('ada')
  } finally {
    vi.useRealTimers()
  }
})

test('200 visitors behind one address can come and chat', async () => {
  const limits = rateLimits(1)
  for (let visitor = 0; visitor < 200; visitor++) {
    await limits.bindAddress.take('192.0.2.1')
    for (let n = 0; n < 40; n++) {
      limits.frameAccount.take(`visitor ${visitor}`)
      limits.frameAddress.take('192.0.2.1')
    }
  }
})

test('one kind of command does not use up what the others may', () => {
  const limits = rateLimits(1)
  const kim = { account: 'kim', network: '192.0.2.1' }
  often(100, () => takeCommand(limits, kim, 'typing'))
  expect(() => takeCommand(limits, kim, 'read')).toThrow(tooMuch)
  often(50, () => takeCommand(limits, kim, 'new_message'))
  often(49, () => takeCommand(limits, kim, 'fetch_messages'))
  // All together they are too many now, and so is what is no command at all.
  for (const command of ['new_message', 'fetch_rooms', undefined] as const)
    expect(() => takeCommand(limits, kim, command)).toThrow(tooMuch)
  takeCommand(limits, { ...kim, account: 'ada' }, undefined)
})

test('a flood of sends leaves room to read, and of reading to send', () => {
  const limits = rateLimits(1)
  const by = (account: string) => ({ account, network: '192.0.2.1' })
  often(100, () => takeCommand(limits, by('kim'), 'new_message'))
  expect(() => takeCommand(limits, by('kim'), 'new_note')).toThrow(tooMuch)
  takeCommand(limits, by('kim'), 'fetch_messages')
  often(100, () => takeCommand(limits, by('ada'), 'open_room'))
  expect(() => takeCommand(limits, by('ada'), 'fetch_rooms')).toThrow(tooMuch)
  takeCommand(limits, by('ada'), 'new_message')
})

test('switched off, nobody waits', async () => {
  const limits = rateLimits(Number.POSITIVE_INFINITY)
  await times(1_000, () => limits.passwordAccount.take('ada'))
})

test('whoever has a whole IPv6 network at hand is still one address', async () => {
  const { passwordAddress } = rateLimits(1)
  for (let n = 0; n < 100; n++) await passwordAddress.take(`2001:db8::${n.toString(16)}`)
  await expect(passwordAddress.take('2001:db8::ffff')).rejects.toMatchObject({ kind: 'rate_limited' })
  await passwordAddress.take('2001:db8:0:1::1')
})

test('ten times the usual is ten times as much, of frames too', () => {
  const limits = rateLimits(10)
  const kim = { account: 'kim', network: '192.0.2.1' }
  often(1_000, () => takeCommand(limits, kim, 'new_message'))
  expect(() => takeCommand(limits, kim, 'new_message')).toThrow(tooMuch)
})

test('frames are counted anew after their time, which begins with the first; it says how long that is', () => {
  vi.useFakeTimers()
  try {
    const { frameSend } = rateLimits(1)
    frameSend.take('kim')
    vi.advanceTimersByTime(9_000)
    often(99, () => frameSend.take('kim'))
    frameSend.take('ada')
    const wait = expect.objectContaining({ more: expect.objectContaining({ retryAfterMs: 1_000 }) })
    expect(() => frameSend.take('kim')).toThrow(wait)
    vi.advanceTimersByTime(1_000)
    often(100, () => frameSend.take('kim'))
    expect(() => frameSend.take('kim')).toThrow(tooMuch)
    frameSend.take('ada')
  } finally {
    vi.useRealTimers()
  }
})
