import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { Entry } from '@deskbell/protocol/entry'
import { type ReactNode, useEffect, useRef } from 'react'
import { useInboxPart } from '../../realtime/inbox.js'
import { Link, roomPath } from '../../router.js'
import { Avatar } from '../../ui/avatar.js'
import { HereDot } from '../../ui/here-dot.js'
import { Icon } from '../../ui/icon.js'
import { iconButtonClass } from '../../ui/icon-button.js'
import { sayMoment } from '../../ui/moment.js'
import { Bone } from '../../ui/states.js'
import { givenName, sayPresence, visitorName } from '../names.js'
import { useMinute } from '../use-minute.js'
import { CopyValue } from './copy-value.js'
import { Shared } from './shared.js'

/** Who is on the other side of a room, as far as they have said. `drawn`: out of its drawer, where it is one. */
export function VisitorCard({ id, drawn }: { id: string; drawn: boolean }) {
  const row = useInboxPart(state => state.byId.get(id))
  const entries = useInboxPart(state => state.open.get(id)?.entries) ?? none
  const whole = useInboxPart(state => state.open.get(id)?.earlier === 'none')
  const failed = useInboxPart(state => (state.open.get(id)?.error ?? null) !== null)
  const back = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // Only where it lies above something else: beside it nobody has come here.
    if (drawn && back.current?.checkVisibility()) back.current.focus()
  }, [drawn])
  return (
    <aside
      className={`${drawn ? 'flex' : 'hidden'} min-h-0 min-w-0 flex-col border-border bg-surface max-phone:col-start-1 max-phone:row-start-1 phone:max-desk:absolute phone:max-desk:inset-y-0 phone:max-desk:end-0 phone:max-desk:z-10 phone:max-desk:w-80 phone:max-desk:max-w-full phone:max-desk:animate-fade phone:max-desk:shadow-3 phone:border-s desk:flex`}
      aria-label="About the visitor"
    >
      <header className="flex h-14 flex-none items-center gap-3 border-b border-border px-2 max-phone:gap-2 desk:hidden">
        <Link
          ref={back}
          className={iconButtonClass()}
          href={roomPath(id)}
          aria-label="Back to the conversation"
        >
          <Icon name="back" />
        </Link>
        <b className="font-semibold text-14">Visitor</b>
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        {row && <Known row={row} entries={entries} whole={whole} />}
        {!row && (failed ? <p className="p-4 text-muted">There is nobody to show.</p> : <CardBones />)}
      </div>
    </aside>
  )
}

const none: readonly Entry[] = []

function Known({ row, entries, whole }: { row: InboxRow; entries: readonly Entry[]; whole: boolean }) {
  const now = useMinute()
  const email = row.visitor?.email ?? null
  const [first] = entries
  return (
    <>
      <div className="p-4">
        <div className="flex items-center gap-3">
          <Avatar id={row.visitor?.id ?? row.id} name={givenName(row)} size={40} />
          <div className="min-w-0">
            <h2 className="text-14 font-semibold wrap-anywhere">
              <bdi>{visitorName(row)}</bdi>
            </h2>
            {givenName(row) === '' && <p className="text-12 text-muted">gave no name</p>}
            {row.presence && (
              <p className="flex items-center gap-1.5 text-12 text-text-2">
                {row.presence.online && <HereDot />}
                {sayPresence(row.presence, now)}
              </p>
            )}
          </div>
        </div>
        <dl className="mt-4 grid grid-cols-[76px_minmax(0,1fr)] gap-y-1 text-13">
          <Fact name="E-mail">
            {email === null ? (
              <span className="text-muted">not given</span>
            ) : (
              <CopyValue value={email} what="e-mail" href={`mailto:${encodeURIComponent(email)}`} />
            )}
          </Fact>
          {row.consumer !== null && (
            <Fact name="Id">
              <CopyValue value={row.consumer} what="id" />
            </Fact>
          )}
          <Fact name="Messages">
            <span className="tabular-nums">{row.message_count.toLocaleString()}</span>
          </Fact>
          <Fact name="Last active">
            <time dateTime={row.active_at}>{sayMoment(row.active_at, now)}</time>
          </Fact>
          {whole && first && (
            <Fact name="First seen">
              <time dateTime={first.created}>{sayMoment(first.created, now)}</time>
            </Fact>
          )}
          <Fact name="Has read">{sayRead(row, entries)}</Fact>
        </dl>
      </div>
      <Shared entries={entries} now={now} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="flex min-h-7 items-center text-muted">{name}</dt>
      <dd className="flex min-h-7 min-w-0 items-center wrap-anywhere">{children}</dd>
    </>
  )
}

/** How far the visitor has come, of what members wrote to them. */
function sayRead(row: InboxRow, entries: readonly Entry[]): string {
  const ours = entries.filter(entry => entry.kind === 'message' && entry.from.kind === 'member')
  const unread = ours.filter(entry => entry.seq > row.visitor_read).length
  if (ours.length === 0) return 'nothing to read yet'
  if (unread === 0) return 'everything'
  return unread === 1 ? 'all but the last' : `all but the last ${unread}`
}

function CardBones() {
  return (
    <div className="grid gap-5 p-4" aria-hidden="true">
      <div className="flex items-center gap-3">
        <Bone width={40} height={40} shape="round" />
        <Bone width={128} />
      </div>
      {[152, 120, 72, 104].map(width => (
        <Bone key={width} width={width} height={10} />
      ))}
    </div>
  )
}
