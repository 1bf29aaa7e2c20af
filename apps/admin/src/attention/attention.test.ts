import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { Entry } from '@deskbell/protocol/entry'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { attend, hush, isWaiting, nothingWatched, QUIET_MS, RING_MS, type Watch } from './attention.js'

const START = Date.parse('2026-01-01T12:00:00.000Z')
const writers = {
  visitor: { kind: 'visitor', id: 'v', name: 'Kim' },
  colleague: { kind: 'member', id: 'm2', name: 'Tomas' },
  me: { kind: 'member', id: 'm1', name: 'Ines' },
} as const
type Writer = keyof typeof writers

/** A site with a few rooms, one member at its inbox, and a clock. */
function desk() {
  let now = START
  let watch: Watch = nothingWatched
  let looking: string | null = null
  let loaded = true
  const rows = new Map<string, InboxRow>()
  const look = () => {
    const verdict = attend(watch, new Map(rows), { loaded, room: looking, now })
    watch = verdict.watch
    return verdict
  }
  return {
    look,
    rings: () => [...watch.rings.keys()],
    passes(ms: number) {
      now += ms
      return look()
    },
    sees(room: string | null) {
      looking = room
      return look()
    },
    isLoaded(is: boolean) {
      loaded = is
      return look()
    },
    hushes(...rooms: string[]) {
      watch = hush(watch, rooms)
    },
    /** Without a look: as it was before the page was opened, or while it was not connected. */
    unseen(id: string, writer: Writer, { at = now, kind = 'message' as Entry['kind'] } = {}) {
      const row = rows.get(id) ?? emptyRow(id)
      const seq = row.seq + 1
      const messages = row.message_count + (kind === 'message' ? 1 : 0)
      const read = writer === 'me' ? { seq, messages } : row.read
      rows.set(id, {
        ...row,
        seq,
        message_count: messages,
        read,
        unread: messages - read.messages,
        last: entryOf(id, seq, writer, at, kind),
      })
    },
    writes(id: string, writer: Writer, kind: Entry['kind'] = 'message') {
      now += 10
      this.unseen(id, writer, { kind })
      return look()
    },
    reads(id: string) {
      const row = rows.get(id)
      if (row) rows.set(id, { ...row, read: { seq: row.seq, messages: row.message_count }, unread: 0 })
      return look()
    },
    row: (id: string) => rows.get(id),
    forgets: (id: string) => rows.delete(id),
  }
}

function emptyRow(id: string): InboxRow {
  return {
    id,
    kind: 'visitor',
    consumer: id,
    visitor: null,
    status: 'open',
    conversation: null,
    seq: 0,
    first: 1,
    message_count: 0,
    active_at: new Date(START).toISOString(),
    user: { username: '', email: '', first_name: '', last_name: '' },
    last: null,
    read: { seq: 0, messages: 0 },
    unread: 0,
    visitor_read: 0,
    presence: null,
  }
}

const entryOf = (room: string, seq: number, writer: Writer, at: number, kind: Entry['kind']): Entry => ({
  id: `${room}-${seq}`,
  room,
  author: writer,
  type: 'text',
  content: 'Hello',
  file: null,
  created: new Date(at).toISOString(),
  seq,
  room_id: room,
  conversation: 'c',
  kind,
  from: writers[writer],
})

describe('a ring', () => {
  it('begins with the first words of a new visitor and ends when a colleague answers', () => {
    const at = desk()
    at.look()
    expect(at.writes('a', 'visitor')).toMatchObject({ sound: 'ring', rang: [{ id: 'a' }] })
    expect(at.writes('a', 'visitor').sound).toBe('none')
    expect(at.rings()).toEqual(['a'])
    expect(at.writes('a', 'colleague')).toMatchObject({ sound: 'none', over: ['a'] })
    expect(at.writes('a', 'visitor').sound).toBe('tick')
  })

  it('ends when it is read here or elsewhere, and when it is opened', () => {
    const at = desk()
    at.look()
    at.writes('a', 'visitor')
    expect(at.reads('a').over).toEqual(['a'])
    at.writes('b', 'visitor')
    expect(at.sees('b').over).toEqual(['b'])
    expect(at.writes('b', 'visitor').sound).toBe('none')
    at.sees(null)
    expect(at.writes('b', 'visitor').sound).toBe('tick')
  })

  it('is over after a while, and begins anew with the next words', () => {
    const at = desk()
    at.look()
    at.writes('a', 'visitor')
    expect(at.passes(RING_MS - 1000).over).toEqual([])
    expect(at.passes(1000).over).toEqual(['a'])
    expect(at.writes('a', 'visitor').sound).toBe('ring')
  })

  it('can be hushed, and is a tick from then on', () => {
    const at = desk()
    at.look()
    at.writes('a', 'visitor')
    at.hushes('a')
    expect(at.rings()).toEqual([])
    const { sound, watch } = at.writes('a', 'visitor')
    expect(sound).toBe('tick')
    // Nobody has answered: the list goes on saying that somebody waits.
    expect(watch.taken.has('a')).toBe(false)
  })

  it('begins for somebody who comes back after a long time', () => {
    const at = desk()
    at.look()
    at.writes('a', 'visitor')
    at.writes('a', 'me')
    at.passes(QUIET_MS - 1000)
    expect(at.writes('a', 'visitor').sound).toBe('tick')
    at.writes('a', 'me')
    at.passes(QUIET_MS)
    expect(at.writes('a', 'visitor').sound).toBe('ring')
  })

  it('begins for who came while the line was cut', () => {
    const at = desk()
    at.look()
    at.passes(60_000)
    at.unseen('a', 'visitor')
    expect(at.look().sound).toBe('ring')
  })
})

