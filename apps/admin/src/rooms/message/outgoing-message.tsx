import type { Send } from '@deskbell/client/outbox'
import { type Actions, SendStatus } from '../log/send-status.js'
import { Attachment } from './attachment.js'
import { MessageFrame, NotePaper } from './message.js'
import { Words } from './message-text.js'

/** What was written here and is not in the journal yet, with the truth about where it is. */
export function OutgoingMessage({ send, follows, ...actions }: Actions & { send: Send; follows: boolean }) {
  const status = <SendStatus send={send} {...actions} />
  const at = new Date(send.at).toISOString()
  if (send.kind === 'note') {
    return (
      <NotePaper name="You" at={at}>
        <Words id={send.clientId} text={send.content} look="note" />
        {status}
      </NotePaper>
    )
  }
  return (
    <MessageFrame ours follows={follows} name="You" at={at}>
      {send.content !== '' && (
        <Words
          id={send.clientId}
          text={send.content}
          look={send.status === 'failed' ? 'failed' : send.status === 'sent' ? 'ours' : 'waiting'}
        />
      )}
      {send.file && (
        <Attachment
          url={send.file.file}
          type={send.file.type}
          name={send.file.file_name}
          size={send.file.file_size}
        />
      )}
      {status}
    </MessageFrame>
  )
}
