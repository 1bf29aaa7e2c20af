import type { Entry } from '@deskbell/protocol/entry'
import { createContext } from 'react'
import { authorName } from '../names.js'
import { shownInline } from './files.js'

/** A picture of a conversation, to look at. */
export interface Picture {
  readonly url: string
  readonly name: string
  readonly by: string
  /** When it was sent. */
  readonly at: string
}

/** The pictures of what is loaded, oldest first. */
export function picturesIn(entries: readonly Entry[]): Picture[] {
  return entries.flatMap(entry => {
    const { file, erased, type, file_name, created } = entry
    if (file === null || erased || !shownInline(type)) return []
    return [{ url: file, name: file_name || 'Picture', by: authorName(entry), at: created }]
  })
}

/** Shows the picture with this address large; null where there is nothing to show it in. */
export const OpenPicture = createContext<((url: string) => void) | null>(null)
