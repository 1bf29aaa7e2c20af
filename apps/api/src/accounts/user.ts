import type { PublicUser } from '@deskbell/protocol/room'

export interface User {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** A user as the old clients know it. */
export const publicUser = (user: Omit<User, 'id'>): PublicUser => ({
  username: user.username,
  email: user.email,
  first_name: user.firstName,
  last_name: user.lastName,
})

/** What to show for a user: the full name, else the user name. */
export const displayName = (user: Pick<User, 'username' | 'firstName' | 'lastName'>): string =>
  `${user.firstName} ${user.lastName}`.trim() || user.username

/** The one name field of the sign-up form as the two the old clients read: all but the last word, and the last. */
export function splitName(name: string): Pick<User, 'firstName' | 'lastName'> {
  const words = name.trim().split(/\s+/)
  const last = words.length > 1 ? words.pop() : ''
  return { firstName: words.join(' '), lastName: last ?? '' }
}
