import { memo, type ReactNode } from 'react'
import { sayDay } from '../../ui/moment.js'
import { EntryLine } from '../message/message.js'
import { OutgoingMessage } from '../message/outgoing-message.js'
import type { Actions } from './send-status.js'
import type { Line } from './timeline.js'

/** As wide as reads well, in the middle of a wide pane. */
const column = 'mx-auto w-full max-w-228 px-4 max-phone:px-3'

/** One line of a log with all the space around it inside its box, so that its height is its own. */
export const LogLine = memo(
  function LogLine({
    line,
    me,
    isFirstNew,
    status,
    actions,
  }: {
    line: Line
    me: string
    /** What came since the reader was here begins with it. */
    isFirstNew: boolean
    /** Under our own last one. */
    status: ReactNode
    actions: Actions
  }) {
    return (
      <div className={column}>
        {line.newDay && <DayHead at={line.at} />}
        {isFirstNew && <NewHead />}
        {line.kind === 'entry' ? (
          <EntryLine entry={line.entry} me={me} follows={line.follows && !isFirstNew} status={status} />
        ) : (
          <OutgoingMessage send={line.send} follows={line.follows} {...actions} />
        )}
      </div>
    )
  },
  (before, now) =>
    before.me === now.me &&
    before.isFirstNew === now.isFirstNew &&
    before.status === now.status &&
    (before.actions === now.actions || now.line.kind === 'entry') &&
    sameLine(before.line, now.line),
)

/** Lines are made anew for every drawing; what they say changes rarely. */
function sameLine(one: Line, other: Line): boolean {
  if (one.follows !== other.follows || one.newDay !== other.newDay) return false
  if (one.kind === 'entry') return other.kind === 'entry' && one.entry === other.entry
  return other.kind === 'send' && one.send === other.send
}

const hairlines =
  "grid grid-cols-[1fr_auto_1fr] items-center gap-3 text-12 font-medium before:h-px before:content-[''] after:h-px after:content-['']"

function DayHead({ at }: { at: string }) {
  return (
    <h3 className={`${hairlines} pt-2 pb-1 text-muted before:bg-border after:bg-border`}>
      <time dateTime={at}>{sayDay(at, new Date())}</time>
    </h3>
  )
}

function NewHead() {
  return (
    <p className={`${hairlines} pt-2 text-accent-text before:bg-accent-line after:bg-accent-line`}>New</p>
  )
}

/** The day of what is at the top, over the log and without taking room in it. For eyes: each day has its own head. */
export function DayAtTop({ at }: { at: string | null }) {
  return (
    <div className="pointer-events-none sticky top-0 z-10 h-0" aria-hidden="true">
      {at !== null && (
        <div className="bg-surface">
          <div className={column}>
            <p className={`${hairlines} pt-2 pb-1 text-muted before:bg-border after:bg-border`}>
              {sayDay(at, new Date())}
            </p>
          </div>
        </div>
      )}
    </div>
  )
}
