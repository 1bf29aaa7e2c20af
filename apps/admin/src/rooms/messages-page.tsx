import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { Frame } from '../frame/frame.js'
import { KeyList } from '../keys/key-list.js'
import { conversationShortcuts, deskShortcuts, listShortcuts } from '../keys/shortcuts.js'
import { useInbox } from '../realtime/inbox.js'
import { useTitle } from '../title.js'
import { Empty } from '../ui/states.js'
import { Conversation } from './conversation.js'
import { focusRow } from './list/list-cursor.js'
import { RoomList } from './list/room-list.js'
import { useKeys } from './use-keys.js'
import { VisitorCard } from './visitor/visitor-card.js'

interface Shown {
  room: string | null
  /** Which one a phone shows. */
  pane: 'list' | 'conversation' | 'visitor'
}

/**
 * The inbox: all rooms, the open one, and who is on its other side. Below 1200 px the visitor is a drawer,
 * below 640 px each pane has the page to itself; the address says which.
 */
export function MessagesPage({ room, pane }: Shown) {
  useTitle('Messages')
  useKeys({ room, pane })
  const page = useRef<HTMLElement>(null)
  useFocusKept(page, { room, pane })
  return (
    <Frame current="messages" bare={pane !== 'list'}>
      <main
        ref={page}
        className={`sheet relative grid min-h-0 grid-rows-[minmax(0,1fr)] outline-none max-phone:grid-cols-[minmax(0,1fr)] phone:grid-cols-[minmax(264px,5fr)_minmax(0,8fr)] tablet:grid-cols-[344px_minmax(0,1fr)] ${room === null ? '' : 'desk:grid-cols-[344px_minmax(0,1fr)_296px]'}`}
        id="main"
        tabIndex={-1}
      >
        <h1 className="sr-only" tabIndex={-1}>
          Messages
        </h1>
        <Pane shown={pane === 'list'} keeps>
          <RoomList selected={room} />
        </Pane>
        <Pane shown={pane === 'conversation'} edge>
          {room === null ? <NothingOpen /> : <Conversation key={room} id={room} />}
        </Pane>
        {room !== null && <VisitorCard key={room} id={room} drawn={pane === 'visitor'} />}
      </main>
    </Frame>
  )
}

/**
 * One of the panes. `keeps`: where it is not shown it is only out of sight, so that it comes back
 * scrolled to where it was.
 */
function Pane({
  shown,
  keeps = false,
  edge = false,
  children,
}: {
  shown: boolean
  keeps?: boolean
  edge?: boolean
  children: ReactNode
}) {
  const away = keeps ? 'max-phone:invisible max-phone:absolute max-phone:inset-0' : 'max-phone:hidden'
  return (
    <div
      className={`grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] ${edge ? 'border-border phone:border-s' : ''} ${shown ? '' : away}`}
    >
      {children}
    </div>
  )
}

/**
 * Where a pane goes out of sight with the focus in it, the page takes it, or the row one comes back to:
 * it would begin at the top otherwise.
 */
function useFocusKept(page: RefObject<HTMLElement | null>, { room, pane }: Shown): void {
  const inbox = useInbox()
  const before = useRef({ room, pane })
  useEffect(() => {
    const was = before.current
    if (was.room === room && was.pane === pane) return
    before.current = { room, pane }
    const { activeElement } = document
    const lost = activeElement === null || activeElement === document.body || activeElement === page.current
    if (!lost && activeElement.checkVisibility({ visibilityProperty: true })) return
    if (pane !== 'list' || !focusRow(inbox.getSnapshot().list, was.room)) page.current?.focus()
  }, [inbox, page, room, pane])
}

const hints = [...listShortcuts, ...conversationShortcuts, ...deskShortcuts.slice(0, 2)]

function NothingOpen() {
  return (
    <section className="relative flex min-h-0 flex-1 flex-col overflow-y-auto" aria-label="No conversation">
      <Empty title="Nothing open">
        <p>Pick one from the list, or stay on the keyboard.</p>
        <div className="mt-4 w-72 max-w-full coarse:hidden">
          <KeyList shortcuts={hints} />
        </div>
      </Empty>
    </section>
  )
}
