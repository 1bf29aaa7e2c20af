import type { Reply } from '@deskbell/protocol/reply'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useDesk } from '../../accounts/signed-in.js'
import { repliesQuery } from '../../replies/replies.js'
import { findReplies } from '../../replies/reply-text.js'
import { typedShortcut } from './canned.js'

export interface Canned {
  isOpen: boolean
  /** A shortcut was typed, and is to be replaced by what is picked. */
  isTyped: boolean
  /** What fits what was typed, best first. */
  found: readonly Reply[]
  /** Which of them Enter would take. */
  active: number
  state: 'loading' | 'failed' | 'ready'
  /** Whether the site has any at all. */
  isEmpty: boolean
  retry: () => void
  setActive: (index: number) => void
  /** Opens it whatever is written; what is picked goes where the caret is. */
  open: () => void
  close: () => void
  /** Whether the key was for the list. */
  onKey: (event: KeyboardEvent) => boolean
}

/**
 * The list of canned replies: there while a slash and a shortcut are all that is written, or when asked for.
 * @param text what is written
 * @param onPick `isTyped`: the shortcut was typed and is to be replaced
 */
export function useCanned(text: string, onPick: (reply: Reply, isTyped: boolean) => void): Canned {
  const { site } = useDesk()
  const typed = typedShortcut(text)
  const [closedFor, setClosedFor] = useState<string | null>(null)
  const [openedFor, setOpenedFor] = useState<string | null>(null)
  const [chosen, setChosen] = useState({ text, index: 0 })
  // Closed stays closed while the shortcut grows; opened by the button lasts until something is typed.
  const isClosed = closedFor !== null && typed !== null && text.startsWith(closedFor)
  if (closedFor !== null && !isClosed) setClosedFor(null)
  const isOpen = (typed !== null && !isClosed) || openedFor === text
  const query = useQuery({ ...repliesQuery(site.slug), enabled: isOpen })
  const all = query.data ?? []
  const found = isOpen ? findReplies(all, typed ?? '') : []
  const active = chosen.text === text ? Math.min(chosen.index, found.length - 1) : 0

  const close = () => {
    setOpenedFor(null)
    setClosedFor(typed === null ? null : text)
  }
  const setActive = (index: number) => setChosen({ text, index })
  const onKey = ({ key }: KeyboardEvent) => {
    if (!isOpen) return false
    if (key === 'Escape') {
      close()
      return true
    }
    if (found.length === 0) return false
    const picked = found[active]
    if (key === 'ArrowDown') setActive((active + 1) % found.length)
    else if (key === 'ArrowUp') setActive((active + found.length - 1) % found.length)
    else if (key === 'Enter' && picked) onPick(picked, typed !== null)
    else return false
    return true
  }
  return {
    isOpen,
    isTyped: typed !== null,
    found,
    active,
    state: query.data ? 'ready' : query.isError ? 'failed' : 'loading',
    isEmpty: query.data?.length === 0,
    retry: () => void query.refetch(),
    setActive,
    open: () => {
      setClosedFor(null)
      setOpenedFor(text)
      setChosen({ text, index: 0 })
    },
    close,
    onKey,
  }
}
