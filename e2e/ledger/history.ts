/** Whose numbering a `seq` is in: members count every entry, visitors only those they may see. */
export type Audience = 'members' | 'visitors'

/** What a sender wrote down about one message it was asked to send. */
export interface SentRecord {
  /** Names one person sending in one order; two tabs of one person are two senders. */
  readonly sender: string
  readonly audience: Audience
  readonly room: string
  readonly clientId: string
  /** The sender's own count in this room, from 1. */
  readonly n: number
  /** Milliseconds; only ever compared within one process. */
  readonly sentAt: number
  state: 'pending' | 'acked' | 'failed'
  ack?: { readonly at: number; readonly id: string; readonly seq: number }
}

/** One entry as a client was shown it, in the order of arrival. */
export interface ReceivedRecord {
  readonly client: string
  readonly audience: Audience
  readonly room: string
  readonly seq: number
  readonly id: string
  readonly at: number
}

/** One row of the journal. */
export interface StoredRecord {
  readonly room: string
  readonly seq: number
  /** Null where visitors may not see the entry. */
  readonly publicSeq: number | null
  readonly id: string
  readonly clientId: string
  readonly kind: 'message' | 'note' | 'event'
}

/** What a client holds of a room at the end, or what a fresh load answers. */
export interface View {
  readonly client: string
  readonly audience: Audience
  readonly room: string
  readonly entries: readonly { readonly seq: number; readonly id: string; readonly content: string }[]
  /** Anything else that must equal a reload, such as `{ unread: 3 }`. */
  readonly facts?: Readonly<Record<string, unknown>>
}

/** All that was written down in one run. */
export interface History {
  readonly sent: readonly SentRecord[]
  readonly received: readonly ReceivedRecord[]
  readonly stored: readonly StoredRecord[]
  /** What the clients hold once the run is over. */
  readonly held: readonly View[]
  /** The same rooms, loaded by somebody who was not there; `client` says who asked. */
  readonly fresh: readonly View[]
}
