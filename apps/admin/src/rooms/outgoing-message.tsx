import type { Send } from '@deskbell/client/outbox'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { Attachment } from './attachment.js'
import { Bubble, NotePaper } from './message.js'

interface Shown {
  send: Send
  follows: boolean
  connected: boolean
  onRetry: (clientId: string) => void
  onDiscard: (clientId: string) => void
}

/** What was written here and is not in the journal yet, with the truth about where it is. */
export function OutgoingMessage({ send, follows, connected, onRetry, onDiscard }: Shown) {
  const failed = send.status === 'failed'
  const status = <SendStatus {...{ send, connected, onRetry, onDiscard }} />
  const at = new Date(send.at).toISOString()
  if (send.kind === 'note') {
    return (
      <NotePaper name="You" at={at}>
        <Bubble note text={send.content} />
        {status}
      </NotePaper>
    )
  }
  return (
    <article
      className={`msg msg--out ${follows ? 'msg--follows' : ''} ${failed ? 'msg--failed' : 'msg--waiting'}`}
    >
      <div className="msg__body">
        {send.content !== '' && <Bubble text={send.content} />}
        {send.file && (
          <Attachment
            url={send.file.file}
            type={send.file.type}
            name={send.file.file_name}
            size={send.file.file_size}
          />
        )}
        {status}
      </div>
    </article>
  )
}

function SendStatus({ send, connected, onRetry, onDiscard }: Omit<Shown, 'follows'>) {
  if (send.status !== 'failed') {
    return (
      <p className="sent">
        <Icon name="clock" size={14} />
        {send.status === 'sent' ? 'Sent' : connected ? 'Sending' : 'Waiting for the connection'}
      </p>
    )
  }
  return (
    <p className="sent sent--failed" role="alert">
      <Icon name="alert" size={14} />
      {send.error ? `Not sent: ${send.error.message}` : 'Not sent'}
      <Button size="sm" look="ghost" onClick={() => onRetry(send.clientId)}>
        Retry
      </Button>
      <Button size="sm" look="ghost" onClick={() => onDiscard(send.clientId)}>
        Discard
      </Button>
    </p>
  )
}
