import type { Entry } from '@deskbell/protocol/entry'
import { memo, type ReactNode } from 'react'
import { Avatar } from '../ui/avatar.js'
import { Icon } from '../ui/icon.js'
import { sayTime } from '../ui/moment.js'
import { Attachment } from './attachment.js'
import { MessageText } from './message-text.js'
import './message.css'

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
  const by = entry.from.kind === 'member' && entry.from.id === me ? 'You' : entry.from.name
  const head = <By name={by} at={entry.created} />
  if (entry.kind === 'event') {
    return (
      <p className="sys">
        <Icon name="clock" />
        <span>{entry.content}</span>
        <time dateTime={entry.created}>{sayTime(entry.created)}</time>
      </p>
    )
  }
  if (entry.kind === 'note') {
    return (
      <NotePaper name={by} at={entry.created}>
        <Body entry={entry} />
      </NotePaper>
    )
  }
  return (
    <article className={`msg ${ours ? 'msg--out' : 'msg--in'} ${follows ? 'msg--follows' : ''}`}>
      {!ours && !follows && <Avatar id={entry.from.id} name={entry.from.name} size={28} />}
      <div className="msg__body">
        {follows ? <span className="vh">{head}</span> : head}
        <Body entry={entry} />
        {status}
      </div>
    </article>
  )
})

function By({ name, at }: { name: string; at: string }) {
  return (
    <span className="msg__by">
      <b dir="auto">{name}</b>
      <time dateTime={at}>{sayTime(at)}</time>
    </span>
  )
}

function Body({ entry }: { entry: Entry }) {
  if (entry.erased) {
    return (
      <p className="bubble bubble--erased">
        <Icon name="erased" size={14} />
        Erased
      </p>
    )
  }
  return (
    <>
      {entry.content !== '' && <Bubble text={entry.content} note={entry.kind === 'note'} />}
      {entry.file && (
        <Attachment url={entry.file} type={entry.type} name={entry.file_name ?? ''} size={entry.file_size} />
      )}
    </>
  )
}

/** Words in either direction of writing. */
export function Bubble({ text, note }: { text: string; note?: boolean }) {
  return (
    <p className={note ? 'note__text' : 'bubble'} dir="auto">
      <MessageText text={text} />
    </p>
  )
}

/** The paper of a private note: never to be taken for something the visitor sees. */
export function NotePaper({ name, at, children }: { name: string; at: string; children: ReactNode }) {
  return (
    <article className="note" aria-label={`Private note by ${name}`}>
      <p className="note__by">
        <Icon name="lock" size={12} />
        <b dir="auto">{name}</b>
        only your team sees this
        <time dateTime={at}>{sayTime(at)}</time>
      </p>
      {children}
    </article>
  )
}
