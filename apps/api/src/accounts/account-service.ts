import { randomBytes } from 'node:crypto'
import type { SignUpBody } from '@deskbell/protocol/account'
import { defaultLook } from '@deskbell/protocol/chatbot'
import type { PublicUser } from '@deskbell/protocol/room'
import { badRequest, DeskbellError, notFound, unauthorized } from '../core/errors.js'
import { newId } from '../core/ids.js'
import type { Limiter } from '../core/limiter.js'
import type { AccountStore, UserWithHash } from './account-store.js'
import type { Passwords } from './passwords.js'
import type { Revocations } from './revocations.js'
import type { SignedIn } from './session-store.js'
import type { Tokens } from './token.js'
import { publicUser, splitName } from './user.js'

interface Deps {
  readonly accounts: AccountStore
  readonly passwords: Pick<Passwords, 'hash' | 'verify'>
  readonly tokens: Pick<Tokens, 'signMember'>
  readonly revocations: Pick<Revocations, 'tellSessionsEnded'>
  readonly limits: {
    readonly passwordAccount: Limiter
    readonly passwordAddress: Limiter
    readonly signUpAddress: Limiter
  }
}

/** From where somebody signs in. */
export interface Caller {
  readonly address: string
  readonly userAgent: string
}

export interface Entered {
  readonly token: string
  readonly user: PublicUser
}

/** Accounts and the passwords that open them. */
export class AccountService {
  constructor(private readonly deps: Deps) {}

  /**
   * Makes a user, their site with a default chatbot, and signs them in.
   * @throws conflict naming the field when the user name or e-mail is taken; rate_limited; overloaded
   */
  async signUp(body: SignUpBody, caller: Caller): Promise<Entered> {
    await this.deps.limits.signUpAddress.take(caller.address)
    const names = splitName(body.name ?? '')
    const passwordHash = await this.deps.passwords.hash(body.password)
    const user = { id: newId(), username: body.username, email: body.email, ...names, passwordHash }
    const session = newSession(caller)
    const taken = await this.deps.accounts.signUp({
      user,
      site: {
        id: newId(),
        slug: body.username,
        name: body.companyName || body.name || body.username,
        companyEmail: body.companyEmail ?? '',
        companyAddress: body.companyAddress ?? '',
      },
      look: defaultLook,
      session,
    })
    if (taken !== null) {
      const what = taken === 'username' ? 'user name' : 'e-mail address'
      throw new DeskbellError('conflict', `This ${what} is taken.`, { field: taken })
    }
    return this.entered(user, session.id)
  }

  /**
   * @param name user name or e-mail
   * @throws unauthorized, in the same words and time whether there is no such user or the password is wrong;
   *   rate_limited after too many wrong ones; overloaded
   */
  async signIn(name: string, password: string, caller: Caller): Promise<Entered> {
    const user = await this.deps.accounts.byName(name)
    const account = user?.id ?? `nobody ${name.toLowerCase()}`
    await this.checkPassword(user, password, account, caller, wrongSignIn)
    if (user === null) throw wrongSignIn()
    const session = newSession(caller)
    const opened = await this.deps.accounts.openSession(user.id, user.passwordHash, session)
    if (!opened) throw wrongSignIn()
    return this.entered(user, session.id)
  }

  /**
   * Ends every other session of the user.
   * @throws bad_request naming `current` when it is wrong; rate_limited after too many wrong ones; overloaded
   */
  async changePassword(signedIn: SignedIn, current: string, next: string, caller: Caller): Promise<void> {
    const user = await this.deps.accounts.byId(signedIn.user.id)
    await this.checkPassword(user, current, signedIn.user.id, caller, wrongCurrent)
    if (user === null) throw wrongCurrent()
    const hashed = await this.deps.passwords.hash(next)
    const keep = signedIn.session.id
    const ended = await this.deps.accounts.changePassword(user.id, user.passwordHash, hashed, keep)
    if (ended === null) throw wrongCurrent()
    this.deps.revocations.tellSessionsEnded(ended)
  }

  /** Counts the try before it is made, so that many at once cannot slip through; a right one is given back. */
  private async checkPassword(
    user: UserWithHash | null,
    password: string,
    account: string,
    caller: Caller,
    wrong: () => DeskbellError,
  ): Promise<void> {
    const { passwordAccount, passwordAddress } = this.deps.limits
    await passwordAddress.take(caller.address)
    await passwordAccount.take(account)
    if (!(await this.deps.passwords.verify(user?.passwordHash ?? null, password))) throw wrong()
    await passwordAccount.giveBack(account)
    await passwordAddress.giveBack(caller.address)
  }

  private entered(user: UserWithHash, sessionId: string): Entered {
    return { token: this.deps.tokens.signMember({ sid: sessionId, sub: user.id }), user: publicUser(user) }
  }
}

const newSession = (caller: Caller) => ({ id: newId(), userAgent: caller.userAgent.slice(0, 256) })
const wrongSignIn = () => unauthorized('The user name or the password is wrong.')
const wrongCurrent = () => badRequest('current', 'is not the current password')

/**
 * For the person who runs the server: gives a user a random password and ends all their sessions.
 * @returns the password
 * @throws not_found
 */
export async function resetPassword(
  deps: { accounts: Pick<AccountStore, 'byName' | 'resetPassword'>; passwords: Pick<Passwords, 'hash'> },
  name: string,
): Promise<string> {
  const user = await deps.accounts.byName(name)
  if (user === null) throw notFound('user')
  const password = randomBytes(15).toString('base64url')
  await deps.accounts.resetPassword(user.id, await deps.passwords.hash(password))
  return password
}
