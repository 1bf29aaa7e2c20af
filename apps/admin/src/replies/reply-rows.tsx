import type { Reply } from '@deskbell/protocol/reply'
import { Fragment } from 'react'
import { IconButton } from '../ui/icon-button.js'
import { sayBriefly } from '../ui/moment.js'
import { NAME } from './reply-text.js'

/** Every reply with what can be done with it. @param onChange absent for those who may only use them */
export function ReplyRows({
  replies,
  onChange,
  onRemove,
}: {
  replies: readonly Reply[]
  onChange?: (reply: Reply) => void
  onRemove?: (reply: Reply) => void
}) {
  const now = new Date()
  return (
    <ul aria-label="Canned replies">
      {replies.map(reply => (
        <li
          key={reply.id}
          className="grid grid-cols-[minmax(0,11rem)_minmax(0,1fr)_auto_auto] items-start gap-x-4 border-t border-border py-2.5 max-phone:grid-cols-[minmax(0,1fr)_auto_auto] max-phone:gap-y-1"
        >
          <b className="truncate py-1 font-medium" dir="ltr" title={`/${reply.shortcut}`}>
            <span className="text-muted">/</span>
            {reply.shortcut}
          </b>
          <p
            className="line-clamp-3 whitespace-pre-wrap py-1 text-text-2 wrap-anywhere max-phone:order-1 max-phone:col-span-3"
            dir="auto"
          >
            <Marked text={reply.text} />
          </p>
          <time
            className="py-1 text-12/5 text-muted"
            dateTime={reply.updated}
            title={`Changed ${new Date(reply.updated).toLocaleString()}`}
          >
            {sayBriefly(reply.updated, now)}
          </time>
          <span className="flex gap-1">
            {onChange && (
              <IconButton icon="edit" label={`Change /${reply.shortcut}`} onClick={() => onChange(reply)} />
            )}
            {onRemove && (
              <IconButton icon="trash" label={`Remove /${reply.shortcut}`} onClick={() => onRemove(reply)} />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The words, with the places where a name goes set apart. */
function Marked({ text }: { text: string }) {
  return text.split(NAME).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is nothing but its place
    <Fragment key={at}>
      {at > 0 && <span className="rounded-1 bg-hover px-1 text-12 text-text">name</span>}
      {part}
    </Fragment>
  ))
}
