import { useDesk } from '../accounts/signed-in.js'
import { useInboxPart } from '../realtime/inbox.js'
import { useNow } from '../realtime/use-now.js'
import { lastLine, visitorName } from '../rooms/names.js'
import { OneLine } from '../rooms/one-line.js'
import { navigate, roomPath } from '../router.js'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { useAttention } from './attention-store.js'
import { sayWait } from './say-wait.js'
import { useBlocked } from './use-blocked.js'

/**
 * Who rings, on every page: brass, above everything but a dialog, and heard at once. It takes no focus.
 * As wide as the list of rooms below it. On a phone it lies at the foot; in a conversation on top of it, since at
 * the foot one writes.
 */
export function RingCard({ onHush, inConversation }: { onHush: () => void; inConversation: boolean }) {
  const rings = useAttention(state => state.rings)
  const [first] = rings
  return (
    <div role="alert">
      {first && (
        <Card
          key={first[0]}
          id={first[0]}
          since={first[1]}
          others={rings.size - 1}
          onHush={onHush}
          inConversation={inConversation}
        />
      )}
    </div>
  )
}

interface Shown {
  id: string
  /** Milliseconds since the epoch. */
  since: number
  others: number
  inConversation: boolean
  onHush: () => void
}

function Card({ id, since, others, inConversation, onHush }: Shown) {
  const { me } = useDesk()
  const row = useInboxPart(state => state.byId.get(id))
  const now = useNow(true)
  const blocked = useBlocked()
  if (!row) return null
  const place = inConversation
    ? 'max-phone:top-[calc(56px+8px+env(safe-area-inset-top))]'
    : 'max-phone:bottom-[calc(8px+env(safe-area-inset-bottom))]'
  return (
    <section
      aria-label="Ringing"
      className={`fixed z-30 animate-rise rounded-3 border border-bell-line bg-bell-soft p-3 text-13 text-text shadow-2 max-phone:inset-x-2 phone:start-4 phone:bottom-4 phone:w-82 phone:max-tablet:w-[max(248px,calc((100vw-18px)*5/13-16px))] ${place}`}
    >
      <p className="flex items-center gap-2 font-semibold text-bell-text">
        <Icon name="bell" className="animate-swing text-bell" />
        <span className="flex-1">Ringing</span>
        {/* Heard once, not every second. */}
        <span className="text-12 tabular-nums" aria-hidden="true">
          {sayWait(now - since, true)}
        </span>
      </p>
      <p className="mt-1 text-14 font-semibold">
        <OneLine>{visitorName(row)}</OneLine>
      </p>
      <p
        className={`${inConversation ? 'max-phone:line-clamp-1' : ''} line-clamp-2 wrap-anywhere`}
        dir="auto"
      >
        {lastLine(row.last, me.user.id)}
      </p>
      {others > 0 && (
        <p className="mt-1 text-12 text-bell-text">
          {others === 1 ? 'One more is ringing.' : `${others} more are ringing.`}
        </p>
      )}
      {blocked && (
        <p className="mt-1 text-12 text-bell-text">Your browser keeps the bell silent until you click.</p>
      )}
      <p className="mt-3 grid grid-cols-[1fr_auto] gap-2">
        <Button look="bell" onClick={() => navigate(roomPath(id))}>
          Open
        </Button>
        <Button look="ghost" icon="soundOff" onClick={onHush}>
          Silence
        </Button>
      </p>
    </section>
  )
}
