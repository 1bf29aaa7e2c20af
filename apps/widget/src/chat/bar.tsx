import type { ConnectionState } from '@deskbell/client/connection'
import { useEffect, useState } from 'preact/hooks'
import type { DeskState } from './desk.js'
import { Icon } from './icons.js'

interface Props {
  readonly connection: ConnectionState
  readonly refusal: DeskState['refusal']
  readonly onTryNow: () => void
}

/** One line of truth about why nothing comes or goes; it takes a place of its own and covers nothing. */
export function Bar({ connection, refusal, onTryNow }: Props) {
  const now = useNow(connection.status === 'waiting')
  if (refusal === 'elsewhere')
    return <Line>This conversation belongs to another browser. It can only go on there.</Line>
  if (refusal === 'closed') return <Line>This chat is not here any more.</Line>
  // The first attempt after a drop is so quick that a line would only flicker.
  const trying = (connection.status === 'waiting' || connection.status === 'connecting') && connection.attempt > 1
  if (!trying) return null
  const seconds = connection.status === 'waiting' ? Math.max(1, Math.ceil((connection.until - now) / 1_000)) : 0
  return (
    <Line>
      No connection.
      {/* Heard once, not every second. */}
      <span aria-hidden="true"> Trying again {seconds > 0 ? `in ${seconds} s` : 'now'}</span>
      <button type="button" onClick={onTryNow}>
        Try now
      </button>
    </Line>
  )
}

function Line({ children }: { readonly children: preact.ComponentChildren }) {
  return (
    <div class="bar" role="status">
      <Icon name="off" />
      <p>{children}</p>
    </div>
  )
}

function useNow(ticking: boolean): number {
  const [now, tick] = useState(Date.now)
  useEffect(() => {
    if (!ticking) return
    const timer = setInterval(() => tick(Date.now()), 500)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
