import type { Entry } from '@deskbell/protocol/entry'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entriesOf, entryOf } from '../test/entries.js'
import {
  applyEntry,
  applyPage,
  emptyJournal,
  hasEarlier,
  highest,
  type Journal,
  missingAfter,
  type Page,
  reachTop,
} from './journal.js'

const page = (from: number, to: number, top = to, first = 1): Page => ({
  messages: entriesOf(from, to),
  first,
  top,
})
const holding = (from: number, to: number) => applyPage(emptyJournal, page(from, to))

test('an entry that is next is stored', () => {
  const [journal, outcome] = applyEntry(holding(1, 3), entryOf(4))
  expect(outcome).toEqual({ kind: 'stored' })
  expect(journal.entries).toEqual(entriesOf(1, 4))
})

test('an entry that is held, or lies below what is held, is a duplicate', () => {
  const journal = holding(5, 9)
  for (const seq of [1, 5, 9])
    expect(applyEntry(journal, entryOf(seq))).toEqual([journal, { kind: 'duplicate' }])
})

test('an entry beyond a gap is kept aside until the gap is filled', () => {
  const [ahead, outcome] = applyEntry(holding(1, 3), entryOf(6))
  expect(outcome).toEqual({ kind: 'gap', after: 3 })
  expect(ahead.entries).toEqual(entriesOf(1, 3))
  expect(missingAfter(ahead)).toBe(3)
  const healed = applyPage(ahead, page(4, 5, 6))
  expect(healed.entries).toEqual(entriesOf(1, 6))
  expect(healed.early).toEqual([])
  expect(missingAfter(healed)).toBeNull()
})

test('entries told before the first page are not lost', () => {
  const [journal] = applyEntry(emptyJournal, entryOf(4))
  expect(applyPage(journal, page(1, 3)).entries).toEqual(entriesOf(1, 4))
})

test('an empty room is loaded and takes its first entry', () => {
  const empty = applyPage(emptyJournal, { messages: [], first: 1, top: 0 })
  expect(empty.loaded).toBe(true)
  expect(hasEarlier(empty)).toBe(false)
  expect(applyEntry(empty, entryOf(1))[0].entries).toEqual([entryOf(1)])
})

test('a heartbeat above what is held tells what is missing', () => {
  expect(missingAfter(reachTop(holding(1, 3), 5))).toBe(3)
  expect(missingAfter(reachTop(holding(1, 3), 3))).toBeNull()
})

test('earlier pages come in front', () => {
  const journal = applyPage(holding(51, 60), page(41, 50, 60))
  expect(journal.entries).toEqual(entriesOf(41, 60))
  expect(hasEarlier(journal)).toBe(true)
  expect(hasEarlier(applyPage(journal, page(1, 40, 60)))).toBe(false)
})

test('a page below what is held with a hole between is left', () => {
  expect(applyPage(holding(51, 60), page(1, 20, 60)).entries).toEqual(entriesOf(51, 60))
})

test('a page brings the body as it is now', () => {
  const erased = entryOf(2, { content: '', erased: true })
  const journal = applyPage(holding(1, 4), { messages: [erased, entryOf(3)], first: 1, top: 4 })
  expect(journal.entries).toEqual([entryOf(1), erased, entryOf(3), entryOf(4)])
})

test('what fell below the floor is forgotten, and a floor above everything held is no gap for ever', () => {
  expect(applyPage(holding(1, 10), page(8, 10, 10, 6)).entries).toEqual(entriesOf(6, 10))
  const away = reachTop(holding(1, 10), 40)
  const back = applyPage(away, page(31, 40, 40, 31))
  expect(back.entries).toEqual(entriesOf(31, 40))
  expect(missingAfter(back)).toBeNull()
  expect(hasEarlier(back)).toBe(false)
})

// G7 for entries: whatever was lost, doubled or came in another order, what is held equals a fresh fetch.
test('live equals reload', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), told: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('tell' as const), seq: fc.nat(60) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('page' as const),
        from: fc.nat(60),
        size: fc.integer({ min: 1, max: 9 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), seq: fc.nat(60) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('floor' as const), by: fc.integer({ min: 1, max: 4 }) }),
    },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.nat(20), (steps, before) => {
      const stored: Entry[] = entriesOf(1, before)
      let first = 1
      let journal: Journal = emptyJournal
      const read = (from: number, size: number): Page => ({
        messages: stored.filter(entry => entry.seq >= Math.max(from, first)).slice(0, size),
        first,
        top: stored.length,
      })
      const hasNoHole = () => {
        const numbers = journal.entries.map(entry => entry.seq)
        expect(numbers).toEqual(numbers.map((_, at) => journal.low + at))
      }
      for (const action of steps) {
        if (action.do === 'write') {
          const entry = entryOf(stored.length + 1)
          stored.push(entry)
          if (action.told) journal = applyEntry(journal, entry)[0]
        } else if (action.do === 'tell') {
          const entry = stored[action.seq]
          if (entry && entry.seq >= first) journal = applyEntry(journal, entry)[0]
        } else if (action.do === 'page') journal = applyPage(journal, read(action.from, action.size))
        else if (action.do === 'erase') {
          const entry = stored[action.seq]
          if (entry) stored[action.seq] = { ...entry, content: '', erased: true }
        } else first = Math.min(first + action.by, stored.length + 1)
        hasNoHole()
      }
      journal = reachTop(journal, stored.length)
      for (let asks = 0; asks < 200; asks++) {
        const after = missingAfter(journal)
        if (!journal.loaded) journal = applyPage(journal, read(Math.max(first, stored.length - 4), 5))
        else if (after !== null) journal = applyPage(journal, read(after + 1, 5))
        else if (hasEarlier(journal)) {
          const from = Math.max(first, journal.low - 5)
          journal = applyPage(journal, read(from, journal.low - from))
        } else break
      }
      // One look over all pages brings the bodies that were erased meanwhile.
      journal = applyPage(journal, read(first, stored.length))
      const fresh = applyPage(emptyJournal, read(first, stored.length))
      expect(journal.entries).toEqual(fresh.entries)
      expect(highest(journal)).toBe(highest(fresh))
      expect(journal.early).toEqual([])
      expect(missingAfter(journal)).toBeNull()
    }),
    { numRuns: 500 },
  )
})
