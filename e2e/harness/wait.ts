import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks again and again until `look` answers something; for conditions that nothing tells about.
 *
 * @param what is named in the error when `withinMs` are over
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 10_000,
  everyMs = 20,
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`)
    await sleep(everyMs)
  }
}

/** Rejects when `promise` takes longer than `ms`; the timer never keeps the process alive. */
export function deadline<T>(promise: Promise<T>, ms: number, what: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`waited ${ms} ms in vain: ${what()}`)), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