test('whom a colleague has answered is theirs, also where it never rang here', () => {
  const at = desk()
  at.unseen('a', 'visitor')
  at.look()
  expect(at.writes('a', 'colleague').sound).toBe('none')
  expect(at.writes('a', 'visitor').sound).toBe('tick')
})

test('what was there before is shown and not heard', () => {
  const at = desk()
  at.unseen('a', 'visitor')
  expect(at.look().sound).toBe('none')
  const row = at.row('a')
  expect(row && isWaiting(row)).toBe(true)
  at.unseen('old', 'visitor', { at: START - 90_000 })
  expect(at.look().sound).toBe('none')
  at.isLoaded(false)
  at.unseen('b', 'visitor')
  expect(at.isLoaded(true).sound).toBe('none')
})

test('whatever happens', () => {
  const id = fc.constantFrom('a', 'b', 'c')
  const step = fc.oneof(
    fc.record({ do: fc.constant('write' as const), id, by: fc.constantFrom('visitor', 'colleague', 'me') }),
    fc.record({ do: fc.constant('note' as const), id, by: fc.constantFrom('colleague', 'me') }),
    fc.record({ do: fc.constant('read' as const), id }),
    fc.record({ do: fc.constant('see' as const), id: fc.option(id) }),
    fc.record({ do: fc.constant('hush' as const), id }),
    fc.record({ do: fc.constant('forget' as const), id }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: RING_MS }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const at = desk()
      at.look()
      let looking: string | null = null
      let now = START
      const began = new Map<string, number>()
      for (const step of steps) {
        if (step.do === 'hush') {
          at.hushes(step.id)
          began.delete(step.id)
        }
        if (step.do === 'see') looking = step.id
        if (step.do === 'pass') now += step.ms
        if (step.do === 'write' || step.do === 'note') now += 10
        if (step.do === 'forget') at.forgets(step.id)
        const known = 'id' in step && step.id !== null ? at.row(step.id) : undefined
        const verdict =
          step.do === 'write'
            ? at.writes(step.id, step.by)
            : step.do === 'note'
              ? at.writes(step.id, step.by, 'note')
              : step.do === 'read'
                ? at.reads(step.id)
                : step.do === 'see'
                  ? at.sees(step.id)
                  : at.passes(step.do === 'pass' ? step.ms : 0)

        const byVisitor = step.do === 'write' && step.by === 'visitor' ? step.id : null
        // Only a visitor is heard, and only where nobody looks.
        if (verdict.sound !== 'none') expect(byVisitor).not.toBeNull()
        if (byVisitor !== null && byVisitor !== looking) {
          // Nobody is missed: it rings already, or there is something to hear.
          expect(verdict.sound !== 'none' || began.has(byVisitor)).toBe(true)
          const { taken, hushed } = verdict.watch
          if (!known && !began.has(byVisitor) && !taken.has(byVisitor) && !hushed.has(byVisitor))
            expect(verdict.sound).toBe('ring')
        }
        for (const row of verdict.rang) began.set(row.id, now)
        for (const id of verdict.over) began.delete(id)
        // What rings is what began and is not over; it is unanswered, unread, unseen and young.
        expect(at.rings().sort()).toEqual([...began.keys()].sort())
        for (const [id, since] of began) {
          expect(id).not.toBe(looking)
          expect(now - since).toBeLessThan(RING_MS)
          const row = at.row(id)
          if (row) expect([row.unread > 0, row.last?.from.kind]).toEqual([true, 'visitor'])
        }
      }
    }),
    { numRuns: 500 },
  )
})
