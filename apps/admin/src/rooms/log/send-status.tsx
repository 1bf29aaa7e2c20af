import type { Send } from '@deskbell/client/outbox'
import { Icon } from '../../ui/icon.js'

const line = 'flex flex-wrap items-center gap-1 px-1 text-12'

/** What became of the last thing we wrote. */
export function Arrived({ seen }: { seen: boolean }) {
  return (
    <p className={`${line} text-muted`}>
      <Icon name={seen ? 'checks' : 'check'} size={14} className={seen ? 'text-accent-text' : ''} />
      {seen ? 'Seen' : 'Sent'}
    </p>
  )
}

export interface Actions {
  connected: boolean
  onRetry: (clientId: string) => void
  onDiscard: (clientId: string) => void
}

/** Where something we wrote is while the journal does not hold it. A failure stays until somebody decides. */
export function SendStatus({ send, connected, onRetry, onDiscard }: Actions & { send: Send }) {
  if (send.status !== 'failed') {
    return (
      <p className={`${line} ${send.kind === 'note' ? 'text-note-text' : 'text-muted'}`}>
        <Icon name={send.status === 'sent' ? 'check' : 'clock'} size={14} />
        {send.status === 'sent' ? 'Sent' : connected ? 'Sending' : 'Waiting for the connection'}
      </p>
    )
  }
  return (
    <p className={`${line} text-danger-text ${send.kind === 'note' ? '' : 'justify-end'}`}>
      <span className="flex min-w-0 items-start gap-1">
        <Icon name="alert" size={14} className="mt-px" />
        <span className="min-w-0 wrap-anywhere">
          {send.error ? `Not sent: ${send.error.message}` : 'Not sent'}
        </span>
      </span>
      <span className="flex flex-none">
        <Act onClick={() => onRetry(send.clientId)}>Retry</Act>
        <Act onClick={() => onDiscard(send.clientId)}>Discard</Act>
      </span>
    </p>
  )
}

function Act({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      className="min-h-6 rounded-1 px-1 font-semibold underline underline-offset-2 coarse:min-h-11 coarse:px-2"
      onClick={onClick}
    >
      {children}
    </button>
  )
}
