import type { InboxRow } from '@deskbell/client/inbox-rows'
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type RefObject,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { useDesk } from '../../accounts/signed-in.js'
import { isWaiting } from '../../attention/attention.js'
import { useAttention } from '../../attention/attention-store.js'
import { useInbox } from '../../realtime/inbox.js'
import { Button } from '../../ui/button.js'
import { Icon } from '../../ui/icon.js'
import { useMinute } from '../use-minute.js'
import { focusRow, type Step, stepTo, useListCursor } from './list-cursor.js'
import { RoomRow } from './room-row.js'
import { inView, movedBy, newAbove } from './stay.js'

/** Pixels; only until one has been measured. */
const ROW = 73
/** Pixels from the end of the list at which the next page is fetched. */
const NEAR_END = 1_200

interface Props {
  list: readonly InboxRow[]
  more: 'none' | 'more' | 'loading'
  failed: ReadonlyMap<string, number>
  selected: string | null
}

/** The rows: only those in view are drawn, however many there are, and the reader stays where they are. */
export function RoomRows({ list, more, failed, selected }: Props) {
  const inbox = useInbox()
  const { me } = useDesk()
  const { rings, taken } = useAttention()
  const { id: cursor, takesFocus } = useListCursor()
  const now = useMinute()
  const box = useRef<HTMLDivElement>(null)
  const rows = useRef<VirtualizerHandle>(null)
  /** As was last told. To ask the element makes the browser lay out the page in the middle of a drawing. */
  const top = useRef(0)
  const stay = useStay(list, box, rows, top)

  const cursorAt = cursor === null ? -1 : list.findIndex(row => row.id === cursor)
  const selectedAt = selected === null ? -1 : list.findIndex(row => row.id === selected)
  const stopAt = Math.max(0, cursorAt === -1 ? selectedAt : cursorAt)
  useLayoutEffect(() => {
    const element = box.current
    if (takesFocus && cursorAt !== -1 && element) {
      const size = rows.current?.getItemSize(0) || ROW
      // Ours, since all rows are of one size: `scrollToIndex` scrolls later, from where the list was before.
      element.scrollTop = inView(element.scrollTop, element.clientHeight, cursorAt * size, size)
      top.current = element.scrollTop
    }
  }, [takesFocus, cursorAt])

  const onScroll = useCallback(() => {
    const end = rows.current
    if (end && end.scrollSize - end.scrollOffset - end.viewportSize < NEAR_END) inbox.loadMoreRooms()
  }, [inbox])
  // A tall window is not filled by the first page.
  useEffect(() => {
    if (more === 'more' && list.length > 0) onScroll()
  }, [more, list.length, onScroll])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = arrows[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const next = stepTo(list, cursor, selected, step)
    if (focusRow(list, next)) event.preventDefault()
  }

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links within */}
      <div
        ref={box}
        className="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none]"
        onScroll={stay.onScroll}
        onKeyDown={onKeyDown}
      >
        <SetSize value={more === 'none' ? list.length : -1}>
          <Virtualizer
            ref={rows}
            scrollRef={box}
            data={list}
            as={Rows}
            item={ListItem}
            itemSize={ROW}
            bufferSize={4 * ROW}
            keepMounted={[stopAt]}
            onScroll={onScroll}
          >
            {(row, at) => (
              <RoomRow
                key={row.id}
                row={row}
                me={me.user.id}
                now={now}
                selected={row.id === selected}
                tabStop={at === stopAt}
                takesFocus={takesFocus && row.id === cursor}
                rings={rings.has(row.id)}
                waits={isWaiting(row) && !taken.has(row.id)}
                failed={failed.get(row.id) ?? 0}
              />
            )}
          </Virtualizer>
        </SetSize>
        <div className="grid min-h-14 place-items-center p-3 text-12 text-muted">
          {more === 'none' ? (
            <p>{list.length > 8 ? 'That is everyone.' : ''}</p>
          ) : (
            <Button size="sm" look="ghost" busy={more === 'loading'} onClick={() => inbox.loadMoreRooms()}>
              {more === 'loading' ? 'Loading more' : 'Show more'}
            </Button>
          )}
        </div>
      </div>
      <NewAbove
        count={stay.leftAt === null ? 0 : newAbove(list, stay.leftAt, me.user.id)}
        onGo={() => {
          box.current?.scrollTo({ top: 0 })
          focusRow(list, list[0]?.id ?? null)
        }}
      />
    </div>
  )
}

const arrows: Readonly<Record<string, Step>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
}

/** Of the whole list; -1 while it is not known. */
const SetSize = createContext(-1)

function Rows(props: ComponentProps<'ol'>) {
  // Without its bullets a list is none to some browsers, unless it says so.
  // biome-ignore lint/a11y/noRedundantRoles: see above
  return <ol role="list" {...props} />
}

function ListItem({ index, ...rest }: ComponentProps<'li'> & { index: number }) {
  return <li {...rest} aria-posinset={index + 1} aria-setsize={use(SetSize)} />
}

/** Whoever is not at the top keeps what they look at; who is sees what comes. */
function useStay(
  list: readonly InboxRow[],
  box: RefObject<HTMLDivElement | null>,
  rows: RefObject<VirtualizerHandle | null>,
  top: RefObject<number>,
) {
  /** When the newest row was active as the reader left the top; null at the top. */
  const [leftAt, setLeftAt] = useState<string | null>(null)
  const before = useRef(list)
  useLayoutEffect(() => {
    const was = before.current
    before.current = list
    const element = box.current
    const handle = rows.current
    if (was === list || !element || !handle || top.current <= 0) return
    const size = handle.getItemSize(0) || ROW
    const first = Math.floor(element.scrollTop / size)
    const rowsMoved = movedBy(was, list, first, Math.ceil(element.clientHeight / size))
    if (rowsMoved !== 0) element.scrollTop += rowsMoved * size
  }, [list, box, rows, top])
  const onScroll = () => {
    top.current = box.current?.scrollTop ?? 0
    const atTop = top.current <= 0
    setLeftAt(left => (atTop ? null : (left ?? list[0]?.active_at ?? null)))
  }
  return { leftAt, onScroll }
}

/** What came in above while the reader was further down. */
function NewAbove({ count, onGo }: { count: number; onGo: () => void }) {
  if (count === 0) return null
  return (
    <button
      type="button"
      className="fingertip absolute top-2 left-1/2 flex h-8 -translate-x-1/2 animate-appear items-center gap-1.5 rounded-full bg-accent ps-3 pe-3.5 font-medium text-13 whitespace-nowrap text-on-accent shadow-2 hover:bg-accent-hover"
      onClick={onGo}
    >
      <Icon name="arrowDown" size={14} className="rotate-180" />
      {count} new at the top
    </button>
  )
}
