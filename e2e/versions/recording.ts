import type { Frame } from '../harness/socket.js'

/** What one version of the wire said, both sides, in the order it was heard. `packages/protocol/recorded` keeps one for each. */
export interface Recording {
  /** The site's name, which is its owner's, too. */
  readonly site: string
  readonly sockets: readonly RecordedSocket[]
  readonly frames: readonly RecordedFrame[]
}

export interface RecordedSocket {
  readonly path: string
  /** With `<member token>` and `<visitor token>` in the place of tokens. */
  readonly protocols: readonly string[]
  /** Comes with the cookie of the site's owner. */
  readonly cookie?: 'member'
}

export interface RecordedFrame {
  /** Which of the sockets, from 0. */
  readonly socket: number
  readonly by: 'client' | 'server'
  readonly frame: Frame
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const token = /^<\w+ token>$/

/**
 * Whether what is said now holds everything that was said then: every field, with its value, but for ids, times and
 * tokens, which have to be the same wherever they were the same. What is new is no loss.
 *
 * @param names what ids and tokens of then are called now; grows
 */
export function agrees(then: unknown, now: unknown, names: Map<string, string>): boolean {
  if (typeof then === 'string' && (id.test(then) || token.test(then))) {
    const known = names.get(then)
    if (known === undefined && typeof now === 'string') names.set(then, now)
    return known === undefined ? typeof now === 'string' : known === now
  }
  if (typeof then === 'string' && moment.test(then)) return typeof now === 'string' && moment.test(now)
  if (typeof then !== 'object' || then === null) return then === now
  if (typeof now !== 'object' || now === null || Array.isArray(then) !== Array.isArray(now)) return false
  if (Array.isArray(then) && then.length !== (now as unknown[]).length) return false
  return Object.entries(then).every(([key, value]) =>
    agrees(value, (now as Record<string, unknown>)[key], names),
  )
}

/** A frame of then with the ids and tokens of now. */
export function renamed<T>(then: T, names: ReadonlyMap<string, string>): T {
  let text = JSON.stringify(then)
  for (const [was, is] of names) text = text.replaceAll(was, is)
  return JSON.parse(text) as T
}
