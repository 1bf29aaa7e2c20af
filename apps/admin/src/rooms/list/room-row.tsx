import type { InboxRow } from '@deskbell/client/inbox-rows'
import { memo, useLayoutEffect, useRef } from 'react'
import { sayWait } from '../../attention/say-wait.js'
import { Link, roomPath } from '../../router.js'
import { Avatar } from '../../ui/avatar.js'
import { HereDot } from '../../ui/here-dot.js'
import { Icon, type IconName } from '../../ui/icon.js'
import { Count } from '../../ui/marks.js'
import { sayBriefly } from '../../ui/moment.js'
import { givenName, lastLine, visitorName } from '../names.js'
import { OneLine } from '../one-line.js'
import { rowFocused } from './list-cursor.js'

/** The boxes of a row, the same for a row that is still loading: 73 px, larger only with larger letters. */
export const rowClass =
  'grid h-[4.5625rem] grid-cols-[32px_minmax(0,1fr)] grid-rows-[1.25rem_1.25rem_1rem] content-center items-center gap-x-3 border-b border-border px-4'
/** One of its lines: what may be cut off, then what may not. */
export const lineClass = 'flex min-w-0 items-center justify-between gap-3'

const DAY_MS = 86_400_000
/** Frames after which a row that cannot be seen is left alone. */
const TRIES = 30

interface Props {
  row: InboxRow
  /** Of the member who reads. */
  me: string
  now: Date
  selected: boolean
  /** The one row of the list that the Tab key stops at. */
  tabStop: boolean
  takesFocus: boolean
  rings: boolean
  /** Nobody has answered or read it yet. */
  waits: boolean
  /** How many of our messages there were not sent. */
  failed: number
}

/** One conversation in the list. */
export const RoomRow = memo(function RoomRow(props: Props) {
  const { row, me, now, selected, tabStop, takesFocus } = props
  const link = useRef<HTMLAnchorElement>(null)
  useLayoutEffect(() => {
    if (!takesFocus) return
    let tries = TRIES
    let frame = 0
    // A row that is just drawn stays hidden until it is measured, and what is hidden takes no focus.
    const take = () => {
      link.current?.focus({ preventScroll: true })
      tries -= 1
      if (tries > 0 && document.activeElement !== link.current) frame = requestAnimationFrame(take)
    }
    take()
    return () => cancelAnimationFrame(frame)
  }, [takesFocus])
  const unread = row.unread > 0
  return (
    <Link
      ref={link}
      className={`${rowClass} transition-colors hover:bg-hover focus-visible:rounded-none focus-visible:-outline-offset-2 aria-current:bg-accent-soft`}
      href={roomPath(row.id)}
      aria-current={selected ? 'true' : undefined}
      tabIndex={tabStop ? 0 : -1}
      data-row=""
      onFocus={() => rowFocused(row.id)}
    >
      <span className="relative row-span-3 self-center">
        <Avatar id={row.visitor?.id ?? row.id} name={givenName(row)} />
        {row.presence?.online && (
          <HereDot className="absolute end-0 bottom-0 ring-2 ring-surface in-aria-current:ring-accent-soft" />
        )}
      </span>
      <span className={lineClass}>
        <span className={`min-w-0 flex-1 ${unread ? 'font-semibold' : 'font-medium'}`}>
          <OneLine>{visitorName(row)}</OneLine>
          {row.presence?.online && <span className="sr-only">, here now</span>}
        </span>
        <time className="text-12 text-muted in-aria-current:text-text-2" dateTime={row.active_at}>
          {sayBriefly(row.active_at, now)}
        </time>
      </span>
      <span className={lineClass}>
        <span className={`min-w-0 flex-1 ${unread ? 'text-text' : 'text-muted in-aria-current:text-text-2'}`}>
          <OneLine>{lastLine(row.last, me)}</OneLine>
        </span>
        {unread && (
          <span>
            <Count value={row.unread} />
            <span className="sr-only"> unread</span>
          </span>
        )}
      </span>
      <State {...props} />
    </Link>
  )
})

/** The third line: what is to be done here, else how far it went, and the e-mail where one is known. */
function State({ row, now, rings, waits, failed }: Props) {
  const email = row.visitor?.email ?? null
  const said = stateOf(row, now, { rings, waits, failed })
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-12 text-muted in-aria-current:text-text-2">
      {said && (
        <span className={`flex shrink-0 items-center gap-1 ${looks[said.look]}`}>
          <Icon name={said.icon} size={12} className={rings ? 'animate-swing' : ''} />
          {said.words}
        </span>
      )}
      {said && email && <span aria-hidden="true">·</span>}
      {email && (
        <span className="truncate" dir="ltr">
          {email}
        </span>
      )}
    </span>
  )
}

const looks = {
  bell: 'font-medium text-bell-text',
  danger: 'text-danger-text',
  quiet: '',
} as const

interface Said {
  readonly words: string
  readonly icon: IconName
  readonly look: keyof typeof looks
}

function stateOf(row: InboxRow, now: Date, at: Pick<Props, 'rings' | 'waits' | 'failed'>): Said | null {
  if (at.failed > 0) return { words: `${at.failed} not sent`, icon: 'alert', look: 'danger' }
  if (at.rings) return { words: 'Ringing', icon: 'bell', look: 'bell' }
  const { last } = row
  if (!last) return null
  if (at.waits) {
    const wait = sayWait(now.getTime() - Date.parse(last.created))
    return { words: wait === 'now' ? 'Just rang' : `Waiting ${wait}`, icon: 'clock', look: 'bell' }
  }
  if (row.status === 'closed') return { words: 'Closed', icon: 'done', look: 'quiet' }
  if (last.kind !== 'message') return null
  if (last.from.kind === 'visitor') {
    // Later it is as likely a last word of thanks.
    const open = row.unread === 0 && now.getTime() - Date.parse(last.created) < DAY_MS
    return open ? { words: 'Not answered', icon: 'message', look: 'quiet' } : null
  }
  return row.visitor_read >= last.seq
    ? { words: 'Seen', icon: 'checks', look: 'quiet' }
    : { words: 'Sent', icon: 'check', look: 'quiet' }
}
