import { Frame } from '../frame/frame.js'
import { useInboxState } from '../realtime/inbox.js'
import { useTitle } from '../title.js'
import { Empty } from '../ui/states.js'
import { Conversation } from './conversation.js'
import { RoomList } from './room-list.js'
import { useKeys } from './use-keys.js'
import { VisitorCard } from './visitor-card.js'
import './messages-page.css'

interface Shown {
  room: string | null
  /** Which one a phone shows. */
  pane: 'list' | 'conversation' | 'visitor'
}

/** The inbox: all rooms, the open one, and who is on its other side. */
export function MessagesPage({ room, pane }: Shown) {
  const { list } = useInboxState()
  const waiting = list.filter(row => row.unread > 0).length
  useTitle(waiting > 0 ? `(${waiting}) Messages` : 'Messages')
  useKeys(room)
  return (
    <Frame current="messages">
      <main className="sheet inbox" id="main" data-pane={pane} tabIndex={-1}>
        <h1 className="vh" tabIndex={-1}>
          Messages
        </h1>
        <RoomList selected={room} />
        {room === null ? (
          <section className="pane conv" aria-label="No conversation">
            <NothingOpen />
          </section>
        ) : (
          <>
            <Conversation key={room} id={room} />
            <VisitorCard id={room} />
          </>
        )}
      </main>
    </Frame>
  )
}

const keys = [
  ['Next, previous', 'j', 'k'],
  ['Open', 'Enter'],
  ['Reply', 'r'],
  ['Private note', 'n'],
  ['Back to the list', 'Esc'],
] as const

function NothingOpen() {
  return (
    <Empty title="Nothing open">
      <p>Pick one from the list, or stay on the keyboard.</p>
      <dl className="keys">
        {keys.map(([what, ...pressed]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {pressed.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Empty>
  )
}
