import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check, mustHold, type Rule, rules } from './check.js'
import { correctHistory } from './correct-history.js'
import type { History, ReceivedRecord, SentRecord, StoredRecord } from './history.js'

/** One way to spoil a correct history; undefined where this history offers nothing to spoil. */
type Damage = (history: History, pick: (max: number) => number) => History | undefined

const messagesOf = (history: History) => history.stored.filter(row => row.kind === 'message')
const some = <T>(items: readonly T[], pick: (max: number) => number): T | undefined =>
  items[pick(items.length)]
const without = <T>(items: readonly T[], item: T) => items.filter(other => other !== item)
const change = <T>(items: readonly T[], item: T, by: Partial<T>) =>
  items.map(other => (other === item ? { ...other, ...by } : other))
const isAcked = (record: SentRecord) => record.state === 'acked'
const neighbours = (received: readonly ReceivedRecord[], record: ReceivedRecord) =>
  received.filter(other => other.client === record.client && other.room === record.room)

const damages: Record<string, { rules: readonly Rule[]; damage: Damage }> = {
  'an acked message is lost': {
    rules: ['acked-is-stored'],
    damage(history, pick) {
      const lost = some(history.sent.filter(isAcked), pick)
      return lost && { ...history, stored: history.stored.filter(row => row.clientId !== lost.clientId) }
    },
  },
  'an ack names another number': {
    rules: ['acked-is-stored'],
    damage(history, pick) {
      const record = some(history.sent.filter(isAcked), pick)
      if (record?.ack === undefined) return undefined
      return {
        ...history,
        sent: change(history.sent, record, { ack: { ...record.ack, seq: record.ack.seq + 1 } }),
      }
    },
  },
  'a message is stored twice': {
    rules: ['stored-once'],
    damage(history, pick) {
      const row = some(messagesOf(history), pick)
      if (row === undefined) return undefined
      const inRoom = history.stored.filter(other => other.room === row.room)
      const publicTop = inRoom.filter(other => other.publicSeq !== null).length
      const double: StoredRecord = {
        ...row,
        id: `${row.id}-again`,
        seq: inRoom.length + 1,
        publicSeq: publicTop + 1,
      }
      return { ...history, stored: [...history.stored, double] }
    },
  },
  'a number is skipped': {
    rules: ['numbered'],
    damage(history, pick) {
      const row = some(history.stored, pick)
      if (row === undefined) return undefined
      const moved = (other: StoredRecord) => other.room === row.room && other.seq >= row.seq
      return {
        ...history,
        stored: history.stored.map(other => (moved(other) ? { ...other, seq: other.seq + 1 } : other)),
      }
    },
  },
  'a number is given twice': {
    rules: ['numbered'],
    damage(history, pick) {
      const row = some(
        history.stored.filter(other => other.seq > 1),
        pick,
      )
      return row && { ...history, stored: change(history.stored, row, { seq: row.seq - 1 }) }
    },
  },
  'visitors have a hole': {
    rules: ['numbered'],
    damage(history, pick) {
      const row = some(messagesOf(history), pick)
      if (row === undefined) return undefined
      const top = messagesOf(history).filter(other => other.room === row.room).length
      return { ...history, stored: change(history.stored, row, { publicSeq: top + 1 }) }
    },
  },
  'an entry is shown twice': {
    rules: ['shown-once'],
    damage(history, pick) {
      const record = some(history.received, pick)
      return record && { ...history, received: [...history.received, record] }
    },
  },
  'an entry is never shown in between': {
    rules: ['same-order'],
    damage(history, pick) {
      const record = some(
        history.received.filter(one => {
          const all = neighbours(history.received, one)
          return all.length > 2 && one !== all[0] && one !== all.at(-1)
        }),
        pick,
      )
      return record && { ...history, received: without(history.received, record) }
    },
  },
  'two entries are shown the wrong way round': {
    rules: ['same-order'],
    damage(history, pick) {
      const first = some(
        history.received.filter(one => neighbours(history.received, one).at(-1) !== one),
        pick,
      )
      if (first === undefined) return undefined
      const all = neighbours(history.received, first)
      const second = all[all.indexOf(first) + 1]
      if (second === undefined) return undefined
      const swap = (one: ReceivedRecord) => (one === first ? second : one === second ? first : one)
      return { ...history, received: history.received.map(swap) }
    },
  },
  'one client is shown another entry under the same number': {
    rules: ['same-order'],
    damage(history, pick) {
      const record = some(history.received, pick)
      return record && { ...history, received: change(history.received, record, { id: 'somebody-elses' }) }
    },
  },
  "a sender's messages change places": {
    rules: ['senders-order'],
    damage(history, pick) {
      const acked = history.sent.filter(isAcked)
      const before = some(acked, pick)
      const later = acked.find(
        one => one.sender === before?.sender && one.room === before.room && one.n > before.n,
      )
      if (before === undefined || later === undefined) return undefined
      const sent = change(change(history.sent, later, { n: before.n }), before, { n: later.n })
      return { ...history, sent }
    },
  },
  'an entry appears that nobody sent': {
    rules: ['nobody-sent-it'],
    damage(history, pick) {
      const record = some(history.sent.filter(isAcked), pick)
      return record && { ...history, sent: without(history.sent, record) }
    },
  },
  'a send never ends': {
    rules: ['pending'],
    damage(history, pick) {
      const record = some(history.sent, pick)
      return record && { ...history, sent: change(history.sent, record, { state: 'pending' }) }
    },
  },
  'a client misses the last entry': {
    rules: ['equals-reload'],
    damage(history, pick) {
      const view = some(
        history.held.filter(one => one.entries.length > 0),
        pick,
      )
      return view && { ...history, held: change(history.held, view, { entries: view.entries.slice(0, -1) }) }
    },
  },
  'a client shows another text': {
    rules: ['equals-reload'],
    damage(history, pick) {
      const view = some(
        history.held.filter(one => one.entries.length > 0),
        pick,
      )
      if (view === undefined) return undefined
      const entries = view.entries.map((one, index) => (index === 0 ? { ...one, content: 'other' } : one))
      return { ...history, held: change(history.held, view, { entries }) }
    },
  },
  "a client's count is not a reload's": {
    rules: ['equals-reload'],
    damage(history, pick) {
      const view = some(history.held, pick)
      return view && { ...history, held: change(history.held, view, { facts: { unread: 1 } }) }
    },
  },
}

