import { useEffect } from 'react'
import { ConnectionBanner } from '../realtime/connection-mark.js'
import { useInbox, useInboxState } from '../realtime/inbox.js'
import { Link, navigate, visitorPath } from '../router.js'
import { buttonClass } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { Bone, Empty, Failed, Loading } from '../ui/states.js'
import { Composer } from './composer.js'
import { Log } from './log.js'
import { visitorName } from './names.js'
import './conversation.css'

/** One room: what was said, and a place to answer. Open for as long as it is shown. */
export function Conversation({ id }: { id: string }) {
  const inbox = useInbox()
  const state = useInboxState()
  const room = state.open.get(id)
  const row = state.byId.get(id)
  useEffect(() => {
    inbox.openRoom(id)
    return () => inbox.closeRoom(id)
  }, [inbox, id])
  const name = row ? visitorName(row) : 'Conversation'

  return (
    <section className="pane conv" aria-labelledby="conv-title">
      <header className="pane__head">
        <Link className="ibtn conv__back" href="/messages" aria-label="Back to the list">
          <Icon name="back" flips />
        </Link>
        <div className="conv__who">
          <h2 id="conv-title" className="ell" dir="auto">
            {name}
          </h2>
          {row?.visitor?.email && <p className="muted ell">{row.visitor.email}</p>}
        </div>
        <Link className="ibtn conv__panel" href={visitorPath(id)} aria-label="About the visitor">
          <Icon name="panel" />
        </Link>
      </header>
      <ConnectionBanner />
      {room?.loaded && row ? (
        <>
          <Log room={room} row={row} name={name} />
          <Composer room={id} name={name} />
        </>
      ) : room?.error ? (
        <NotOpened gone={room.error.kind === 'not_found'} onRetry={() => reopen(inbox, id)} />
      ) : (
        <ConversationBones />
      )}
    </section>
  )
}

function reopen(inbox: ReturnType<typeof useInbox>, id: string): void {
  inbox.closeRoom(id)
  inbox.openRoom(id)
}

function NotOpened({ gone, onRetry }: { gone: boolean; onRetry: () => void }) {
  if (!gone) {
    return (
      <Failed title="This conversation did not open" onRetry={onRetry}>
        <p>The server could not do it just now. Nothing in it is lost.</p>
      </Failed>
    )
  }
  return (
    <Empty
      title="There is no such conversation"
      action={
        <button
          type="button"
          className={buttonClass({ look: 'primary' })}
          onClick={() => navigate('/messages', { replace: true })}
        >
          To the list
        </button>
      }
    >
      <p>It may belong to another site.</p>
    </Empty>
  )
}

function ConversationBones() {
  return (
    <Loading label="Loading the conversation">
      <div className="conv__bones">
        <Bone width={256} height={44} />
        <Bone width={216} height={36} />
        <Bone width={184} height={36} />
      </div>
    </Loading>
  )
}
