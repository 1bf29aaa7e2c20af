import { expect, test, vi } from 'vitest'
import { OutcomeUnknown } from '../core/errors.js'
import { GroupCommit, type GroupCommitOptions } from './group-commit.js'
import type { JournalEntry, NewEntry } from './journal.js'
import type { Appended } from './journal-store.js'
import type { RoomRef } from './room.js'

const entry = (id: string, room = 'r') => ({ id, clientId: id, room: { id: room } }) as NewEntry
const stored = (one: NewEntry) =>
  ({ status: 'stored', entry: { id: one.id } as JournalEntry, after: {} }) as Appended & { status: 'stored' }

const free = async (rooms: readonly RoomRef[]) => new Set(rooms.map(room => room.id))

/** A store whose writes end when the test says so. */
function heldStore() {
  const writes: { ids: string[]; finish: () => void; fail: (error: unknown) => void }[] = []
  let arrived: (() => void) | undefined
  const append = (batch: readonly NewEntry[]) =>
    new Promise<readonly Appended[]>((resolve, reject) => {
      writes.push({ ids: batch.map(one => one.id), finish: () => resolve(batch.map(stored)), fail: reject })
      arrived?.()
    })
  const write = async (at: number) => {
    while (!writes[at]) await new Promise<void>(resolve => (arrived = resolve))
    return writes[at]
  }
  return { append, free, write, writes }
}

function committer(options: Partial<GroupCommitOptions> & Pick<GroupCommitOptions, 'store'>) {
  const told: string[][] = []
  const commit = new GroupCommit({
    committed: batch => told.push(batch.map(({ entry }) => entry.id)),
    onTellFailed: () => {},
    isLocked: error => error instanceof Error && error.message === 'locked',
    isOutcomeUnknown: error => error instanceof Error && error.message === 'connection lost',
    ...options,
  })
  return { commit, told }
}

test('what arrives during a write joins the next one, in order', async () => {
  const store = heldStore()
  const { commit, told } = committer({ store })
  const first = commit.append(entry('a'))
  const write = await store.write(0)
  const rest = ['b', 'c', 'd'].map(id => commit.append(entry(id)))
  write.finish()
  await first
  const next = await store.write(1)
  expect(next.ids).toEqual(['b', 'c', 'd'])
  next.finish()
  await Promise.all(rest)
  expect(told).toEqual([['a'], ['b', 'c', 'd']])
})

test('the next write is on its way before the last one is told, and told after it', async () => {
  const order: string[] = []
  const store = heldStore()
  const append = (batch: readonly NewEntry[]) => {
    order.push(`write ${batch.map(one => one.id)}`)
    return store.append(batch)
  }
  const { commit } = committer({
    store: { free, append },
    committed: batch => order.push(`tell ${batch.map(({ entry }) => entry.id)}`),
  })
  const sent: Promise<unknown>[] = [commit.append(entry('a'))]
  for (const [at, next] of ['b', 'c', null].entries()) {
    const write = await store.write(at)
    if (next !== null) sent.push(commit.append(entry(next)))
    write.finish()
  }
  await Promise.all(sent)
  expect(order).toEqual(['write a', 'write b', 'tell a', 'write c', 'tell b', 'tell c'])
})

test('what cannot be told is stored all the same: it is said, senders are answered and the next write goes on', async () => {
  const failed: unknown[] = []
  const { commit } = committer({
    store: { free, append: async batch => batch.map(stored) },
    committed: () => {
      throw new Error('deaf')
    },
    onTellFailed: error => failed.push(error),
  })
  for (const id of ['a', 'b']) expect(await commit.append(entry(id))).toMatchObject({ status: 'stored' })
  expect(failed).toEqual([new Error('deaf'), new Error('deaf')])
})

test('nobody is told and nobody is acked before the commit', async () => {
  const store = heldStore()
  const { commit, told } = committer({ store })
  let acked = false
  const sending = commit.append(entry('a')).then(() => {
    acked = true
  })
  const write = await store.write(0)
  await new Promise(resolve => setImmediate(resolve))
  expect({ told, acked }).toEqual({ told: [], acked: false })
  write.finish()
  await sending
  expect({ told, acked }).toEqual({ told: [['a']], acked: true })
})

test('one bad entry fails alone', async () => {
  const { commit, told } = committer({
    store: {
      free,
      append: async batch => {
        if (batch.some(one => one.id === 'bad')) throw new Error('bad entry')
        return batch.map(stored)
      },
    },
  })
  const results = await Promise.allSettled(['a', 'bad', 'b'].map(id => commit.append(entry(id))))
  expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(told).toEqual([['a'], ['b']])
})

