import { useInboxState } from '../realtime/inbox.js'
import { Link, roomPath } from '../router.js'
import { Avatar } from '../ui/avatar.js'
import { Icon } from '../ui/icon.js'
import { sayMoment } from '../ui/moment.js'
import { visitorName } from './names.js'
import './visitor-card.css'

/** Who is on the other side of a room, as far as they have said. */
export function VisitorCard({ id }: { id: string }) {
  const { byId } = useInboxState()
  const row = byId.get(id)
  const name = row ? visitorName(row) : ''
  return (
    <aside className="pane panel" aria-label="About the visitor">
      <header className="pane__head panel__back">
        <Link className="ibtn" href={roomPath(id)} aria-label="Back to the conversation">
          <Icon name="back" flips />
        </Link>
        <b>Visitor</b>
      </header>
      {row && (
        <div className="panel__in">
          <div className="card">
            <Avatar id={row.visitor?.id ?? row.id} name={row.visitor?.name ?? ''} size={40} />
            <h2 dir="auto">{name}</h2>
          </div>
          <dl className="facts">
            <dt>Id</dt>
            <dd>{row.consumer ?? '–'}</dd>
            <dt>E-mail</dt>
            <dd>{row.visitor?.email ?? <span className="muted">not given</span>}</dd>
            <dt>Messages</dt>
            <dd className="num">{row.message_count}</dd>
            <dt>Last active</dt>
            <dd>
              <time dateTime={row.active_at}>{sayMoment(row.active_at, new Date())}</time>
            </dd>
          </dl>
        </div>
      )}
    </aside>
  )
}
