import type { JournalEntry } from '../rooms/journal.js'
import type { Audience } from '../rooms/journal-store.js'

/** The number by which an audience knows an entry; null where it may not see it. The only place that decides this. */
export function numberFor(audience: Audience, entry: Pick<JournalEntry, 'seq' | 'publicSeq'>): number | null {
  return audience === 'member' ? entry.seq : entry.publicSeq
}

/** Old clients draw every frame as a chat bubble, so they are told messages and nothing else. */
export function mayOldClientsSee(entry: Pick<JournalEntry, 'kind'>): boolean {
  return entry.kind === 'message'
}
