import type { InboxRow } from '@deskbell/client/inbox-rows'
import { memo, type UIEvent } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { useInbox, useInboxState } from '../realtime/inbox.js'
import { Link, roomPath } from '../router.js'
import { Avatar } from '../ui/avatar.js'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { sayBriefly } from '../ui/moment.js'
import { Bone, Empty, Failed, Loading } from '../ui/states.js'
import { failedByRoom, lastLine, visitorName } from './names.js'
import { SetupHint } from './setup-hint.js'
import './room-list.css'

/** Pixels from the end of the list at which the next page is fetched. */
const NEAR_END = 400

/** Every room of the site, newest first, with what is unread. */
export function RoomList({ selected }: { selected: string | null }) {
  const inbox = useInbox()
  const { list, loaded, more, sends } = useInboxState()
  const failed = failedByRoom(sends)
  const onScroll = ({ currentTarget: box }: UIEvent<HTMLElement>) => {
    const left = box.scrollHeight - box.scrollTop - box.clientHeight
    if (left < NEAR_END && more === 'more') inbox.loadMoreRooms()
  }
  return (
    <section className="pane list" aria-labelledby="list-title">
      <header className="pane__head">
        <h2 id="list-title">All</h2>
        {loaded && <span className="muted num">{more === 'none' ? list.length : `${list.length}+`}</span>}
      </header>
      {loaded && list.length > 0 ? (
        <div className="list__scroll" onScroll={onScroll}>
          <ol>
            {list.map(row => (
              <Row key={row.id} row={row} failed={failed.get(row.id) ?? 0} selected={row.id === selected} />
            ))}
          </ol>
          {more !== 'none' && (
            <div className="list__more">
              <Button size="sm" look="ghost" busy={more === 'loading'} onClick={() => inbox.loadMoreRooms()}>
                {more === 'loading' ? 'Loading more' : 'Show more'}
              </Button>
            </div>
          )}
        </div>
      ) : (
        <NoRows loaded={loaded} />
      )}
    </section>
  )
}

interface RowProps {
  row: InboxRow
  /** How many of our messages there were not sent. */
  failed: number
  selected: boolean
}

const Row = memo(function Row({ row, failed, selected }: RowProps) {
  const { me } = useDesk()
  const name = visitorName(row)
  return (
    <li>
      <Link
        className={row.unread > 0 ? 'row row--unread focus-in' : 'row focus-in'}
        href={roomPath(row.id)}
        aria-current={selected ? 'true' : undefined}
        data-row=""
      >
        <Avatar id={row.visitor?.id ?? row.id} name={row.visitor?.name ?? ''} />
        <span className="row__name ell" dir="auto">
          {name}
        </span>
        <time className="row__time" dateTime={row.active_at}>
          {sayBriefly(row.active_at, new Date())}
        </time>
        <span className="row__last ell" dir="auto">
          {lastLine(row.last, me.user.id)}
        </span>
        {row.unread > 0 && (
          <span className="count">
            {row.unread}
            <span className="vh"> unread</span>
          </span>
        )}
        {failed > 0 && (
          <span className="row__failed">
            <Icon name="alert" size={12} />
            {failed} not sent
          </span>
        )}
      </Link>
    </li>
  )
})

function NoRows({ loaded }: { loaded: boolean }) {
  const inbox = useInbox()
  const { site } = useDesk()
  const { connection } = useInboxState()
  if (loaded) {
    return (
      <Empty title="Nobody has rung yet">
        <SetupHint site={site.slug} />
      </Empty>
    )
  }
  if (connection.status === 'waiting' || (connection.status === 'connecting' && connection.attempt > 0)) {
    return (
      <Failed
        title="The list did not load"
        onRetry={() => inbox.tryNow()}
        busy={connection.status === 'connecting'}
      >
        <p>The server does not answer. Nothing is lost; this page goes on trying by itself.</p>
      </Failed>
    )
  }
  return (
    <Loading label="Loading the list">
      {[104, 88, 128, 96, 112, 90, 120].map(width => (
        <div className="row" key={width}>
          <Bone width={32} height={32} round />
          <Bone width={width} />
          <Bone width={32} height={10} />
          <Bone width={width * 2} height={10} />
        </div>
      ))}
    </Loading>
  )
}
