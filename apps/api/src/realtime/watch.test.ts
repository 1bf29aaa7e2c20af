import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Found } from './hub.js'
import { Watch } from './watch.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const top = (seq: number) => ({
  siteId: 's',
  roomId: 'r',
  seq,
  publicSeq: seq,
  membersRead: 0,
  visitorRead: 0,
})

function setup() {
  const bus = { whole: true, heard: (_: readonly string[]) => {} }
  const looks: ('all' | string[])[] = []
  const healed: Found['tops'][] = []
  const rewound: Found['tops'][] = []
  const database = { epoch: 'e1', seq: 1, answer: Promise.resolve() }
  const watch = new Watch({
    hub: {
      following: only => {
        looks.push(only ? [...only] : 'all')
        return { rooms: [], sites: [] }
      },
      heal: (_, { tops }) => healed.push(tops),
      rewind: tops => rewound.push(tops),
    },
    bus: {
      get whole() {
        return bus.whole
      },
      onHeard: listener => {
        bus.heard = listener
        return () => {}
      },
    },
    journal: {
      tops: async () => {
        await database.answer
        return [top(database.seq)]
      },
    },
    rooms: { active: async () => [], reads: async () => [] },
    presence: { changed: async () => [] },
    epoch: async () => database.epoch,
    onTrouble: () => {},
  })
  watch.start()
  return { bus, looks, healed, rewound, database, watch }
}

test('a whole bus is trusted between two heartbeats', async () => {
  const { looks } = setup()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(looks).toEqual([])
})

test('while the bus is away it looks at once, then every 2 s, and once more as soon as it is back', async () => {
  const { bus, looks } = setup()
  await vi.advanceTimersByTimeAsync(10_000)
  bus.whole = false
  await vi.advanceTimersByTimeAsync(250)
  expect(looks).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(looks).toHaveLength(4)
  bus.whole = true
  await vi.advanceTimersByTimeAsync(250)
  expect(looks).toHaveLength(5)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(looks).toHaveLength(5)
})

test('sites that are heard from now on are looked at once, and those of meanwhile together', async () => {
  const { bus, looks, database } = setup()
  let answer = () => {}
  database.answer = new Promise(resolve => {
    answer = resolve
  })
  bus.heard(['a'])
  await vi.advanceTimersByTimeAsync(0)
  bus.heard(['b'])
  bus.heard(['c'])
  await vi.advanceTimersByTimeAsync(0)
  expect(looks).toEqual([['a']])
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(looks).toEqual([['a'], ['b', 'c']])
})

test('a look that fails or hangs keeps nobody from looking again', async () => {
  const { database, watch, healed } = setup()
  database.answer = new Promise(() => {})
  const hung = watch.look().catch(error => error)
  const next = watch.look()
  await vi.advanceTimersByTimeAsync(4_999)
  database.answer = Promise.resolve()
  await vi.advanceTimersByTimeAsync(1)
  expect(await hung).toBeInstanceOf(Error)
  expect(await next).toMatchObject({ epoch: 'e1', tops: [{ seq: 1 }] })
  expect(healed).toHaveLength(1)
})

test('another epoch means that the numbers of before are forgotten, everywhere', async () => {
  const { database, watch, bus, looks, healed, rewound } = setup()
  await watch.look()
  database.epoch = 'e2'
  bus.heard(['a'])
  await vi.advanceTimersByTimeAsync(0)
  expect(looks).toEqual(['all', ['a'], 'all'])
  await watch.look()
  expect(rewound).toHaveLength(1)
  expect(healed).toHaveLength(3)
})
