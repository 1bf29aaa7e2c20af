import type { Entry } from '@deskbell/protocol/entry'
import { memo, type ReactNode } from 'react'
import { Avatar } from '../../ui/avatar.js'
import { Icon } from '../../ui/icon.js'
import { sayTime } from '../../ui/moment.js'
import { authorName } from '../names.js'
import { Attachment } from './attachment.js'
import { Words } from './message-text.js'

interface Shown {
  entry: Entry
  me: string
  follows: boolean
  /** What became of it, under our own last one. */
  status?: ReactNode
}

/** One entry of a conversation: what the visitor wrote, what a member wrote, a note, or what happened. */
export const EntryLine = memo(function EntryLine({ entry, me, follows, status }: Shown) {
  const ours = entry.from.kind === 'member'
  const by = ours && entry.from.id === me ? 'You' : authorName(entry)
  if (entry.kind === 'event') return <EventLine entry={entry} />
  if (entry.kind === 'note') {
    return (
      <NotePaper name={by} at={entry.created}>
        <Body entry={entry} follows={follows} />
      </NotePaper>
    )
  }
  return (
    <MessageFrame
      ours={ours}
      follows={follows}
      name={by}
      at={entry.created}
      avatar={<Avatar id={entry.from.id} name={by === entry.from.name ? by : ''} size={28} />}
    >
      <Body entry={entry} follows={follows} />
      {status}
    </MessageFrame>
  )
})

/** Something that happened, on one line. */
function EventLine({ entry }: { entry: Entry }) {
  return (
    <p className="grid grid-cols-[28px_minmax(0,1fr)_auto] items-start gap-2 py-0.5 text-12 leading-5 text-muted">
      <Icon name="info" className="mt-0.5 justify-self-center" />
      <span className="wrap-anywhere">{entry.content}</span>
      <time dateTime={entry.created}>{sayTime(entry.created)}</time>
    </p>
  )
}

/**
 * A message on its side: ours at the end, theirs at the start with a face. The first of a group names its writer;
 * those that follow say their time to whoever points at them, and all of it to whoever listens.
 */
export function MessageFrame({
  ours,
  follows,
  name,
  at,
  avatar,
  children,
}: {
  ours: boolean
  follows: boolean
  name: string
  at: string
  avatar?: ReactNode
  children: ReactNode
}) {
  const side = ours ? 'items-end justify-self-end' : 'col-start-2 items-start'
  return (
    <article
      className={`group/message grid gap-x-2 text-14 max-phone:text-15 ${ours ? 'grid-cols-[minmax(0,1fr)]' : 'grid-cols-[28px_minmax(0,1fr)]'} ${follows ? 'pt-1' : 'pt-2'}`}
    >
      {!ours && !follows && <span className="mt-5 h-7">{avatar}</span>}
      <div className={`relative flex max-w-[88%] min-w-0 flex-col gap-1 ${side}`}>
        <p className={follows ? 'sr-only' : 'flex max-w-full gap-1.5 px-1 text-12 text-muted'}>
          <b className="truncate font-medium text-text-2" dir="auto">
            {name}
          </b>
          <time dateTime={at}>{sayTime(at)}</time>
        </p>
        {children}
        {follows && (
          <span
            className={`invisible absolute top-2.5 text-12 leading-4 text-muted tabular-nums group-focus-within/message:visible group-hover/message:visible max-phone:hidden ${ours ? 'end-full me-2' : 'start-full ms-2'}`}
            aria-hidden="true"
          >
            {sayTime(at)}
          </span>
        )}
      </div>
    </article>
  )
}

function Body({ entry, follows }: { entry: Entry; follows: boolean }) {
  if (entry.erased) {
    return (
      <p className="flex items-center gap-1.5 rounded-4 px-3 py-2 text-muted italic inset-ring inset-ring-border">
        <Icon name="erased" size={14} />
        Erased
      </p>
    )
  }
  const look = entry.kind === 'note' ? 'note' : entry.from.kind === 'member' ? 'ours' : 'theirs'
  return (
    <>
      {entry.content !== '' && (
        <Words
          id={entry.id}
          text={entry.content}
          look={look}
          className={look === 'theirs' && !follows ? 'rounded-ss-1' : ''}
        />
      )}
      {entry.file && (
        <Attachment url={entry.file} type={entry.type} name={entry.file_name ?? ''} size={entry.file_size} />
      )}
    </>
  )
}

/** The paper of a private note: never to be taken for something the visitor sees. */
export function NotePaper({ name, at, children }: { name: string; at: string; children: ReactNode }) {
  return (
    <div className="pt-2 pb-1">
      <article
        className="rounded-3 border border-dashed border-note-line bg-note px-3 py-2 text-14 text-text max-phone:text-15"
        aria-label={`Private note by ${name}`}
      >
        <p className="mb-0.5 flex flex-wrap items-center gap-x-1.5 text-12 text-note-text">
          <Icon name="lock" size={12} />
          <b className="font-semibold" dir="auto">
            {name}
          </b>
          only your team sees this
          <time dateTime={at}>{sayTime(at)}</time>
        </p>
        {children}
      </article>
    </div>
  )
}
