import { z } from 'zod/mini'
import { LIMITS } from './limits.js'
import { publicUser } from './room.js'
import { email, instant, line, notEmpty, slug, uuid } from './text.js'

const password = z.string().check(
  notEmpty,
  z.minLength(LIMITS.password.min, `is shorter than ${LIMITS.password.min} characters`),
  z.maxLength(LIMITS.password.max, `is longer than ${LIMITS.password.max} characters`),
  z.refine(text => text.isWellFormed(), 'holds half a character (a lone surrogate)'),
)

/** A password as typed at sign-in: any rule here would only tell a stranger which passwords cannot be. */
const typedPassword = z
  .string()
  .check(z.maxLength(LIMITS.password.max, `is longer than ${LIMITS.password.max} characters`))

/**
 * Names that are also a part of a path under which a site's slug may stand, or that would read as ours.
 * Compared in lower case.
 */
export const reservedSlugs: readonly string[] = [
  'api',
  'details',
  'message',
  'ws',
  'accounts',
  'chatbot',
  'widget',
  'widget.js',
  'files',
  'assets',
  'static',
  'docs',
  'docs.json',
  'healthz',
  'readyz',
  'metrics',
  'status',
  'signup',
  'login',
  'logout',
  'messages',
  'settings',
  'account',
  'demo',
  'board',
  'reports',
  'invite',
  'admin',
  'system',
  'deskbell',
  'favicon.ico',
  'robots.txt',
  '.well-known',
]

export const signUpBody = z
  .object({
    username: slug,
    email,
    password,
    confirmPassword: z.optional(z.string()),
    name: z.optional(line()),
    companyName: z.optional(line()),
    companyEmail: z.optional(z.union([email, z.literal('')])),
    companyAddress: z.optional(line()),
  })
  .check(
    z.refine(body => body.confirmPassword === undefined || body.confirmPassword === body.password, {
      path: ['confirmPassword'],
      message: 'is not the same as the password',
    }),
    z.refine(body => !reservedSlugs.includes(body.username.toLowerCase()), {
      path: ['username'],
      message: 'is kept for Deskbell itself',
    }),
  )
export type SignUpBody = z.infer<typeof signUpBody>

/** `username` may be the e-mail. */
export const signInBody = z.object({
  username: z.string().check(z.minLength(1, 'is empty'), z.maxLength(254, 'is longer than 254 characters')),
  password: typedPassword,
})

export const changePasswordBody = z.object({ current: typedPassword, password })

export const signUpAnswer = z.object({
  message: z.literal('success'),
  token: z.string(),
  userDetails: z.object({ user: publicUser }),
})
export const signInAnswer = z.object({ token: z.string(), userDetails: z.object({ user: publicUser }) })

export const role = z.enum(['owner', 'admin', 'operator'])
export type Role = z.infer<typeof role>

/** Who is signed in and where they are a member. */
export const meAnswer = z.object({
  user: z.extend(publicUser, { id: uuid }),
  sites: z.array(z.object({ id: uuid, slug: z.string(), name: z.string(), role })),
  session: z.object({ id: uuid, created: instant, expires: instant }),
})
export type Me = z.infer<typeof meAnswer>

/** One place where the user is signed in. */
export const sessionRow = z.object({
  id: uuid,
  current: z.boolean(),
  created: instant,
  last_seen: instant,
  user_agent: z.string(),
})
export const sessionsAnswer = z.object({ sessions: z.array(sessionRow) })
export type SessionRow = z.infer<typeof sessionRow>

export const done = z.object({ detail: z.literal('success') })
