import { create } from 'zustand'

/** What waits for this member, for every part that shows it. */
export interface AttentionState {
  /** Rooms that ring, and since when (milliseconds since the epoch). */
  readonly rings: ReadonlyMap<string, number>
  /** Rooms somebody has answered. */
  readonly taken: ReadonlySet<string>
  /** Rooms with something unread. */
  readonly unread: number
  /** A visitor has written since this page was opened. */
  readonly heard: boolean
}

export const nothing: AttentionState = { rings: new Map(), taken: new Set(), unread: 0, heard: false }

export const useAttention = create<AttentionState>(() => nothing)
