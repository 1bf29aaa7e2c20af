import type { SendBody } from './outbox.js'

/** A send as it survives a reload. Those that were sent are not kept. */
export interface StoredSend {
  readonly body: SendBody
  readonly failed: boolean
}

/** Where unsent messages survive a reload. One record a message, so that two tabs never overwrite each other. */
export interface OutboxStorage {
  all(): readonly StoredSend[]
  put(send: StoredSend): void
  remove(clientId: string): void
}

/** What of a key-value store is used; `localStorage` fits through {@link webStore}. Must not throw. */
export interface KeyValue {
  keys(): readonly string[]
  get(key: string): string | null
  /** Null removes. */
  set(key: string, value: string | null): void
}

/** A `localStorage` that may be full or forbidden: then nothing is kept, and nothing breaks. */
export function webStore(storage: () => Storage, prefix: string): KeyValue {
  const attempt = <T>(use: (store: Storage) => T, otherwise: T): T => {
    try {
      return use(storage())
    } catch {
      return otherwise
    }
  }
  return {
    keys: () =>
      attempt(
        store =>
          Object.keys(store)
            .filter(key => key.startsWith(prefix))
            .map(key => key.slice(prefix.length)),
        [],
      ),
    get: key => attempt(store => store.getItem(prefix + key), null),
    set: (key, value) =>
      attempt(
        store => (value === null ? store.removeItem(prefix + key) : store.setItem(prefix + key, value)),
        undefined,
      ),
  }
}

const PREFIX = 'out:'

/** Keeps unsent messages in a key-value store, under `out:<client id>`. */
export function storedOutbox(store: KeyValue): OutboxStorage {
  return {
    all: () =>
      store.keys().flatMap(key => {
        const send = key.startsWith(PREFIX) ? revive(store.get(key)) : null
        return send ? [send] : []
      }),
    put: send => store.set(PREFIX + send.body.clientId, JSON.stringify(send)),
    remove: clientId => store.set(PREFIX + clientId, null),
  }
}

/** Keeps nothing: for benches and tests. */
export const noStorage: OutboxStorage = { all: () => [], put: () => {}, remove: () => {} }

/** Written by us, but perhaps by an older version or by somebody's hand. */
function revive(text: string | null): StoredSend | null {
  try {
    const send = JSON.parse(text ?? 'null') as StoredSend | null
    const body = send?.body
    const whole =
      typeof body?.clientId === 'string' && typeof body.content === 'string' && typeof body.at === 'number'
    return send && whole ? send : null
  } catch {
    return null
  }
}
