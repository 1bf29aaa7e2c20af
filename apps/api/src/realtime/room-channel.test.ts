import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JournalEntry } from '../rooms/journal.js'
import type { RoomRef } from '../rooms/room.js'
import type { Listener } from './listener.js'
import { RoomChannel } from './room-channel.js'

const room = { id: 'room', site: { id: 'site', slug: 'acme' }, visitor: { consumer: 'kim' } } as RoomRef

/** A journal in which every third entry is a note. */
const journal = (length: number): JournalEntry[] => {
  let publicSeq = 0
  return Array.from({ length }, (_, at) => {
    const kind = at % 3 === 2 ? 'note' : 'message'
    return {
      id: `e${at + 1}`,
      clientId: `c${at + 1}`,
      seq: at + 1,
      publicSeq: kind === 'note' ? null : ++publicSeq,
      kind,
      author: { kind: 'visitor', id: 'v', name: 'Kim', handle: 'kim' },
      createdAt: new Date(0),
      content: '',
      file: null,
    } as JournalEntry
  })
}

function ear(audience: Listener['audience'], old = false) {
  const heard: { seq: number; kind: string }[] = []
  const listener: Listener = {
    audience,
    old,
    reader: null,
    send: frame => {
      const { message } = JSON.parse(frame) as { message: { seq: number; kind: string } }
      heard.push(message)
    },
  }
  return { listener, seqs: () => heard.map(one => one.seq), kinds: () => new Set(heard.map(one => one.kind)) }
}

const upTo = (top: number) => Array.from({ length: top }, (_, at) => at + 1)

test('lost, doubled, late and shuffled commits: everybody hears their numbers 1..n in order, once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.tuple(fc.nat(59), fc.integer({ min: 1, max: 5 })), { maxLength: 60 }),
      async (length, hints) => {
        const entries = journal(length)
        const channel = new RoomChannel(
          room,
          0,
          { since: async (_, seq, limit) => entries.filter(e => e.seq > seq).slice(0, limit) },
          () => {},
        )
        const member = ear('member')
        const visitor = ear('visitor')
        const oldMember = ear('member', true)
        for (const { listener } of [member, visitor, oldMember]) channel.follow(listener, 0)
        for (const [from, count] of hints) channel.accept(entries.slice(from, from + count))
        await channel.heal(length)
        expect(member.seqs()).toEqual(upTo(length))
        expect(visitor.seqs()).toEqual(upTo(entries.filter(e => e.publicSeq !== null).length))
        expect([...oldMember.kinds()]).toEqual(['message'])
      },
    ),
  )
})

test('a database that fails loses nothing: the next hint goes on from there', async () => {
  const entries = journal(5)
  let broken = true
  const failures: unknown[] = []
  const since = async (_: RoomRef, seq: number) => {
    if (broken) throw new Error('away')
    return entries.filter(entry => entry.seq > seq)
  }
  const channel = new RoomChannel(room, 0, { since }, error => failures.push(error))
  const member = ear('member')
  channel.follow(member.listener, 0)
  await channel.heal(3)
  expect(failures).toHaveLength(1)
  expect(member.seqs()).toEqual([])
  broken = false
  await channel.heal(5)
  expect(member.seqs()).toEqual([1, 2, 3, 4, 5])
})

test('a hint about what is not there does not keep it reading', async () => {
  let reads = 0
  const since = async () => {
    reads++
    return []
  }
  const channel = new RoomChannel(room, 0, { since }, () => {})
  channel.follow(ear('member').listener, 0)
  await channel.heal(9)
  expect(reads).toBe(1)
})

test('who has read up to a number is told what comes above, however far behind the others are', async () => {
  const entries = journal(5)
  const since = async (_: RoomRef, seq: number) => entries.filter(entry => entry.seq > seq)
  const channel = new RoomChannel(room, 0, { since }, () => {})
  const early = ear('member')
  const late = ear('member')
  channel.follow(early.listener, 0)
  channel.follow(late.listener, 2)
  channel.follow(late.listener, 3)
  await channel.heal(5)
  expect(early.seqs()).toEqual([1, 2, 3, 4, 5])
  expect(late.seqs()).toEqual([4, 5])
})

test('after a restore the numbers go on from the restored top', () => {
  const entries = journal(6)
  const channel = new RoomChannel(room, 0, { since: async () => [] }, () => {})
  const member = ear('member')
  channel.follow(member.listener, 0)
  channel.accept(entries)
  channel.rewind(2)
  channel.accept(entries.slice(2, 4))
  expect(member.seqs()).toEqual([1, 2, 3, 4, 5, 6, 3, 4])
})