test('after a lost connection the outcome is unknown, nothing is tried again here, and the next write goes on', async () => {
  const store = heldStore()
  const { commit, told } = committer({ store })
  const lost = [commit.append(entry('a')), commit.append(entry('b'))]
  const write = await store.write(0)
  write.fail(new Error('connection lost'))
  for (const one of lost) await expect(one).rejects.toBeInstanceOf(OutcomeUnknown)
  expect(store.writes).toHaveLength(1)
  const next = commit.append(entry('c'))
  ;(await store.write(1)).finish()
  await next
  expect(told).toEqual([['c']])
})

test('past its bound it refuses at once rather than let people wait', async () => {
  const store = heldStore()
  const { commit } = committer({ store, maxWaiting: 2 })
  const kept = [commit.append(entry('a')), commit.append(entry('b'))]
  await expect(commit.append(entry('c'))).rejects.toMatchObject({ kind: 'overloaded' })
  ;(await store.write(0)).finish()
  await Promise.all(kept)
})

/** A store that somebody keeps rooms of; `tries` are the rooms of each write that was begun. */
function lockable() {
  const locked = new Set<string>()
  const tries: string[][] = []
  const append = async (batch: readonly NewEntry[]) => {
    tries.push([...new Set(batch.map(one => one.room.id))])
    // A store waits for a lock before it gives up.
    await new Promise(resolve => setImmediate(resolve))
    if (batch.some(one => locked.has(one.room.id))) throw new Error('locked')
    if (batch.some(one => one.id === 'bad')) throw new Error('bad entry')
    return batch.map(stored)
  }
  const free = async (rooms: readonly RoomRef[]) =>
    new Set(rooms.map(room => room.id).filter(id => !locked.has(id)))
  return { append, free, locked, tries }
}

test('a room that somebody keeps is set aside: the others go on, and its entries follow in order once it is free', async () => {
  const store = lockable()
  const { commit, told } = committer({ store })
  store.locked.add('kept')
  const kept = ['k1', 'k2'].map(id => commit.append(entry(id, 'kept')))
  await Promise.all(['a', 'b'].map(id => commit.append(entry(id, id))))
  kept.push(commit.append(entry('k3', 'kept')))
  const main = store.tries.length
  for (let i = 0; i < 5; i++) await commit.append(entry(`c${i}`, 'c'))
  // Nothing of the others was ever in one write with the room that is kept.
  expect(store.tries.slice(main).filter(rooms => rooms.length > 1)).toEqual([])
  store.locked.clear()
  await Promise.all(kept)
  expect(told.flat().filter(id => id.startsWith('k'))).toEqual(['k1', 'k2', 'k3'])
  // And then it goes with all the others again.
  await Promise.all([commit.append(entry('k4', 'kept')), commit.append(entry('d', 'd'))])
  expect(told.at(-1)).toEqual(['k4', 'd'])
})

test('who waits too long for a room is told to try again, and a bad entry there fails alone', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const store = lockable()
    const { commit, told } = committer({ store })
    store.locked.add('kept')
    const early = commit.append(entry('early', 'kept'))
    early.catch(() => {})
    await commit.append(entry('a', 'a'))
    vi.setSystemTime(Date.now() + 2_000)
    const late = ['late', 'bad', 'last'].map(id => commit.append(entry(id, 'kept')))
    vi.setSystemTime(Date.now() + 1_500)
    await expect(early).rejects.toMatchObject({ kind: 'unavailable', more: { retryAfterMs: 1_000 } })
    store.locked.clear()
    const results = await Promise.allSettled(late)
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(told.flat()).toEqual(['a', 'late', 'last'])
    await commit.drain()
  } finally {
    vi.useRealTimers()
  }
})

test('however many rooms are locked, it is waited for them once', async () => {
  const store = lockable()
  const { commit, told } = committer({ store })
  const rooms = Array.from({ length: 50 }, (_, i) => `room-${i}`)
  for (const room of rooms) store.locked.add(room)
  const sent = rooms.map(room => commit.append(entry(room, room)))
  await commit.append(entry('free', 'free'))
  // The one that found out, and the one for what is free.
  expect(store.tries).toHaveLength(2)
  store.locked.clear()
  await Promise.all(sent)
  expect(told.flat()).toHaveLength(51)
})
