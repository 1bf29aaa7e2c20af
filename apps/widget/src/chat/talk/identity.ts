import { randomId } from '@deskbell/client/ids'
import type { KeyValue } from '@deskbell/client/outbox-storage'
import { ME } from '../store.js'

/** Who the visitor is to the site. Without a token nobody has vouched for the id yet. */
export interface Identity {
  readonly consumer: string
  readonly token: string | null
}

/** What the server allows as a visitor's id, and what a socket can carry as a token. */
const CONSUMER = /^[A-Za-z0-9_.-]{1,64}$/
const TOKEN = /^[\w.~+-]+$/

/** Somebody new. */
export function newIdentity(): Identity {
  return { consumer: `v-${randomId(16)}`, token: null }
}

/**
 * Who this visitor was the last time, else somebody new.
 * @param given be this one; only its token is remembered
 */
export function recall(store: KeyValue, given: string | null): Identity {
  const known = parse(store.get(ME))
  if (given !== null) return known?.consumer === given ? known : { consumer: given, token: null }
  return known ?? newIdentity()
}

export function remember(store: KeyValue, identity: Identity): void {
  store.set(ME, JSON.stringify(identity))
}

export function forget(store: KeyValue): void {
  store.set(ME, null)
}

/** Kept by us, but in a place where others can write. */
function parse(text: string | null): Identity | null {
  try {
    const { consumer, token } = JSON.parse(text ?? '{}') as Record<string, unknown>
    const whole = typeof consumer === 'string' && CONSUMER.test(consumer) && typeof token === 'string'
    return whole && TOKEN.test(token) ? { consumer, token } : null
  } catch {
    return null
  }
}
