import { randomBytes } from 'node:crypto'
import { reservedSlugs } from '@deskbell/protocol/account'
import { defaultLook } from '@deskbell/protocol/chatbot'
import { slug } from '@deskbell/protocol/text'
import { PgAccountStore } from '../../accounts/account-store.pg.js'
import type { Passwords } from '../../accounts/passwords.js'
import { PgSiteStore } from '../../accounts/site-store.pg.js'
import { displayName } from '../../accounts/user.js'
import type { MemberActor } from '../../core/actor.js'
import { badRequest, DeskbellError } from '../../core/errors.js'
import { newId } from '../../core/ids.js'
import { PgReplyStore } from '../../replies/reply-store.pg.js'
import type { SiteRef } from '../../rooms/room.js'
import type { Db } from '../client.js'
import { replies } from './replies.js'

/** Nobody can sign up under this name, so whoever finds it knows where it comes from. */
export const DEMO = 'demo'

export interface SeedSite {
  readonly site: SiteRef
  /** The owner, who answers. */
  readonly member: MemberActor
  /** Of the account that was made for it; null when the site was there already. */
  readonly password: string | null
}

/**
 * The site to be filled, made with an owner of the same name if nobody has it.
 * @throws bad_request for a name that cannot be a site's; conflict when a user without a site has it
 */
export async function seedSite(db: Db, passwords: Pick<Passwords, 'hash'>, name: string): Promise<SeedSite> {
  const there = await find(db, name)
  if (there) return { ...there, password: null }
  const lower = name.toLowerCase()
  if (!slug.safeParse(name).success || (lower !== DEMO && reservedSlugs.includes(lower))) {
    throw badRequest('site', `${JSON.stringify(name)} cannot be the name of a site.`)
  }
  const password = await makeAccount(db, passwords, name)
  const made = await find(db, name)
  if (!made) throw new Error('the site that was just made is not there')
  return { ...made, password }
}

async function makeAccount(db: Db, passwords: Pick<Passwords, 'hash'>, name: string): Promise<string> {
  const accounts = new PgAccountStore(db)
  const password = randomBytes(15).toString('base64url')
  const passwordHash = await passwords.hash(password)
  const siteId = newId()
  const user = {
    id: newId(),
    username: name,
    email: `${name}@example.com`,
    firstName: 'Ines',
    lastName: 'Okafor',
    passwordHash,
  }
  const taken = await accounts.signUp({
    user,
    site: { id: siteId, slug: name, name: 'Marlow Lighting', companyEmail: '', companyAddress: '' },
    look: {
      ...defaultLook,
      chatbotName: 'Marlow Lighting',
      introductionText: 'Hello! Ask us anything about lamps. A person answers, usually within minutes.',
      headerBackgroundColor: '#1f5f4b',
      senderBackground: '#1f5f4b',
    },
    session: { id: newId(), userAgent: 'npm run seed' },
  })
  if (taken !== null) {
    const what = taken === 'email' ? `The e-mail address ${user.email}` : `The name ${name}`
    throw new DeskbellError('conflict', `${what} is taken by somebody without such a site.`)
  }
  // Signing up signs in as well, but nobody holds that session.
  await accounts.resetPassword(user.id, passwordHash)
  const store = new PgReplyStore(db)
  for (const reply of replies) await store.add(siteId, { id: newId(), ...reply }, replies.length)
  return password
}

async function find(db: Db, name: string): Promise<Omit<SeedSite, 'password'> | null> {
  const site = await new PgSiteStore(db).bySlug(name)
  const user = site && (await new PgAccountStore(db).byName(site.owner.username))
  if (!site || !user) return null
  const { id: userId, username } = user
  const member = { kind: 'member', siteId: site.id, userId, username, name: displayName(user) } as const
  // No session acts here, and no rule that is asked looks at it.
  return { site, member: { ...member, role: 'owner', sessionId: newId() } }
}
