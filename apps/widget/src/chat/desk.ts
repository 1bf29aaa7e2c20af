import { chatAddress } from '@deskbell/client/address'
import { ChatClient } from '@deskbell/client/chat'
import { Observable } from '@deskbell/client/observable'
import { type KeyValue, storedOutbox } from '@deskbell/client/outbox-storage'
import type { Ports } from '@deskbell/client/ports'
import type { ToHost } from '../bridge.js'
import { ACTED } from '../bridge.js'
import { forget, type Identity, newIdentity, recall, remember } from './identity.js'

export interface DeskState {
  /** The chat of whoever we are now. */
  readonly chat: ChatClient
  /** `elsewhere`: the visitor we were told to be belongs to another browser. `closed`: no such site any more. */
  readonly refusal: 'elsewhere' | 'closed' | null
  readonly shown: boolean
}

export interface DeskOptions {
  readonly base: string
  readonly site: string
  /** Be this visitor; null: the one remembered, or somebody new. */
  readonly given: string | null
  readonly store: KeyValue
  readonly ports: Ports
  readonly post: (message: ToHost) => void
  /** Whether somebody can see this page. */
  readonly visible: () => boolean
}

/** How often an id may be given up for a new one before we stop trying. */
const RENEWALS = 2
const PAGE = 30

/** Keeps one chat going for one visitor: who we are, when to connect, what the host page has to know. */
export class Desk {
  #options: DeskOptions
  #identity: Identity
  #chat: ChatClient
  #unsubscribe = () => {}
  #refusal: DeskState['refusal'] = null
  #shown = false
  #renewals = 0
  #told = { unread: 0, acted: false }
  #observable = new Observable<DeskState>(() => ({
    chat: this.#chat,
    refusal: this.#refusal,
    shown: this.#shown,
  }))

  readonly subscribe = this.#observable.subscribe
  readonly getSnapshot = this.#observable.getSnapshot

  constructor(options: DeskOptions) {
    this.#options = options
    this.#identity = recall(options.store, options.given)
    this.#chat = this.#begin()
  }

  /** Whose token may upload files. */
  get identity(): Identity {
    return this.#identity
  }

  /** A visitor who is known to the site stays connected while the chat is closed, to be told what is new. */
  show(shown: boolean): void {
    this.#shown = shown
    this.#observable.changed()
    const { loaded } = this.#chat.getSnapshot()
    if (shown || (this.#identity.token !== null && !loaded)) this.#chat.start()
    else if (this.#isUnused()) this.#chat.stop()
    this.attend()
  }

  /** What is on the screen has been read; the host page is told what is not. */
  attend(): void {
    const { post, visible } = this.#options
    if (this.#shown && visible()) this.#chat.markRead()
    const { unread } = this.#chat.getSnapshot()
    const acted = !this.#isUnused()
    if (unread !== this.#told.unread) post({ type: 'unread', count: unread })
    if (acted && !this.#told.acted) post({ type: 'keep', key: ACTED, value: '1' })
    this.#told = { unread, acted: acted || this.#told.acted }
  }

  #begin(): ChatClient {
    const { base, site, store, ports } = this.#options
    const mine = this.#identity
    const chat = new ChatClient({
      url: chatAddress(base, site, mine.consumer),
      role: 'visitor',
      ports,
      storage: storedOutbox(store),
      token: () => this.#identity.token,
      keepToken: (token, consumer) => this.#named({ token, consumer }),
      pageSize: PAGE,
    })
    this.#unsubscribe()
    this.#unsubscribe = chat.subscribe(() => this.#changed())
    return chat
  }

  /** The server has bound our id to us. Another tab may have been a moment faster: then we are who it is. */
  #named(identity: Identity): void {
    const { store, given } = this.#options
    const other = recall(store, given)
    if (other.token !== null && other.consumer !== identity.consumer) this.#become(other)
    else {
      this.#identity = identity
      remember(store, identity)
    }
  }

  #changed(): void {
    const { connection } = this.#chat.getSnapshot()
    if (connection.status === 'open') {
      this.#renewals = 0
      if (this.#refusal) this.#refuse(null)
    }
    if (connection.status === 'ended') this.#ended(connection.code)
    this.attend()
    this.#observable.changed()
  }

  /** A dead token: somebody new goes on here, with what was typed and not sent. */
  #ended(code: number): void {
    const { store, given } = this.#options
    if (this.#refusal) return
    if (code === 4404) this.#refuse('closed')
    else if (given !== null || this.#renewals >= RENEWALS) this.#refuse('elsewhere')
    else {
      this.#renewals++
      // Another tab may be somebody new already.
      const other = recall(store, given)
      const isOther = other.token !== null && other.consumer !== this.#identity.consumer
      if (!isOther) forget(store)
      this.#become(isOther ? other : newIdentity())
    }
  }

  #refuse(refusal: DeskState['refusal']): void {
    this.#refusal = refusal
    this.#observable.changed()
  }

  #become(identity: Identity): void {
    this.#unsubscribe()
    this.#chat.stop()
    this.#identity = identity
    this.#chat = this.#begin()
    this.#chat.start()
    this.#observable.changed()
  }

  /** Nobody has written anything here yet, so nobody waits for an answer. */
  #isUnused(): boolean {
    const { entries, sends } = this.#chat.getSnapshot()
    return entries.length === 0 && sends.length === 0
  }
}
