import { randomUUID } from 'node:crypto'
import { Attendance, BEAT, type Person, type PresenceChange } from './presence.js'
import type { PresenceStore } from './presence-store.js'

export interface PresenceOptions {
  readonly store: Pick<PresenceStore, 'moved' | 'beat' | 'leave'>
  /** News: to this node's people and to the other nodes. */
  readonly tell: (change: PresenceChange) => void
  /** Told once when it starts to fail, not with every beat of an outage. */
  readonly onError: (error: unknown) => void
  /** Milliseconds between two beats. */
  readonly beat?: number
  /** Milliseconds that comings and goings are gathered. */
  readonly gather?: number
}

/** Comings and goings are gathered so long before they are written: a storm of reconnects is a few statements. */
const GATHER = 200
/** People in one statement. */
const AT_ONCE = 2_000

/**
 * This node's part in knowing who is there. It writes down who has sockets here, beats so that its word counts, and
 * tells who came and who is gone: one statement a beat and one for what moved, however many sockets it has.
 */
export class PresenceService {
  readonly nodeId = randomUUID()
  private readonly attendance = new Attendance()
  private beating: NodeJS.Timeout | undefined
  private gathering: NodeJS.Timeout | undefined
  /** One statement at a time, so that what is written later happened later. */
  private turn: Promise<void> = Promise.resolve()
  private stopped = true
  private failing = false

  constructor(private readonly options: PresenceOptions) {}

  /** A socket of theirs opened here. */
  came(person: Person): void {
    this.attendance.came(person)
    this.gather()
  }

  /** One of their sockets here is gone. */
  went(person: Person): void {
    this.attendance.went(person)
    this.gather()
  }

  start(): void {
    if (!this.stopped) return
    this.stopped = false
    this.next(0)
  }

  /** Nobody is here any more; the others are told so, if they can be. */
  async stop(): Promise<void> {
    if (this.stopped) return
    this.stopped = true
    clearTimeout(this.beating)
    clearTimeout(this.gathering)
    await this.turn
    await this.options.store.leave(this.nodeId)
  }

  private next(delay: number): void {
    this.beating = setTimeout(() => {
      this.inTurn(() => this.beat()).then(() => {
        if (!this.stopped) this.next(this.options.beat ?? BEAT)
      })
    }, delay)
    this.beating.unref()
  }

  private gather(): void {
    if (this.gathering || this.stopped || this.attendance.isWritten) return
    this.gathering = setTimeout(() => {
      this.gathering = undefined
      void this.inTurn(() => this.write())
    }, this.options.gather ?? GATHER)
    this.gathering.unref()
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(async () => {
      if (this.stopped) return
      try {
        await work()
        this.failing = false
      } catch (error) {
        // What was not written stays to be written; the next beat tries again.
        if (!this.failing) this.options.onError(error)
        this.failing = true
      }
    })
    return this.turn
  }

  private async beat(): Promise<void> {
    const { kept, gone } = await this.options.store.beat(this.nodeId)
    if (!kept) this.attendance.forget()
    for (const change of gone) this.options.tell(change)
    await this.write()
  }

  private async write(): Promise<void> {
    let isAll = this.attendance.isWritten
    while (!isAll && !this.stopped) {
      const moves = this.attendance.next(AT_ONCE)
      const came = await this.options.store.moved(this.nodeId, moves)
      // The others took this node for dead: the next beat says that it is not, and all is written anew.
      if (came === null) return
      this.attendance.settle(moves)
      for (const change of came) this.options.tell(change)
      isAll = moves.here.length + moves.away.length < AT_ONCE
    }
    // Who came or went meanwhile is gathered anew: in a storm there is always somebody.
    this.gather()
  }
}
