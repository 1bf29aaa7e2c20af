import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type DrawnRange, LogView } from './log-view.js'

/** Milliseconds without scrolling after which nobody is scrolling. */
const REST = 160

interface LogWindow {
  /** The places to draw: of `from` up to and without `to`. */
  from: number
  to: number
  /** Whether the reader is at the end, where new lines appear. */
  atEnd: boolean
  view: LogView
  refs: Record<'log' | 'above' | 'lines' | 'below', RefObject<HTMLDivElement | null>>
  onScroll: () => void
}

/**
 * The part of a long log that has to be drawn, and where its reader is; see {@link LogView}. The element `lines`
 * holds one child for each place, in order, with all its space inside its own box.
 * @param end one past the last place
 * @param guess the height of a line that was never drawn, in pixels
 */
export function useLogWindow(options: {
  first: number
  end: number
  guess: (place: number) => number
  onTop: (place: number | null) => void
  onEarly: () => void
}): LogWindow {
  const { first, end } = options
  const latest = useRef(options)
  latest.current = options
  const [atEnd, setAtEnd] = useState(true)
  const [made] = useState(() => {
    let setRange: (range: DrawnRange) => void = () => {}
    const view = new LogView(place => latest.current.guess(place), {
      onRange: (range, isUrgent) => {
        if (isUrgent) flushSync(() => setRange(range))
        else setRange(range)
      },
      onEnd: setAtEnd,
      onTop: place => latest.current.onTop(place),
      onEarly: () => latest.current.onEarly(),
    })
    return {
      view,
      last: view.lastRange(first, end, innerHeight),
      connect: (set: typeof setRange) => {
        setRange = set
      },
    }
  })
  const { view } = made
  const [range, setRange] = useState<DrawnRange>(made.last)
  made.connect(setRange)

  const refs = {
    log: useRef<HTMLDivElement>(null),
    above: useRef<HTMLDivElement>(null),
    lines: useRef<HTMLDivElement>(null),
    below: useRef<HTMLDivElement>(null),
  }
  const to = Math.max(first, Math.min(range.to, end))
  const from = Math.min(Math.max(range.from, first), to)

  // After every change, before it is painted.
  useLayoutEffect(() => {
    const [log, above, lines, below] = [refs.log, refs.above, refs.lines, refs.below].map(ref => ref.current)
    if (log && above && lines && below)
      view.drawn({ log, above, lines, below }, first, end, { from, to: range.to })
  })

  // Pictures, fonts and a composer that grows change the room there is without any rendering.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => view.settle())
    for (const { current } of [refs.log, refs.lines]) if (current) observer.observe(current)
    return () => observer.disconnect()
  }, [view, refs.log, refs.lines])

  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])
  const onScroll = useCallback(() => {
    view.scrolled()
    clearTimeout(rest.current)
    rest.current = setTimeout(() => view.settle(true), REST)
  }, [view])

  return { from, to, atEnd, view, refs, onScroll }
}
