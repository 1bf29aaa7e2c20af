import { chatAddress } from '@deskbell/client/address'
import { ChatClient } from '@deskbell/client/chat'
import { cleanText } from '@deskbell/client/clean-text'
import { Observable } from '@deskbell/client/observable'
import { type KeyValue, storedOutbox } from '@deskbell/client/outbox-storage'
import type { Ports } from '@deskbell/client/ports'
import type { Entry } from '@deskbell/protocol/entry'
import { LIMITS } from '@deskbell/protocol/limits'
import type { PageEvent, ToHost } from '../../bridge.js'
import { ACTED } from '../../bridge.js'
import type { Refusal } from '../bar.js'
import { Follower } from './follower.js'
import { forget, type Identity, newIdentity, recall, remember } from './identity.js'

export interface DeskState {
  /** The chat of whoever we are now. */
  readonly chat: ChatClient
  readonly refusal: Refusal
  readonly shown: boolean
  /** Whether the site has met this visitor before. */
  readonly known: boolean
  /** It had, under an identity that is void: somebody new goes on here. */
  readonly renewed: boolean
  /** What a screen reader is to be told now. */
  readonly spoken: readonly Entry[]
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
  /** The other side wrote this, and nobody was looking; only once the visitor has written, too. */
  readonly onMissed?: (entry: Entry) => void
}

type Fault = Extract<PageEvent, { type: 'error' }>['kind']

/** How often an id may be given up for a new one before we stop trying. */
const RENEWALS = 2
const PAGE = 30
/** How long a new message stays where screen readers look for news, and the most that stand there. */
const SPOKEN_FOR = 8_000
const SPOKEN_MOST = 5
/** From this attempt on the host page is told that nothing is reached. */
const UNREACHABLE = 2

/** Keeps one chat going for one visitor: who we are, when to connect, what the host page has to know. */
export class Desk {
  #options: DeskOptions
  #identity: Identity
  #chat: ChatClient
  #unsubscribe = () => {}
  #refusal: DeskState['refusal'] = null
  #shown = false
  #rested = false
  #renewals = 0
  #renewed = false
  #spoken: readonly Entry[] = []
  #unspeak = () => {}
  #follower = new Follower()
  #told = { unread: 0, acted: false, error: '' }
  #observable = new Observable<DeskState>(() => ({
    chat: this.#chat,
    refusal: this.#refusal,
    shown: this.#shown,
    known: this.#identity.token !== null,
    renewed: this.#renewed,
    spoken: this.#spoken,
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

  /** Writes for the visitor, whether the chat is shown or not. Nothing, or too much, is told as not sent. */
  send(words: string): void {
    const text = cleanText(words)
    if (this.#refusal || text === '' || text.length > LIMITS.content)
      this.#options.post({ type: 'error', kind: 'not_sent' })
    else {
      this.#chat.send(text)
      this.#chat.start()
    }
  }

  /** The page is left, perhaps for a while: with an open socket not every browser would keep the host page for Back. */
  rest(): void {
    const { status } = this.#chat.getSnapshot().connection
    this.#rested = status !== 'idle' && status !== 'ended'
    this.#chat.stop()
  }

  /** It has come back as it was. */
  resume(): void {
    if (this.#rested) this.#chat.start()
  }

  /** What is on the screen has been read; the host page is told what is not. */
  attend(): void {
    const { post, visible } = this.#options
    if (this.#shown && visible()) this.#chat.markRead()
    const { unread } = this.#chat.getSnapshot()
    const acted = !this.#isUnused()
    if (unread !== this.#told.unread) post({ type: 'unread', count: unread })
    if (acted && !this.#told.acted) post({ type: 'keep', key: ACTED, value: '1' })
    this.#told = { ...this.#told, unread, acted: acted || this.#told.acted }
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
      this.#told.error = ''
      if (this.#refusal) this.#refuse(null)
    }
    if (connection.status === 'waiting' && connection.attempt >= UNREACHABLE) this.#fault('unreachable')
    if (connection.status === 'ended') this.#ended(connection.code)
    this.#follow()
    this.attend()
    this.#observable.changed()
  }

  /** Says what is new: to the ear, to a screen reader, to the host page. */
  #follow(): void {
    const { post, visible, onMissed, ports } = this.#options
    const { fresh, sent, failed } = this.#follower.look(this.#chat.getSnapshot())
    for (const at of sent) post({ type: 'sent', at })
    if (failed) post({ type: 'error', kind: 'not_sent' })
    for (const { kind, from, created: at } of fresh)
      if (kind === 'message' && from.kind !== 'system') post({ type: 'message', from: from.kind, at })
    const theirs = fresh.filter(entry => entry.from.kind !== 'visitor')
    const last = theirs.at(-1)
    if (!last) return
    const seen = this.#shown && visible()
    if (!seen && !this.#isUnused() && last.kind === 'message') onMissed?.(last)
    // What nobody can see is not read out later either.
    if (!this.#shown) return
    this.#spoken = [...this.#spoken, ...theirs].slice(-SPOKEN_MOST)
    this.#unspeak()
    this.#unspeak = ports.clock.after(SPOKEN_FOR, () => {
      this.#spoken = []
      this.#observable.changed()
    })
  }

  /** Told once, until it is over. */
  #fault(kind: Fault): void {
    if (this.#told.error !== kind) this.#options.post({ type: 'error', kind })
    this.#told.error = kind
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
      if (!isOther) {
        forget(store)
        this.#renewed = true
      }
      this.#become(isOther ? other : newIdentity())
    }
  }

  #refuse(refusal: DeskState['refusal']): void {
    this.#refusal = refusal
    if (refusal) this.#fault(refusal)
    this.#observable.changed()
  }

  #become(identity: Identity): void {
    this.#unsubscribe()
    this.#chat.stop()
    this.#identity = identity
    this.#follower = new Follower()
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