describe('the ledger checker', () => {
  it('finds nothing in a correct history', () => {
    fc.assert(
      fc.property(correctHistory, history => {
        expect(check(history)).toEqual([])
      }),
    )
  })

  it('has a damage for every rule', () => {
    const covered = new Set(Object.values(damages).flatMap(one => one.rules))
    expect([...rules].filter(rule => !covered.has(rule))).toEqual([])
  })

  it.each(Object.entries(damages))('catches it when %s', (_, { rules: expected, damage }) => {
    let struck = 0
    fc.assert(
      fc.property(correctHistory, fc.nat(), (history, seed) => {
        const spoiled = damage(history, max => (max === 0 ? 0 : seed % max))
        if (spoiled === undefined) return
        struck++
        const found = new Set(check(spoiled).map(finding => finding.rule))
        for (const rule of expected) expect(found).toContain(rule)
      }),
    )
    expect(struck).toBeGreaterThan(10)
  })

  it('says in words what is wrong, how often, and in which run', () => {
    const stored: StoredRecord[] = [
      { room: 'kim', seq: 1, publicSeq: 1, id: 'a', clientId: 'one', kind: 'message' },
    ]
    const sent: SentRecord[] = [2, 1].map(n => ({
      sender: 'visitor',
      audience: 'visitors',
      room: 'kim',
      clientId: n === 2 ? 'one' : 'two',
      n,
      sentAt: 0,
      state: 'acked',
      ack: { at: 1, id: n === 2 ? 'a' : 'b', seq: n === 2 ? 1 : 2 },
    }))
    const history: History = { sent, received: [], stored, held: [], fresh: [] }
    expect(() => mustHold(history, 'seed 7, 3 kills')).toThrowErrorMatchingInlineSnapshot(`
      [Error: The ledger does not hold (seed 7, 3 kills):
        acked-is-stored: 1
          message 1 of visitor (two) in kim was acked as 2 and is not stored]
    `)
  })
})
