import type { Entry } from '@deskbell/protocol/entry'
import type { WireError } from '@deskbell/protocol/error'
import type { Ack } from '@deskbell/protocol/event'
import { randomId } from './ids.js'
import {
  dueSends,
  nextMoment,
  type Outbox,
  type OutboxAction,
  reduceOutbox,
  type Send,
  type SendBody,
} from './outbox.js'
import type { OutboxStorage } from './outbox-storage.js'
import type { Clock } from './ports.js'

export interface OutgoingOptions {
  readonly clock: Clock
  readonly storage: OutboxStorage
  /** Puts it on the socket, which is open. */
  readonly transmit: (send: Send) => void
  readonly onChange: () => void
}

/** Runs an outbox: hands sends to the socket when they are due, keeps time, and mirrors the unsent into storage. */
export class Outgoing {
  #options: OutgoingOptions
  #outbox: Outbox = []
  #open = false
  #cancel = () => {}
  #lastAt = 0

  constructor(options: OutgoingOptions) {
    this.#options = options
    for (const { body, failed } of options.storage.all()) {
      this.#outbox = reduceOutbox(this.#outbox, { type: 'restore', body, failed, now: options.clock.now() })
      this.#lastAt = Math.max(this.#lastAt, body.at)
    }
    this.#schedule()
  }

  get sends(): Outbox {
    return this.#outbox
  }

  /** Takes over what a person wrote; answers its client id. */
  add(draft: Omit<SendBody, 'clientId' | 'at'>): string {
    const now = this.#options.clock.now()
    // Sends within one millisecond, or after the clock was put back, still have an order after a reload.
    this.#lastAt = Math.max(now, this.#lastAt + 1)
    const body: SendBody = { ...draft, clientId: randomId(), at: this.#lastAt }
    this.#options.storage.put({ body, failed: false })
    this.#apply({ type: 'add', body, now })
    return body.clientId
  }

  retry(clientId: string): void {
    this.#apply({ type: 'retry', clientId, now: this.#options.clock.now() })
  }

  discard(clientId: string): void {
    this.#apply({ type: 'discard', clientId })
  }

  opened(): void {
    this.#open = true
    this.#apply({ type: 'opened', now: this.#options.clock.now() })
  }

  closed(): void {
    this.#open = false
    this.#schedule()
  }

  acked(ack: Ack): void {
    const { client_id: clientId, id, seq, created } = ack
    this.#apply({ type: 'acked', clientId, id, seq, created })
  }

  refused(clientId: string, error: WireError): void {
    this.#apply({ type: 'refused', clientId, error, now: this.#options.clock.now() })
  }

  /** The journal holds these entries now. */
  seen(entries: readonly Entry[]): void {
    if (this.#outbox.length > 0) this.#apply({ type: 'seen', entries })
  }

  /** No more timers; what is unsent stays in storage. */
  stop(): void {
    this.#open = false
    this.#cancel()
  }

  #apply(action: OutboxAction): void {
    const before = this.#outbox
    this.#outbox = reduceOutbox(before, action)
    this.#mirror(before)
    this.#pump()
    this.#options.onChange()
  }

  #pump(): void {
    const { clock, transmit } = this.#options
    const now = clock.now()
    const before = this.#outbox
    this.#outbox = reduceOutbox(this.#outbox, { type: 'tick', now })
    this.#mirror(before)
    if (this.#open)
      for (const send of dueSends(this.#outbox, now)) {
        this.#outbox = reduceOutbox(this.#outbox, { type: 'handed', clientId: send.clientId, now })
        transmit(send)
      }
    this.#schedule()
  }

  #schedule(): void {
    this.#cancel()
    const { clock, onChange } = this.#options
    const moment = nextMoment(this.#outbox, this.#open)
    if (moment === null) return
    this.#cancel = clock.after(Math.max(0, moment - clock.now()), () => {
      this.#pump()
      onChange()
    })
  }

  /** Storage follows what changed: unsent ones are in it, sent and discarded ones are not. */
  #mirror(before: Outbox): void {
    if (before === this.#outbox) return
    const { storage } = this.#options
    const now = new Map(this.#outbox.map(send => [send.clientId, send]))
    for (const was of before) {
      const send = now.get(was.clientId)
      if (!send || (send.status === 'sent' && was.status !== 'sent')) storage.remove(was.clientId)
      else if ((send.status === 'failed') !== (was.status === 'failed') && send.status !== 'sent') {
        const { clientId, room, kind, content, file, at } = send
        storage.put({ body: { clientId, room, kind, content, file, at }, failed: send.status === 'failed' })
      }
    }
  }
}
