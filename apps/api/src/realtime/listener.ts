import type { Event } from '@deskbell/protocol/event'
import type { Audience } from '../rooms/journal-store.js'
import type { Reader } from '../rooms/room-store.js'

/** The end of one socket, as far as telling is concerned. */
export interface Listener {
  readonly audience: Audience
  /** A client of the older systems: it is told less. */
  readonly old: boolean
  readonly reader: Reader | null
  /** Sends a frame that is already text; drops it when the socket is gone. */
  send(frame: string): void
}

/** Sends one event to many; it becomes text once. */
export function tellAll(listeners: Iterable<Listener>, event: Event): void {
  let frame: string | undefined
  for (const listener of listeners) {
    frame ??= JSON.stringify(event)
    listener.send(frame)
  }
}

export const isReader = (listener: Listener, reader: { kind: string; id: string | null }): boolean =>
  listener.reader !== null && listener.reader.kind === reader.kind && listener.reader.id === reader.id
