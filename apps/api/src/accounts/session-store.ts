import type { User } from './user.js'

export interface Session {
  readonly id: string
  readonly userId: string
  readonly userAgent: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly expiresAt: Date
}

/** A user with the live session that proves them. */
export interface SignedIn {
  readonly user: User
  readonly session: Session
}

export interface Ended {
  /** The database's own clock when it looked; ask from here the next time. */
  readonly now: Date
  readonly sessionIds: readonly string[]
  readonly members: readonly { readonly siteId: string; readonly userId: string }[]
}

export interface SessionStore {
  /** Neither ended nor expired, with its user. */
  findLive(sessionId: string): Promise<SignedIn | null>
  /** Notes that the session is in use, which also moves its expiry. */
  touch(sessionId: string): Promise<void>
  /** The user's live sessions, the latest used first. */
  listLive(userId: string): Promise<readonly Session[]>
  /** False when the user has no such live session. */
  end(userId: string, sessionId: string): Promise<boolean>
  /** @returns the live sessions this ended: all of the user's but `keep` */
  endOthers(userId: string, keep: string): Promise<readonly string[]>
  /** What was ended or removed in the 30 s before `since` and after it (null: before now). */
  endedSince(since: Date | null): Promise<Ended>
  /** Removes rows that have been dead for a month. */
  sweep(): Promise<number>
}
