import type { JournalEntry } from './journal.js'

/**
 * Bytes that the entries of one answer may have, about. A page of the longest messages would else be larger than what may
 * wait for a reader, who would be cut for what they asked.
 */
export const PAGE_BYTES = 256 * 1024
/** The same of a page of rooms, with all their entries. */
export const LIST_BYTES = 768 * 1024
/** What an entry costs beside its content. */
const AROUND = 600

export const entryBytes = ({ content }: Pick<JournalEntry, 'content'>): number =>
  Buffer.byteLength(content) + AROUND

/** The first of them that fit into so many bytes, and always one. */
export function fitting<T>(items: readonly T[], bytesOf: (item: T) => number, most: number): readonly T[] {
  let bytes = 0
  const end = items.findIndex((item, at) => {
    bytes += bytesOf(item)
    return bytes > most && at > 0
  })
  return end === -1 ? items : items.slice(0, end)
}
