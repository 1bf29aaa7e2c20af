import type { Entry } from '@deskbell/protocol/entry'
import type { ErrorKind, WireError } from '@deskbell/protocol/error'

/** An uploaded draft that goes out with a message. */
export interface SentFile {
  readonly file: string
  /** Its media type. */
  readonly type: string
  readonly file_name: string
  readonly file_size: number
}

/** What a person wrote. `clientId` makes sending it again harmless. */
export interface SendBody {
  readonly clientId: string
  /** The room's id; null on a chat socket, which has only one. */
  readonly room: string | null
  readonly kind: 'message' | 'note'
  readonly content: string
  readonly file: SentFile | null
  /** When it was written, milliseconds since the epoch; also its place among the others. */
  readonly at: number
}

/**
 * How far it came. Goes `queued -> sending -> sent | failed` and never back, but for a failed one that its writer
 * sends again; a late ack turns `failed` into `sent`. All times are milliseconds since the epoch.
 */
export type Progress =
  | { readonly status: 'queued'; readonly deadline: number }
  | {
      readonly status: 'sending'
      readonly deadline: number
      /** When to put it on the socket again if nothing was heard. */
      readonly resendAt: number
      /** Why the server asked to wait, if it did. */
      readonly error: WireError | null
    }
  | { readonly status: 'sent'; readonly id: string; readonly seq: number; readonly created: string }
  /** No error means: no answer in time. */
  | { readonly status: 'failed'; readonly error: WireError | null }

export type Send = SendBody & Progress

/** Everything one client is sending, in the order it was written. */
export type Outbox = readonly Send[]

export type OutboxAction =
  | { readonly type: 'add'; readonly body: SendBody; readonly now: number }
  /** Read back from storage after a reload. */
  | { readonly type: 'restore'; readonly body: SendBody; readonly failed: boolean; readonly now: number }
  /** A fresh socket: whatever had no answer goes out again. */
  | { readonly type: 'opened'; readonly now: number }
  /** It was put on the socket. */
  | { readonly type: 'handed'; readonly clientId: string; readonly now: number }
  | {
      readonly type: 'acked'
      readonly clientId: string
      readonly id: string
      readonly seq: number
      readonly created: string
    }
  | { readonly type: 'refused'; readonly clientId: string; readonly error: WireError; readonly now: number }
  | { readonly type: 'tick'; readonly now: number }
  | { readonly type: 'retry'; readonly clientId: string; readonly now: number }
  | { readonly type: 'discard'; readonly clientId: string }
  /** Their entries are in the journal, which shows them from now on. */
  | { readonly type: 'seen'; readonly entries: readonly Pick<Entry, 'client_id' | 'id'>[] }

/** A send ends, as sent or as failed, within this. */
export const SEND_WITHIN = 30_000
const RESEND_AFTER = 5_000
const WAIT_WHEN_BUSY = 1_000

/** The server is well but busy: the same frame is welcome later. Everything else would be refused again. */
const passing: Partial<Record<ErrorKind, true>> = { rate_limited: true, overloaded: true, unavailable: true }

export function reduceOutbox(outbox: Outbox, action: OutboxAction): Outbox {
  switch (action.type) {
    case 'add':
      return place(outbox, { ...action.body, status: 'queued', deadline: action.now + SEND_WITHIN })
    case 'restore':
      return place(outbox, {
        ...action.body,
        ...(action.failed
          ? { status: 'failed', error: null }
          : { status: 'queued', deadline: action.now + SEND_WITHIN }),
      })
    case 'opened':
      return outbox.map(send => (send.status === 'sending' ? { ...send, resendAt: action.now } : send))
    case 'handed':
      return change(outbox, action.clientId, send =>
        send.status === 'queued' || send.status === 'sending'
          ? {
              status: 'sending',
              deadline: send.deadline,
              resendAt: action.now + RESEND_AFTER,
              error: null,
            }
          : null,
      )
    case 'acked':
      return change(outbox, action.clientId, () => ({
        status: 'sent',
        id: action.id,
        seq: action.seq,
        created: action.created,
      }))
    case 'refused':
      return change(outbox, action.clientId, send => refuse(send, action.error, action.now))
    case 'tick':
      return outbox.map(send =>
        isPending(send) && send.deadline <= action.now
          ? withProgress(send, { status: 'failed', error: send.status === 'sending' ? send.error : null })
          : send,
      )
    case 'retry':
      return change(outbox, action.clientId, send =>
        send.status === 'failed' ? { status: 'queued', deadline: action.now + SEND_WITHIN } : null,
      )
    case 'discard':
      return outbox.filter(send => send.clientId !== action.clientId)
    case 'seen': {
      const seen = new Set(action.entries.flatMap(entry => [entry.id, entry.client_id]))
      return outbox.filter(send => !seen.has(send.clientId) && !(send.status === 'sent' && seen.has(send.id)))
    }
  }
}

/**
 * What belongs on an open socket now. One at a time per room: were the second under way before the first is
 * answered, a first that has to be sent again would end up behind it.
 */
export function dueSends(outbox: Outbox, now: number): readonly Send[] {
  return heads(outbox).filter(send => send.status === 'queued' || send.resendAt <= now)
}

/** When something happens next without anybody's doing, or null. */
export function nextMoment(outbox: Outbox, open: boolean): number | null {
  const moments = outbox.filter(isPending).map(send => send.deadline)
  if (open) for (const send of heads(outbox)) if (send.status === 'sending') moments.push(send.resendAt)
  return moments.length === 0 ? null : Math.min(...moments)
}

type Pending = SendBody & Extract<Progress, { status: 'queued' | 'sending' }>

function isPending(send: Send): send is Pending {
  return send.status === 'queued' || send.status === 'sending'
}

/** The oldest pending send of each room. */
function heads(outbox: Outbox): readonly Pending[] {
  const byRoom = new Map<string | null, Pending>()
  for (const send of outbox) if (isPending(send) && !byRoom.has(send.room)) byRoom.set(send.room, send)
  return [...byRoom.values()]
}

function refuse(send: Send, error: WireError, now: number): Progress | null {
  if (!isPending(send)) return null
  if (!passing[error.kind]) return { status: 'failed', error }
  const resendAt = now + (error.retry_after_ms ?? WAIT_WHEN_BUSY)
  return { status: 'sending', deadline: send.deadline, resendAt, error }
}

function place(outbox: Outbox, send: Send): Outbox {
  if (outbox.some(other => other.clientId === send.clientId)) return outbox
  return [...outbox, send].sort((a, b) => a.at - b.at)
}

function change(outbox: Outbox, clientId: string, next: (send: Send) => Progress | null): Outbox {
  return outbox.map(send => {
    const progress = send.clientId === clientId ? next(send) : null
    return progress ? withProgress(send, progress) : send
  })
}

function withProgress(send: Send, progress: Progress): Send {
  const { clientId, room, kind, content, file, at } = send
  return { clientId, room, kind, content, file, at, ...progress }
}
