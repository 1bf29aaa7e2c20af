import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { OpenRoomState } from '@deskbell/client/open-room'
import type { Entry } from '@deskbell/protocol/entry'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { useInbox, useInboxState } from '../realtime/inbox.js'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { sayDay } from '../ui/moment.js'
import { EntryLine } from './message.js'
import { lastLine, typingWords } from './names.js'
import { OutgoingMessage } from './outgoing-message.js'
import { timelineOf } from './timeline.js'
import { useLogScroll } from './use-log-scroll.js'
import { useVisible } from './use-visible.js'

/** What was said in a room, kept where its reader is; tells the server how far they have read. */
export function Log({ room, row, name }: { room: OpenRoomState; row: InboxRow; name: string }) {
  const inbox = useInbox()
  const { connection } = useInboxState()
  const { me } = useDesk()
  const log = useRef<HTMLDivElement>(null)
  const items = useMemo(
    () => timelineOf(room.entries, room.sends, me.user.id),
    [room.entries, room.sends, me.user.id],
  )
  const loadEarlier = useCallback(() => inbox.loadEarlier(room.id), [inbox, room.id])
  const scroll = useLogScroll(log, room.entries[0]?.id, loadEarlier)
  const top = room.entries.at(-1)?.seq ?? 0
  const { toEnd } = scroll

  useReading(room, row, scroll.atEnd)
  // Whoever sends wants to see it, wherever they were reading.
  const lastSend = room.sends.at(-1)?.clientId
  useEffect(() => {
    if (lastSend !== undefined) toEnd()
  }, [lastSend, toEnd])

  // These buttons go when they are pressed, and the focus must not go with them.
  const act = (what: () => void) => {
    what()
    log.current?.focus()
  }
  const missed = useMissed(room.entries, scroll.atEnd, top)
  const ownLast = room.entries.findLast(isOwnMessage(me.user.id))
  const typing = typingWords(room.typing)

  return (
    <>
      <div
        ref={log}
        className="log focus-in"
        role="log"
        aria-live="off"
        aria-label={`Conversation with ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
        tabIndex={0}
        onScroll={scroll.onScroll}
      >
        <div className="log__lines">
          {room.earlier !== 'none' && (
            <Button
              className="log__earlier"
              size="sm"
              look="ghost"
              busy={room.earlier === 'loading'}
              onClick={loadEarlier}
            >
              {room.earlier === 'loading' ? 'Loading what came before' : 'Show what came before'}
            </Button>
          )}
          {items.map(item => {
            if (item.kind === 'day') {
              return (
                <h3 className="day" key={item.key}>
                  <time dateTime={item.at}>{sayDay(item.at, new Date())}</time>
                </h3>
              )
            }
            if (item.kind === 'send') {
              return (
                <OutgoingMessage
                  key={item.key}
                  send={item.send}
                  follows={item.follows}
                  connected={connection.status === 'open'}
                  onRetry={clientId => act(() => inbox.retry(clientId))}
                  onDiscard={clientId => act(() => inbox.discard(clientId))}
                />
              )
            }
            return (
              <EntryLine
                key={item.key}
                entry={item.entry}
                me={me.user.id}
                follows={item.follows}
                status={
                  item.entry === ownLast ? <Arrived seen={row.visitor_read >= item.entry.seq} /> : undefined
                }
              />
            )
          })}
        </div>
      </div>
      <div className="under">
        {missed > 0 && (
          <button className="pill" type="button" onClick={() => act(toEnd)}>
            {missed === 1 ? '1 new message' : `${missed} new messages`}
            <Icon name="arrowDown" size={14} />
          </button>
        )}
        {typing !== '' && (
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        )}
        <span role="status">{typing}</span>
        <Announcer entries={room.entries} me={me.user.id} />
      </div>
    </>
  )
}

const isOwnMessage = (me: string) => (entry: Entry) =>
  entry.kind === 'message' && entry.from.kind === 'member' && entry.from.id === me

function Arrived({ seen }: { seen: boolean }) {
  return (
    <p className={seen ? 'sent sent--seen' : 'sent'}>
      <Icon name={seen ? 'checks' : 'check'} size={14} />
      {seen ? 'Seen' : 'Sent'}
    </p>
  )
}

/** Read is what somebody could see: the page is visible and stands at its end. */
function useReading(room: OpenRoomState, row: InboxRow, atEnd: boolean): void {
  const inbox = useInbox()
  const { connection } = useInboxState()
  const visible = useVisible()
  const reading = visible && atEnd && connection.status === 'open'
  const unreadUpTo = row.unread > 0 ? row.seq : 0
  const top = room.entries.at(-1)?.seq ?? 0
  useEffect(() => {
    if (reading && unreadUpTo > 0 && top > 0) inbox.markRead(room.id)
  }, [inbox, room.id, reading, unreadUpTo, top])
}

/** How many entries came since the reader left the end. */
function useMissed(entries: readonly Entry[], atEnd: boolean, top: number): number {
  const [leftAt, setLeftAt] = useState(top)
  if (atEnd && leftAt !== top) setLeftAt(top)
  return atEnd ? 0 : entries.filter(entry => entry.seq > leftAt && entry.kind !== 'event').length
}

/** Says each new message of somebody else once to a screen reader, and nothing of what was there before. */
function Announcer({ entries, me }: { entries: readonly Entry[]; me: string }) {
  const last = entries.at(-1)
  const [first] = useState(last?.seq ?? 0)
  const isNews = last !== undefined && last.seq > first && last.from.id !== me && last.kind !== 'event'
  return (
    <span className="vh" role="status">
      {isNews && `${last.from.name}: ${lastLine(last, me)}`}
    </span>
  )
}
