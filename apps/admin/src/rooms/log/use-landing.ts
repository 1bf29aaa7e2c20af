import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { OpenRoomState } from '@deskbell/client/open-room'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { entriesAfter } from './announcer.js'
import type { LogView } from './log-view.js'

/** Pixels between the top of the log and the line that is brought there: the day and the word "New" stay in sight. */
const INSET = 64

interface Landing {
  /** The first line that is new to the reader; null when there is none or it is not loaded. */
  firstNew: number | null
  /** Whether it is further back than what is loaded. */
  isFarBack: boolean
  toFirstNew: () => void
}

/**
 * Where the reader begins: at the end, or at the first of what came since they were here when that does not fit
 * on the screen. Decided once, when all that is known to exist has come.
 * @param me id of the member who reads
 * @param first the first place that is drawn
 * @param end one past the last
 */
export function useLanding(
  room: OpenRoomState,
  row: InboxRow,
  me: string,
  { view, first, end, height, connected, loadEarlier }: LandingParts,
): Landing {
  const [readTo] = useState(() => (row.unread > 0 ? row.read.seq : null))
  const [isSeeking, setSeeking] = useState(false)
  const hasLanded = useRef(readTo === null)
  const [held] = room.entries
  const isFarBack = readTo !== null && held !== undefined && held.seq > readTo + 1 && room.earlier !== 'none'
  const found =
    readTo === null || isFarBack
      ? undefined
      : entriesAfter(room.entries, readTo).find(entry => entry.from.id !== me && entry.kind !== 'event')
  const firstNew = found ? Math.max(found.seq, first) : null
  const top = room.entries.at(-1)?.seq ?? 0

  // After the log has put itself in place, before it is painted.
  useLayoutEffect(() => {
    if (hasLanded.current || top < row.seq) return
    hasLanded.current = true
    if (firstNew !== null && view.heights.between(firstNew, end) > height() - INSET)
      view.toPlace(firstNew, INSET)
  })

  useEffect(() => {
    if (!isSeeking) return
    if (isFarBack) {
      if (room.earlier === 'more' && connected) loadEarlier()
      return
    }
    setSeeking(false)
    if (firstNew !== null) view.toPlace(firstNew, INSET)
  })

  return { firstNew, isFarBack: isFarBack && !isSeeking, toFirstNew: () => setSeeking(true) }
}

interface LandingParts {
  view: LogView
  first: number
  end: number
  /** Of the log, in pixels. */
  height: () => number
  connected: boolean
  loadEarlier: () => void
}
