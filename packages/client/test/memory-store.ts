import type { KeyValue } from '../src/outbox-storage.js'

/** A store two clients can share, as two tabs do. */
export function memoryStore(): KeyValue & { readonly map: Map<string, string> } {
  const map = new Map<string, string>()
  return {
    map,
    keys: () => [...map.keys()],
    get: key => map.get(key) ?? null,
    set: (key, value) => {
      if (value === null) map.delete(key)
      else map.set(key, value)
    },
  }
}
