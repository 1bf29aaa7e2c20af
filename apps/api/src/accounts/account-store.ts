import type { ChatbotLook } from '@deskbell/protocol/chatbot'
import type { User } from './user.js'

export interface UserWithHash extends User {
  readonly passwordHash: string
}

/** A user with the site they own, and where they are signed in at once. */
export interface NewAccount {
  readonly user: UserWithHash
  readonly site: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly companyEmail: string
    readonly companyAddress: string
  }
  readonly look: ChatbotLook
  readonly session: NewSession
}

export interface NewSession {
  readonly id: string
  readonly userAgent: string
}

export interface AccountStore {
  /** All or nothing. @returns the field that somebody has already, or null when it is done */
  signUp(account: NewAccount): Promise<'username' | 'email' | null>
  /** By user name or e-mail, in any case. */
  byName(name: string): Promise<UserWithHash | null>
  byId(id: string): Promise<UserWithHash | null>
  /** False when the hash is no longer the user's: the password was changed since it was verified. */
  openSession(userId: string, verified: string, session: NewSession): Promise<boolean>
  /** @returns the sessions this ended, all but `keep`; null when `from` is no longer the user's hash */
  changePassword(userId: string, from: string, to: string, keep: string): Promise<readonly string[] | null>
  /** Ends every session. */
  resetPassword(userId: string, to: string): Promise<void>
}
