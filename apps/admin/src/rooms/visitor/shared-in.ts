import type { Entry } from '@deskbell/protocol/entry'
import { piecesOf } from '../message/links.js'

export interface SharedThing {
  readonly key: string
  readonly href: string
  readonly name: string
  /** A media type, or `link`. */
  readonly type: string
  readonly entry: Entry
}

/** What can be opened of a conversation, the newest first; the same address once. */
export function sharedIn(entries: readonly Entry[]): SharedThing[] {
  const found = new Map<string, SharedThing>()
  for (const entry of entries.toReversed()) {
    if (entry.erased || entry.kind === 'event') continue
    if (entry.file) add(found, { href: entry.file, type: entry.type, entry, name: nameOf(entry) })
    for (const { text, href } of piecesOf(entry.content))
      if (href) add(found, { href, type: 'link', entry, name: text.replace(/^https?:\/\//i, '') })
  }
  return [...found.values()]
}

function add(found: Map<string, SharedThing>, thing: Omit<SharedThing, 'key'>): void {
  if (!found.has(thing.href)) found.set(thing.href, { ...thing, key: thing.href })
}

const nameOf = (entry: Entry) => entry.file_name || (entry.type.startsWith('image/') ? 'A picture' : 'A file')
