import type { Entry } from '@deskbell/protocol/entry'

/**
 * What one receiver holds of one room's journal: a run of entries without a hole, oldest first, and those that came
 * too early for it. Applying live entries and pages in any order gives what a fresh fetch gives.
 */
export interface Journal {
  /** False until the first page; then `entries` is all there is from `low` up to what is known. */
  readonly loaded: boolean
  readonly entries: readonly Entry[]
  /** The number of the first entry held, or of the next one when none is. */
  readonly low: number
  /** The journal's floor: nothing below it exists any more. */
  readonly first: number
  /** The highest number known to exist. */
  readonly top: number
  /** Came before their turn, by number. */
  readonly early: readonly Entry[]
}

export type Outcome =
  | { readonly kind: 'stored' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'gap'; readonly after: number }

export interface Page {
  readonly messages: readonly Entry[]
  readonly first: number
  readonly top: number
}

/** Early entries beyond this are not kept; the gap is fetched anyway. */
const EARLY_MAX = 500

export const emptyJournal: Journal = { loaded: false, entries: [], low: 1, first: 1, top: 0, early: [] }

/** The number of the last entry of the run; one below `low` when there is none. */
export function highest(journal: Journal): number {
  return journal.entries.at(-1)?.seq ?? journal.low - 1
}

/** The number after which entries are known to be missing, or null. */
export function missingAfter(journal: Journal): number | null {
  const high = highest(journal)
  return journal.loaded && journal.top > high ? high : null
}

/** Whether there is more to page back to. */
export function hasEarlier(journal: Journal): boolean {
  return journal.loaded && journal.low > journal.first
}

/** Takes in one live entry. After `gap` ask for what comes after that number. */
export function applyEntry(journal: Journal, entry: Entry): readonly [Journal, Outcome] {
  const high = highest(journal)
  if (journal.loaded && entry.seq <= high) return [journal, { kind: 'duplicate' }]
  const known = reachTop(journal, entry.seq)
  if (journal.loaded && entry.seq === high + 1)
    return [drain({ ...known, entries: [...known.entries, entry] }), { kind: 'stored' }]
  return [
    { ...known, early: keepEarly(known.early, [entry]) },
    { kind: 'gap', after: high },
  ]
}

/** Takes in what a heartbeat says: this number exists. */
export function reachTop(journal: Journal, top: number): Journal {
  return top > journal.top ? { ...journal, top } : journal
}

/** Takes in a page, whichever way it was asked for. Its bodies are newer than those held and take their place. */
export function applyPage(journal: Journal, page: Page): Journal {
  const raised = raiseFloor(reachTop(journal, page.top), page.first)
  const start = page.messages[0]?.seq
  const end = page.messages.at(-1)?.seq
  if (start === undefined || end === undefined)
    return drain(
      raised.loaded ? raised : { ...raised, loaded: true, low: Math.max(raised.low, page.top + 1) },
    )

  if (!raised.loaded) return drain({ ...raised, loaded: true, low: start, entries: page.messages })
  if (start > highest(raised) + 1) return { ...raised, early: keepEarly(raised.early, page.messages) }
  if (end < raised.low - 1) return raised
  const below = raised.entries.filter(entry => entry.seq < start)
  const above = raised.entries.filter(entry => entry.seq > end)
  return drain({
    ...raised,
    low: Math.min(raised.low, start),
    entries: [...below, ...page.messages, ...above],
  })
}

function raiseFloor(journal: Journal, first: number): Journal {
  if (first <= journal.first) return journal
  if (first <= journal.low) return { ...journal, first }
  return { ...journal, first, low: first, entries: journal.entries.filter(entry => entry.seq >= first) }
}

/** Moves the early entries whose turn has come into the run. */
function drain(journal: Journal): Journal {
  if (journal.early.length === 0) return journal
  let high = highest(journal)
  const entries = [...journal.entries]
  const early: Entry[] = []
  for (const entry of journal.early) {
    if (entry.seq === high + 1) {
      entries.push(entry)
      high = entry.seq
    } else if (entry.seq > high) early.push(entry)
  }
  if (early.length === journal.early.length) return journal
  return { ...journal, entries, early }
}

function keepEarly(early: readonly Entry[], more: readonly Entry[]): readonly Entry[] {
  const bySeq = new Map(early.map(entry => [entry.seq, entry]))
  for (const entry of more) bySeq.set(entry.seq, entry)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(0, EARLY_MAX)
}
