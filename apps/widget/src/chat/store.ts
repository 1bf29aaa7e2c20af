import { type KeyValue, webStore } from '@deskbell/client/outbox-storage'
import { ACTED } from '../bridge.js'

/** Where who we are is kept; see `identity.ts`. */
export const ME = 'me'

export interface Stores {
  /** The frame's own `localStorage`; may throw. */
  readonly own: () => Storage
  /** One name for each site, and for each visitor that is given. */
  readonly scope: string
  /** What the host page keeps for us; null when its storage is out of reach, too. */
  readonly stored: Readonly<Record<string, string>> | null
  /** Has the host page keep something; null removes it. */
  readonly keep: (key: string, value: string | null) => void
}

/**
 * The one store for token, outbox and draft, chosen so that a visitor comes back as the same person.
 *
 * What lives in the host page's storage goes on living there: it went there because the frame's own was of no use.
 * Otherwise the frame's own, unless it does not work, or has forgotten a visitor whom the host page remembers:
 * some browsers empty the storage of embedded frames when the last page is closed.
 */
export function resolveStore({ own, scope, stored, keep }: Stores): KeyValue {
  const mine = webStore(own, `deskbell:${scope}:`)
  if (stored && Object.keys(stored).some(key => key !== ACTED)) return pageStore(stored, keep)
  if (mine.get(ME) !== null) return mine
  if (works(mine) && !stored?.[ACTED]) return mine
  return pageStore(stored ?? {}, keep)
}

function works(store: KeyValue): boolean {
  store.set('test', '1')
  const kept = store.get('test') === '1'
  store.set('test', null)
  return kept
}

/** A copy of what the host page keeps, which tells it of every change. Without its storage it lasts as long as the page. */
function pageStore(stored: Readonly<Record<string, string>>, keep: Stores['keep']): KeyValue {
  const items = new Map(Object.entries(stored).filter(([, value]) => typeof value === 'string'))
  return {
    keys: () => [...items.keys()],
    get: key => items.get(key) ?? null,
    set(key, value) {
      if (value === null) items.delete(key)
      else items.set(key, value)
      keep(key, value)
    },
  }
}
