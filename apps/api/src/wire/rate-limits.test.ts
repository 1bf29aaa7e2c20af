import { expect, test, vi } from 'vitest'
import { rateLimits, takeCommand } from './rate-limits.js'

const times = async (n: number, act: () => Promise<void>) => {
  for (let i = 0; i < n; i++) await act()
}

test('the eleventh of a minute waits, says how long, and other accounts do not', async () => {
  const { passwordAccount } = rateLimits(true)
  await times(10, () => passwordAccount.take('ada'))
  const refused = await passwordAccount.take('ada').catch(error => error)
  expect(refused).toMatchObject({ kind: 'rate_limited' })
  expect(refused.more.retryAfterMs).toBeGreaterThan(50_000)
  expect(refused.more.retryAfterMs).toBeLessThanOrEqual(60_000)
  await passwordAccount.take('bob')
})

test('what is given back does not count', async () => {
  const { passwordAccount } = rateLimits(true)
  await times(50, async () => {
    await passwordAccount.take('ada')
    await passwordAccount.giveBack('ada')
  })
})

test('it is over after its time', async () => {
  vi.useFakeTimers()
  try {
    const { passwordAccount } = rateLimits(true)
    await times(10, () => passwordAccount.take('ada'))
    await expect(passwordAccount.take('ada')).rejects.toMatchObject({ kind: 'rate_limited' })
    vi.advanceTimersByTime(60_001)
    await passwordAccount.take('ada')
  } finally {
    vi.useRealTimers()
  }
})

test('200 visitors behind one address can come and chat', async () => {
  const limits = rateLimits(true)
  for (let visitor = 0; visitor < 200; visitor++) {
    await limits.bindAddress.take('192.0.2.1')
    await times(40, async () => {
      await limits.frameAccount.take(`visitor ${visitor}`)
      await limits.frameAddress.take('192.0.2.1')
    })
  }
})

test('one kind of command does not use up what the others may', async () => {
  const limits = rateLimits(true)
  const kim = { account: 'kim', address: '192.0.2.1' }
  await times(100, () => takeCommand(limits, kim, 'typing'))
  await expect(takeCommand(limits, kim, 'read')).rejects.toMatchObject({ kind: 'rate_limited' })
  await times(50, () => takeCommand(limits, kim, 'new_message'))
  await times(49, () => takeCommand(limits, kim, 'fetch_messages'))
  // All together they are too many now, and so is what is no command at all.
  for (const command of ['new_message', 'fetch_rooms', undefined] as const)
    await expect(takeCommand(limits, kim, command)).rejects.toMatchObject({ kind: 'rate_limited' })
  await takeCommand(limits, { ...kim, account: 'ada' }, undefined)
})

test('a flood of sends leaves room to read, and of reading to send', async () => {
  const limits = rateLimits(true)
  const by = (account: string) => ({ account, address: '192.0.2.1' })
  await times(100, () => takeCommand(limits, by('kim'), 'new_message'))
  await expect(takeCommand(limits, by('kim'), 'new_note')).rejects.toMatchObject({ kind: 'rate_limited' })
  await takeCommand(limits, by('kim'), 'fetch_messages')
  await times(100, () => takeCommand(limits, by('ada'), 'open_room'))
  await expect(takeCommand(limits, by('ada'), 'fetch_rooms')).rejects.toMatchObject({ kind: 'rate_limited' })
  await takeCommand(limits, by('ada'), 'new_message')
})

test('switched off, nobody waits', async () => {
  const limits = rateLimits(false)
  await times(1_000, () => limits.passwordAccount.take('ada'))
})

test('whoever has a whole IPv6 network at hand is still one address', async () => {
  const { passwordAddress } = rateLimits(true)
  for (let n = 0; n < 100; n++) await passwordAddress.take(`2001:db8::${n.toString(16)}`)
  await expect(passwordAddress.take('2001:db8::ffff')).rejects.toMatchObject({ kind: 'rate_limited' })
  await passwordAddress.take('2001:db8:0:1::1')
})
