/** Somebody who may have a socket open: a visitor, or a member at one of their sites. */
export interface Person {
  readonly siteId: string
  readonly kind: 'visitor' | 'member'
  /** A visitor's id or a user's. */
  readonly id: string
}

/** Whether somebody is there, on any node. */
export interface Presence {
  readonly online: boolean
  /** When they came, or when they went. */
  readonly since: Date
}

/** Somebody came or is gone. */
export interface PresenceChange extends Presence {
  readonly person: Person
}

/** Milliseconds between two beats of a node. */
export const BEAT = 2_000
/** Milliseconds without a beat after which a node counts as dead, and nobody is there any more by its word. */
export const LEASE = 20_000
/** Milliseconds that somebody may be away without being gone: a reload, a tunnel, a node that restarts. */
export const GRACE = 10_000

export const personKey = ({ siteId, kind, id }: Person): string => `${siteId} ${kind} ${id}`

/**
 * Rises with what happened later, so that late and doubled words are told from news. Who went the moment they came went
 * afterwards.
 */
export const presenceVersion = ({ online, since }: Presence): number => 2 * since.getTime() + (online ? 0 : 1)

/** What the other nodes have to be told: who is here that was not, and who is not that was. */
export interface Moves {
  readonly here: readonly Person[]
  readonly away: readonly Person[]
}

/**
 * Who has sockets on this node, and of whom that is not written yet. However often somebody comes and goes between two
 * writings, only where they ended counts.
 */
export class Attendance {
  private readonly sockets = new Map<string, { readonly person: Person; count: number }>()
  /** As far as was written. */
  private readonly written = new Set<string>()
  private readonly unwritten = new Map<string, Person>()

  came(person: Person): void {
    const key = personKey(person)
    const there = this.sockets.get(key)
    if (there) there.count += 1
    else {
      this.sockets.set(key, { person, count: 1 })
      this.note(key, person)
    }
  }

  went(person: Person): void {
    const key = personKey(person)
    const there = this.sockets.get(key)
    if (!there) return
    there.count -= 1
    if (there.count > 0) return
    this.sockets.delete(key)
    this.note(key, person)
  }

  get isWritten(): boolean {
    return this.unwritten.size === 0
  }

  /** The next to be written, at most so many; `settle` says that they were. */
  next(most: number): Moves {
    const here: Person[] = []
    const away: Person[] = []
    for (const [key, person] of this.unwritten) {
      if (here.length + away.length >= most) break
      if (this.sockets.has(key)) here.push(person)
      else away.push(person)
    }
    return { here, away }
  }

  /** These were written; who came or went meanwhile still has to be. */
  settle({ here, away }: Moves): void {
    for (const person of here) this.written.add(personKey(person))
    for (const person of away) this.written.delete(personKey(person))
    for (const person of [...here, ...away]) {
      this.unwritten.delete(personKey(person))
      this.note(personKey(person), person)
    }
  }

  /** Nothing counts as written any more: the others took this node for dead. */
  forget(): void {
    this.written.clear()
    this.unwritten.clear()
    for (const [key, { person }] of this.sockets) this.note(key, person)
  }

  private note(key: string, person: Person): void {
    if (this.sockets.has(key) === this.written.has(key)) this.unwritten.delete(key)
    else this.unwritten.set(key, person)
  }
}
