import type { Outbox } from '@deskbell/client/outbox'
import type { Entry } from '@deskbell/protocol/entry'
import { useEffect, useMemo } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { ConnectionBanner } from '../realtime/connection-mark.js'
import { useInbox, useInboxState } from '../realtime/inbox.js'
import { Link, navigate, visitorPath } from '../router.js'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { iconButtonClass } from '../ui/icon-button.js'
import { Empty, Failed } from '../ui/states.js'
import { CoachLine } from '../welcome/coach-line.js'
import { Composer } from './composer/composer.js'
import { useDraft } from './composer/drafts.js'
import { DropZone } from './composer/drop-zone.js'
import { addFiles } from './composer/uploads.js'
import { Log } from './log/log.js'
import { LogBones } from './log/log-bones.js'
import { PictureViewer } from './message/picture-viewer.js'
import { givenName, visitorName } from './names.js'
import { OneLine } from './one-line.js'

/** One room: what was said, and a place to answer. Open for as long as it is shown. */
export function Conversation({ id }: { id: string }) {
  const inbox = useInbox()
  const state = useInboxState()
  const member = useDesk().me.user.id
  const room = state.open.get(id)
  const row = state.byId.get(id)
  const of = useMemo(() => ({ member, room: id }), [member, id])
  const { mode } = useDraft(of)
  useEffect(() => {
    inbox.openRoom(id)
    return () => inbox.closeRoom(id)
  }, [inbox, id])
  const name = row ? visitorName(row) : room?.error ? 'Not opened' : 'Conversation'
  const isNote = mode === 'note'
  const isShown = row !== undefined && !room?.error
  const connected = state.connection.status === 'open'

  return (
    <DropZone
      className="relative flex min-h-0 min-w-0 flex-col [container-type:size]"
      aria-labelledby="conv-title"
      words={
        isNote
          ? 'A note holds no files. Choose Reply to send one.'
          : `Drop to attach to your reply to ${name}`
      }
      onFiles={isShown && !isNote ? files => addFiles(of, files) : null}
    >
      <header className="flex h-14 flex-none items-center gap-2 border-b border-border ps-4 pe-3 max-phone:gap-1 max-phone:px-2">
        <Link className={iconButtonClass('phone:hidden')} href="/messages" aria-label="Back to the list">
          <Icon name="back" />
        </Link>
        <div className="min-w-0 flex-1">
          <h2 id="conv-title" className="text-14">
            <OneLine>{name}</OneLine>
          </h2>
          {row?.visitor?.email && <p className="truncate text-12 text-muted">{row.visitor.email}</p>}
        </div>
        {!room?.error && (
          <Link
            className={iconButtonClass('desk:hidden')}
            href={visitorPath(id)}
            aria-label="About the visitor"
          >
            <Icon name="panel" />
          </Link>
        )}
      </header>
      <ConnectionBanner />
      {row && !room?.error ? (
        <PictureViewer entries={room?.entries ?? none}>
          {room?.loaded ? (
            <Log room={room} row={row} name={name} connected={connected} />
          ) : (
            <LogBones sends={room?.sends ?? noSends} me={member} connected={connected} />
          )}
          <CoachLine room={id} />
          <Composer of={of} name={name} givenName={givenName(row)} connected={connected} />
        </PictureViewer>
      ) : room?.error ? (
        <NotOpened gone={room.error.kind === 'not_found'} onRetry={() => reopen(inbox, id)} />
      ) : (
        <>
          <LogBones sends={noSends} me={member} connected={connected} />
          <div className="mx-auto mb-3 h-30 w-[calc(100%-24px)] max-w-226 flex-none rounded-3 border border-border max-phone:mb-[calc(8px+env(safe-area-inset-bottom))] max-phone:h-34 max-phone:w-[calc(100%-16px)]" />
        </>
      )}
    </DropZone>
  )
}

const none: readonly Entry[] = []
const noSends: Outbox = []

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
        <Button look="primary" onClick={() => navigate('/messages', { replace: true })}>
          To the list
        </Button>
      }
    >
      <p>It may belong to another site.</p>
    </Empty>
  )
}
