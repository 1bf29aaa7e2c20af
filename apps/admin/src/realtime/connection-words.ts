import type { ConnectionState } from '@deskbell/client/connection'

/** What the connection is, for a person. `up` until something is wrong: the first connecting is not. */
export interface ConnectionWords {
  readonly up: boolean
  readonly short: string
}

/** @param now milliseconds since the epoch, for the time until the next attempt */
export function connectionWords(state: ConnectionState, now: number): ConnectionWords {
  switch (state.status) {
    case 'open':
      return { up: true, short: 'Connected' }
    case 'idle':
      return { up: true, short: 'Connecting' }
    case 'connecting':
      return state.attempt === 0
        ? { up: true, short: 'Connecting' }
        : { up: false, short: 'Not connected, trying now' }
    case 'waiting': {
      const seconds = Math.ceil((state.until - now) / 1000)
      return {
        up: false,
        short: seconds > 0 ? `Not connected, trying in ${seconds}\u00a0s` : 'Not connected, trying now',
      }
    }
    case 'ended':
      return { up: false, short: 'Not connected any more' }
  }
}
