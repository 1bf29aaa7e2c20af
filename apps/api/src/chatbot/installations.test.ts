import { expect, test } from 'vitest'
import { Installations } from './installations.js'

function setUp() {
  let now = 1_700_000_000_000
  const noted: [string, string | null][] = []
  const errors: unknown[] = []
  const state = { fails: false }
  const installations = new Installations({
    installations: {
      latest: async () => {
        const last = noted.at(-1)
        return last === undefined ? null : { origin: last[1], at: new Date(now) }
      },
      note: async (siteId, origin) => {
        if (state.fails) throw new Error('the database is away')
        noted.push([siteId, origin])
      },
    },
    clock: () => now,
    onError: error => errors.push(error),
  })
  return { installations, noted, errors, state, pass: (ms: number) => (now += ms) }
}

test('the first load of a site is noted at once, and then one a minute for each', async () => {
  const { installations, noted, pass } = setUp()
  installations.seen('a', 'https://one.example')
  installations.seen('a', 'https://two.example')
  installations.seen('b', null)
  pass(59_999)
  installations.seen('a', 'https://two.example')
  expect(noted).toEqual([
    ['a', 'https://one.example'],
    ['b', null],
  ])
  pass(1)
  installations.seen('a', 'https://two.example')
  expect(noted.at(-1)).toEqual(['a', 'https://two.example'])
})

test('a failure is told, stops nobody, and the next load is noted', async () => {
  const { installations, noted, errors, state } = setUp()
  state.fails = true
  installations.seen('a', 'https://one.example')
  await Promise.resolve()
  await Promise.resolve()
  expect(errors).toEqual([new Error('the database is away')])
  state.fails = false
  installations.seen('a', 'https://one.example')
  expect(noted).toEqual([['a', 'https://one.example']])
})

test('the latest is told with its time, or that there was none', async () => {
  const { installations } = setUp()
  expect(await installations.latest('a')).toBeNull()
  installations.seen('a', null)
  expect(await installations.latest('a')).toEqual({ origin: null, at: '2023-11-14T22:13:20.000Z' })
})
