import { expect, test } from 'vitest'
import { Passwords } from './passwords.js'

test('a password is kept as argon2id and known again, however its accents were typed', async () => {
  const passwords = new Passwords()
  const hashed = await passwords.hash('caf\u00e9 au lait')
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwords.verify(hashed, 'cafe\u0301 au lait')).toBe(true)
  expect(await passwords.verify(hashed, 'cafe au lait')).toBe(false)
  expect(await passwords.hash('same')).not.toBe(await passwords.hash('same'))
})

test('for a user who is not there the answer is no, after the work of a real one', async () => {
  const passwords = new Passwords()
  const hashed = await passwords.hash('something')
  // The first look also waits for the stand-in's hash.
  await passwords.verify(null, 'x')
  const time = async (against: string | null) => {
    const start = performance.now()
    expect(await passwords.verify(against, 'wrong password')).toBe(false)
    return performance.now() - start
  }
  const real: number[] = []
  const nobody: number[] = []
  for (let n = 0; n < 5; n++) {
    real.push(await time(hashed))
    nobody.push(await time(null))
  }
  // Without the stand-in it would be a hundredth.
  expect(Math.min(...nobody)).toBeGreaterThan(Math.min(...real) / 3)
})

test('many at once wait for each other, all are answered, and too many are told to come again', async () => {
  const passwords = new Passwords()
  const asked = await Promise.allSettled(Array.from({ length: 110 }, () => passwords.hash('x')))
  const refused = asked.filter(result => result.status === 'rejected')
  expect(refused).toHaveLength(8)
  expect(refused[0]?.reason).toMatchObject({ kind: 'overloaded', more: { retryAfterMs: 2_000 } })
  await expect(passwords.hash('x')).resolves.toContain('argon2id')
})
