import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

/** Pixels from the end that still count as the end: half a line more or less is nobody's wish. */
const NEAR = 24
/** Pixels from the start at which what came before is fetched. */
const EARLY = 160

interface LogScroll {
  /** Whether the reader is at the end, where new entries appear. */
  atEnd: boolean
  toEnd: () => void
  onScroll: () => void
}

/**
 * Keeps a log where its reader is: at the end it follows what is new, anywhere else nothing moves, also when
 * earlier entries are put in above.
 * @param firstKey changes when something was put in above; the log's only child holds all lines
 */
export function useLogScroll(
  log: RefObject<HTMLElement | null>,
  firstKey: string | undefined,
  onNearStart: () => void,
): LogScroll {
  const [atEnd, setAtEnd] = useState(true)
  const stuck = useRef(true)
  const before = useRef({ firstKey, height: 0 })

  const toEnd = useCallback(() => {
    const element = log.current
    if (!element) return
    stuck.current = true
    element.scrollTop = element.scrollHeight
    setAtEnd(element.clientHeight > 0)
  }, [log])

  // After every change, before it is painted.
  useLayoutEffect(() => {
    const element = log.current
    if (!element) return
    const { scrollHeight } = element
    if (stuck.current) element.scrollTop = scrollHeight
    else if (before.current.firstKey !== firstKey) element.scrollTop += scrollHeight - before.current.height
    before.current = { firstKey, height: scrollHeight }
  })

  // Pictures that load and a composer that grows change the room there is without any rendering.
  useLayoutEffect(() => {
    const element = log.current
    const content = element?.firstElementChild
    if (!element || !content) return
    const observer = new ResizeObserver(() => {
      if (stuck.current) toEnd()
      before.current.height = element.scrollHeight
    })
    observer.observe(element)
    observer.observe(content)
    return () => observer.disconnect()
  }, [log, toEnd])

  const onScroll = useCallback(() => {
    const element = log.current
    if (!element || element.clientHeight === 0) return
    stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
    setAtEnd(stuck.current)
    if (element.scrollTop < EARLY && element.scrollHeight > element.clientHeight) onNearStart()
  }, [log, onNearStart])

  return { atEnd, toEnd, onScroll }
}
