import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { ReactNode } from 'react'
import { ask } from '../frame/desk-events.js'
import { useInboxPart } from '../realtime/inbox.js'
import { lastLine, visitorName } from '../rooms/names.js'
import { Link, navigate, roomPath, stepPath } from '../router.js'
import { Button, buttonClass } from '../ui/button.js'
import { Icon, type IconName } from '../ui/icon.js'
import { startCoaching } from './coach.js'
import { isAnswered, isUnanswered } from './facts.js'
import { StepColumn } from './step.js'

/** Ringing one's own bell: waits for a visitor, says who it is, and shows what comes next once they are answered. */
export function RingStep({ installed }: { installed: boolean }) {
  const waiting = useInboxPart(({ list }) => list.find(isUnanswered) ?? null)
  const answered = useInboxPart(({ list }) => list.some(isAnswered))
  if (waiting === null && answered) return <Open installed={installed} />
  return (
    <div className="relative min-h-0 flex-1 tablet:overflow-y-auto">
      <StepColumn
        step="ring"
        title="Ring your own bell"
        lead="Be your own first visitor. The demo shop has your chat in its corner: open it, write something, and come back here."
      >
        {/* There before anybody rings, or a screen reader would not hear it. */}
        <div role="alert" className="empty:hidden">
          {waiting && <Ringing row={waiting} />}
        </div>
        {!waiting && <Listening />}
      </StepColumn>
    </div>
  )
}

function Listening() {
  return (
    <>
      <div className="grid justify-items-center gap-4 rounded-4 bg-sunken px-6 py-10 text-center inset-ring inset-ring-border">
        <BellOnDesk />
        <p role="status" className="text-14 text-text-2">
          Listening. It rings here as soon as somebody writes.
        </p>
        <a
          className={buttonClass({ look: 'primary', size: 'lg' })}
          href="/demo"
          target="_blank"
          rel="noopener"
        >
          <Icon name="external" />
          Open the demo shop
        </a>
      </div>
      <p className="text-13 text-muted">
        Or ring from a page of your own: whoever writes there rings here, too.
      </p>
    </>
  )
}

/** The one thing that may be brass: somebody waits. */
function Ringing({ row }: { row: InboxRow }) {
  const answer = () => {
    startCoaching(row.id)
    navigate(roomPath(row.id))
  }
  return (
    <section
      aria-labelledby="who"
      className="grid animate-rise gap-3 rounded-4 bg-bell-soft p-5 inset-ring inset-ring-bell-line forced-colors:border"
    >
      <p className="flex items-center gap-2 text-13 font-semibold text-bell-text">
        <Icon name="bell" size={20} className="text-bell" />
        Somebody is at the desk
      </p>
      <div className="grid gap-1">
        <h2 id="who" className="text-16 font-semibold" dir="auto">
          {visitorName(row)}
        </h2>
        <p className="line-clamp-3 text-14 wrap-anywhere" dir="auto">
          {lastLine(row.last, undefined)}
        </p>
      </div>
      <Button look="bell" size="lg" onClick={answer}>
        Answer
      </Button>
    </section>
  )
}

/** All is done: what a desk does next. */
function Open({ installed }: { installed: boolean }) {
  return (
    <div className="relative min-h-0 flex-1 tablet:overflow-y-auto">
      <StepColumn
        step="ring"
        title="Your desk is open"
        lead="A visitor rang, and you answered. That is all there is to it; from here on it rings in your inbox."
      >
        <ul className="grid overflow-hidden rounded-3 inset-ring inset-ring-border">
          {!installed && (
            <Next icon="page" title="Put it on your page" href={stepPath('install')}>
              One line of HTML, or a colleague’s job: copy it and send it to them.
            </Next>
          )}
          <Next icon="settings" title="Finish the look" href="/settings/chatbot">
            Every colour, the words, and which sites may show your chat.
          </Next>
          <li className="border-b last:border-b-0">
            <button type="button" className={rowClass} onClick={ask.keys}>
              <RowWords icon="keyboard" title="Learn the keys">
                The inbox works without a mouse. Press ? there at any time.
              </RowWords>
            </button>
          </li>
        </ul>
        <div className="flex flex-wrap gap-2">
          <Link className={buttonClass({ look: 'primary', size: 'lg' })} href="/messages">
            To your inbox
          </Link>
        </div>
      </StepColumn>
    </div>
  )
}

const rowClass =
  'flex w-full items-center gap-3 px-4 py-3 text-start hover:bg-hover focus-visible:-outline-offset-2'

function Next({
  icon,
  title,
  href,
  children,
}: {
  icon: IconName
  title: string
  href: string
  children: ReactNode
}) {
  return (
    <li className="border-b last:border-b-0">
      <Link className={rowClass} href={href}>
        <RowWords icon={icon} title={title}>
          {children}
        </RowWords>
      </Link>
    </li>
  )
}

function RowWords({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <>
      <Icon name={icon} size={20} className="text-muted" />
      <span className="grid flex-1">
        <b className="text-14 font-medium">{title}</b>
        <span className="text-13 text-muted">{children}</span>
      </span>
      <Icon name="chevronRight" className="text-muted" />
    </>
  )
}

/** The mark on a desk: nobody has rung, so nothing on it is brass but its own plunger. */
function BellOnDesk() {
  return (
    <svg viewBox="0 0 120 56" width="144" height="67" aria-hidden="true">
      <path d="M4 50h112" className="stroke-border-strong" strokeWidth="1" />
      <rect className="fill-plunger" x="54" y="8" width="12" height="5" rx="2.5" />
      <path
        className="fill-mark"
        d="M42 36a18 17 0 0 1 36 0 1.5 1.5 0 0 1-1.5 1.5h-33A1.5 1.5 0 0 1 42 36z"
      />
      <rect className="fill-mark" x="38" y="40.5" width="44" height="9" rx="2" />
    </svg>
  )
}
