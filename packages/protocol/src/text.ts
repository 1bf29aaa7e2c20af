import { z } from 'zod/mini'
import { LIMITS } from './limits.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: tab, line feed and carriage return are text
const CONTROL_BUT_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

/** PostgreSQL and JSON cannot hold half a character, so it is refused rather than mangled. */
const wellFormed = z.refine<string>(text => text.isWellFormed(), 'holds half a character (a lone surrogate)')

/** One line of text without control characters, at most `max` UTF-16 units. */
export const line = (max: number = LIMITS.text) =>
  z.string().check(
    z.maxLength(max, `is longer than ${max} characters`),
    wellFormed,
    z.refine(text => !CONTROL.test(text), 'holds control characters'),
  )

/** One line that says something. */
export const filledLine = (max: number = LIMITS.text) =>
  line(max).check(z.refine(text => text.trim() !== '', 'is empty'))

/** Text of several lines: what a person typed. */
export const prose = (max: number = LIMITS.content) =>
  z.string().check(
    z.maxLength(max, `is longer than ${max} characters`),
    wellFormed,
    z.refine(text => !CONTROL_BUT_LINES.test(text), 'holds control characters'),
  )

/** Words of its own for what was left out, before those on how it has to look. */
export const notEmpty = z.refine<string>(text => text !== '', 'is empty')

const name = z.string().check(
  notEmpty,
  z.refine(text => /^[A-Za-z0-9_.-]{0,64}$/.test(text), 'may hold 1 to 64 letters, digits, _ . and -'),
  // As a part of a path they would lead elsewhere.
  z.refine(text => text !== '.' && text !== '..', 'is not a name'),
)

/** A site's slug: its owner's user name, unique regardless of case. */
export const slug = name

/** A visitor's id within a site; on the wire of the old clients, `consumer`. */
export const consumerId = name

export const uuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'is not an id'))

/** What makes a send idempotent: chosen by the client, unique in the room for ever. */
export const clientId = z
  .string()
  .check(
    z.regex(
      /^(?!server:)[A-Za-z0-9_.:-]{1,64}$/,
      'does not begin with server: and may hold 1 to 64 letters, digits, _ . : and -',
    ),
  )

/** A number in a room's journal, from 1; 0 stands for "before the first". */
export const seq = z
  .int('is not a whole number')
  .check(z.gte(0, 'is below 0'), z.lte(2_147_483_647, 'is too large'))

export const email = z.string().check(
  notEmpty,
  // What is longer is not looked at further: on a frame full of dots the pattern would take seconds.
  z.maxLength(254, { error: 'is longer than 254 characters', abort: true }),
  z.regex(/^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\]]+$/, 'is not an e-mail address'),
  z.refine(text => text.isWellFormed() && !CONTROL.test(text), 'holds characters an address cannot have'),
)

/** `#abc`, `#aabbcc` or with alpha: what the old configuration page wrote. */
export const colour = z
  .string()
  .check(
    z.regex(
      /^#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/,
      'is not a CSS hex colour such as #343a40',
    ),
  )

/** A web origin: scheme, host and port, nothing after. */
export const origin = z
  .string()
  .check(
    z.maxLength(LIMITS.text, 'is too long'),
    z.regex(
      /^https?:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/,
      'is not an origin such as https://shop.example',
    ),
  )

/** ISO 8601 in UTC with milliseconds. */
export const instant = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'is not a UTC time'))
