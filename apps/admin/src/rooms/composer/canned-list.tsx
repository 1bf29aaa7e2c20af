import type { Reply } from '@deskbell/protocol/reply'
import { useEffect, useRef } from 'react'
import { Link } from '../../router.js'
import { Button, buttonClass } from '../../ui/button.js'
import { Kbd } from '../../ui/marks.js'
import { Bone } from '../../ui/states.js'
import { OneLine } from '../one-line.js'
import type { Canned } from './use-canned.js'

const MANAGE = '/settings/replies'

/**
 * The canned replies over the composer. The focus stays in the box; `id` is what the box points at, its options are
 * `<id>-0` and so on.
 */
export function CannedList({
  id,
  canned,
  onPick,
  onLeave,
}: {
  id: string
  canned: Canned
  onPick: (reply: Reply) => void
  /** It is closed while it had the focus itself. */
  onLeave: () => void
}) {
  const { found, active, setActive } = canned
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      className="absolute inset-x-0 bottom-[calc(100%+8px)] z-20 flex max-h-[min(50cqb,320px)] animate-appear flex-col overflow-hidden rounded-3 bg-raised text-13 text-text shadow-3 ring-1 ring-border forced-colors:border"
      // A click must not take the focus out of the box.
      onPointerDown={event => event.preventDefault()}
    >
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label="Canned replies"
        // It scrolls, so somebody may go there; the keys are the same as in the box.
        tabIndex={0}
        aria-activedescendant={`${id}-${active}`}
        onKeyDown={event => {
          if (!canned.onKey(event)) return
          event.preventDefault()
          if (event.key === 'Escape') onLeave()
        }}
        className={
          found.length > 0 ? 'min-h-0 flex-1 overflow-y-auto p-1 focus-visible:-outline-offset-2' : 'hidden'
        }
      >
        {found.map((reply, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus and the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the box points at it with aria-activedescendant
          <div
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="grid min-h-8 scroll-my-1 cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-2 px-2 py-1 aria-selected:bg-hover phone:grid-cols-[8rem_minmax(0,1fr)_auto] coarse:min-h-11"
            onPointerMove={() => {
              if (index !== active) setActive(index)
            }}
            onClick={() => onPick(reply)}
          >
            <b className="truncate font-medium text-text">/{reply.shortcut}</b>
            <span className="min-w-0 text-muted max-phone:col-span-full max-phone:row-start-2">
              <OneLine>{reply.text}</OneLine>
            </span>
            <span className={`text-muted ${index === active ? '' : 'invisible'}`} aria-hidden="true">
              <Kbd>Enter</Kbd>
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 && <NothingFound canned={canned} />}
      {!canned.isEmpty && (
        <footer className="flex flex-none items-center gap-3 border-t border-border px-3 py-1.5 text-12 text-muted">
          <span className="me-auto max-phone:hidden" aria-hidden="true">
            <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose, <Kbd>Esc</Kbd> closes
          </span>
          <Link className="link fingertip" href={MANAGE}>
            Manage
          </Link>
        </footer>
      )}
      <span className="sr-only" role="status">
        {canned.state === 'ready' && sayFound(found.length)}
      </span>
    </div>
  )
}

const sayFound = (count: number) =>
  count === 1 ? '1 canned reply' : count === 0 ? 'No canned reply' : `${count} canned replies`

function NothingFound({ canned }: { canned: Canned }) {
  if (canned.state === 'loading') {
    return (
      <div className="grid gap-3 p-3" aria-hidden="true">
        <Bone width={360} />
        <Bone width={300} />
      </div>
    )
  }
  if (canned.state === 'failed') {
    return (
      <p className="flex flex-wrap items-center gap-2 p-3">
        Your canned replies did not load. What you wrote is safe.
        <Button size="sm" onClick={canned.retry}>
          Try again
        </Button>
      </p>
    )
  }
  if (canned.isEmpty) {
    return (
      <div className="grid justify-items-start gap-2 p-3">
        <p>
          <b className="font-medium">No canned replies yet.</b>{' '}
          <span className="text-muted">
            They are answers you give often: write one once, then send it with a slash and a few letters.
          </span>
        </p>
        <Link className={buttonClass({ size: 'sm' })} href={MANAGE}>
          Write the first one
        </Link>
      </div>
    )
  }
  return <p className="p-3 text-muted">No canned reply fits. Enter sends what you wrote as it is.</p>
}
