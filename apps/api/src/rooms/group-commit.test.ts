import { expect, test } from 'vitest'
import { OutcomeUnknown } from '../core/errors.js'
import { GroupCommit, type GroupCommitOptions } from './group-commit.js'
import type { JournalEntry, NewEntry } from './journal.js'
import type { Appended } from './journal-store.js'

const entry = (id: string) => ({ id, clientId: id }) as NewEntry
const stored = (one: NewEntry) =>
  ({ status: 'stored', entry: { id: one.id } as JournalEntry, after: {} }) as Appended & { status: 'stored' }

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
  return { append, write, writes }
}

function committer(options: Partial<GroupCommitOptions> & Pick<GroupCommitOptions, 'store'>) {
  const told: string[][] = []
  const commit = new GroupCommit({
    committed: batch => told.push(batch.map(({ entry }) => entry.id)),
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
