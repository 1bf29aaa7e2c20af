import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { OpenRoomState } from '@deskbell/client/open-room'
import type { Entry } from '@deskbell/protocol/entry'
import {
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useDesk } from '../../accounts/signed-in.js'
import { useInbox } from '../../realtime/inbox.js'
import { Button } from '../../ui/button.js'
import { sameDay } from '../../ui/moment.js'
import { BeforeGrowing } from '../message/message-text.js'
import { Announcer, entriesAfter } from './announcer.js'
import { guessHeight } from './guess-height.js'
import { DayAtTop, LogLine } from './log-line.js'
import { Arrived } from './send-status.js'
import { lineAt, placesOf } from './timeline.js'
import { Pill, ToEnd, UnderLog } from './under-log.js'
import { useLanding } from './use-landing.js'
import { useLogWindow } from './use-log-window.js'
import { useVisible } from './use-visible.js'

interface Shown {
  room: OpenRoomState
  row: InboxRow
  /** Of the visitor. */
  name: string
  connected: boolean
}

/** What was said in a room, kept where its reader is; tells the server how far they have read. */
export const Log = memo(function Log({ room, row, name, connected }: Shown) {
  const inbox = useInbox()
  const me = useDesk().me.user.id
  const { id, entries, sends, earlier } = room
  const journal = useMemo(() => ({ entries, sends, me }), [entries, sends, me])
  const places = placesOf(journal)
  const { end } = places
  // How a line looks depends on the one above; so that none changes when more is put in, the very first waits.
  const first = earlier === 'none' || end - places.first < 2 ? places.first : places.first + 1

  const [dayAtTop, setDayAtTop] = useState<string | null>(null)
  const loadEarlier = useCallback(() => inbox.loadEarlier(id), [inbox, id])
  const { from, to, atEnd, view, refs, onScroll } = useLogWindow({
    first,
    end,
    guess: place => guessHeight(lineAt(journal, place)),
    onTop: place => {
      const at = place === null ? null : (lineAt(journal, place)?.at ?? null)
      setDayAtTop(shown => (shown !== null && at !== null && sameDay(shown, at) ? shown : at))
    },
    onEarly: () => {
      if (earlier === 'more' && connected) loadEarlier()
    },
  })
  const landing = useLanding(room, row, me, {
    view,
    first,
    end,
    height: () => refs.log.current?.clientHeight ?? 0,
    connected,
    loadEarlier,
  })
  useReading(room, row, atEnd && connected)

  // Whoever sends wants to see it, wherever they were reading.
  const lastSend = sends.at(-1)?.clientId
  const shownSend = useRef(lastSend)
  useLayoutEffect(() => {
    if (lastSend !== undefined && lastSend !== shownSend.current) view.toEnd()
    shownSend.current = lastSend
  }, [lastSend, view])

  // These buttons go when they are pressed, and the focus must not go with them.
  const act = useCallback(
    (what: () => void) => {
      what()
      refs.log.current?.focus({ preventScroll: true })
    },
    [refs.log],
  )
  const actions = useMemo(
    () => ({
      connected,
      onRetry: (clientId: string) => act(() => inbox.retry(clientId)),
      onDiscard: (clientId: string) => act(() => inbox.discard(clientId)),
    }),
    [connected, inbox, act],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key === 'End') view.toEnd()
    else if (event.key === 'Home') view.toPlace(first, Number.MAX_SAFE_INTEGER)
    else return
    event.preventDefault()
  }
  const [history] = useState(() => Math.max(row.seq, end - sends.length - 1))
  const missed = useMissed(entries, atEnd, me)
  const ownLast = sends.length > 0 ? undefined : entries.findLast(isOwnMessage(me))
  const isSeen = ownLast !== undefined && row.visitor_read >= ownLast.seq
  const status = useMemo(() => <Arrived seen={isSeen} />, [isSeen])

  const lines = []
  for (let place = from; place < to; place += 1) {
    const line = lineAt(journal, place)
    if (!line) continue
    const isOwnLast = line.kind === 'entry' && line.entry === ownLast
    lines.push(
      <LogLine
        key={line.key}
        line={line}
        me={me}
        isFirstNew={place === landing.firstNew}
        status={isOwnLast ? status : null}
        actions={actions}
      />,
    )
  }

  return (
    <>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <div
          ref={refs.log}
          className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
          role="log"
          aria-live="off"
          aria-label={`Conversation with ${name}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
          tabIndex={0}
          onScroll={onScroll}
          onKeyDown={onKeyDown}
        >
          <div className="flex min-h-full flex-col justify-end pb-3">
            <DayAtTop at={dayAtTop} />
            {earlier !== 'none' && (
              <Button
                className="mt-9 mb-2 self-center"
                size="sm"
                look="ghost"
                busy={earlier === 'loading'}
                onClick={() => act(loadEarlier)}
              >
                {earlier === 'loading' ? 'Loading what came before' : 'Show what came before'}
              </Button>
            )}
            <div ref={refs.above} className="flex-none" />
            <div ref={refs.lines} className="flex-none">
              <BeforeGrowing value={view.hold}>{lines}</BeforeGrowing>
            </div>
            <div ref={refs.below} className="flex-none" />
          </div>
        </div>
        {landing.isFarBack && (
          <Pill at="top" onClick={() => act(landing.toFirstNew)}>
            First unread message
          </Pill>
        )}
      </div>
      <UnderLog typing={room.typing} visitor={name}>
        {missed > 0 ? (
          <Pill at="bottom" onClick={() => act(() => view.toEnd())}>
            {missed === 1 ? '1 new message' : `${missed} new messages`}
          </Pill>
        ) : (
          !atEnd && <ToEnd onClick={() => act(() => view.toEnd())} />
        )}
        <Announcer entries={entries} sends={sends} me={me} since={history} />
      </UnderLog>
    </>
  )
})

const isOwnMessage = (me: string) => (entry: Entry) =>
  entry.kind === 'message' && entry.from.kind === 'member' && entry.from.id === me

/** Read is what somebody could see: the page is visible and stands at its end. */
function useReading(room: OpenRoomState, row: InboxRow, atEnd: boolean): void {
  const inbox = useInbox()
  const isReading = useVisible() && atEnd
  const unreadUpTo = row.unread > 0 ? row.seq : 0
  const top = room.entries.at(-1)?.seq ?? 0
  useEffect(() => {
    if (isReading && unreadUpTo > 0 && top > 0) inbox.markRead(room.id)
  }, [inbox, room.id, isReading, unreadUpTo, top])
}

/** How many others wrote since the reader left the end. */
function useMissed(entries: readonly Entry[], atEnd: boolean, me: string): number {
  const top = entries.at(-1)?.seq ?? 0
  const [leftAt, setLeftAt] = useState(top)
  if (atEnd && leftAt !== top) setLeftAt(top)
  if (atEnd) return 0
  return entriesAfter(entries, leftAt).filter(entry => entry.kind !== 'event' && entry.from.id !== me).length
}
