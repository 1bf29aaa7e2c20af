/**
 * What the host page's own storage keeps for one widget, under one key. Looking writes nothing.
 * Null when it is out of reach: the mere word `localStorage` may throw.
 */
export function readPage(key: string): Record<string, string> | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}')
  } catch {
    return null
  }
}

/** Read and written in one go, so that two tabs never undo each other. Null removes. */
export function keepOnPage(key: string, name: string, value: string | null): void {
  try {
    const { [name]: _, ...rest } = readPage(key) ?? {}
    localStorage.setItem(key, JSON.stringify(value === null ? rest : { ...rest, [name]: value }))
  } catch {
    // Forbidden or full: then it is not remembered.
  }
}
