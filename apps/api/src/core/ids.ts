import { randomUUID } from 'node:crypto'

/**
 * A new immutable id (UUID version 7): the time in milliseconds first, so that indexes grow at their end, then
 * what `randomUUID` gives, which Node draws from a pool. Asking for random bytes each time was 6 % of the API's work.
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
