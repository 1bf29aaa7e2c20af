import type { ChatClient, ChatState } from '@deskbell/client/chat'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.js'
import { Message } from './message.js'
import { timeline } from './timeline.js'
import { clockTime, dayName } from './words.js'

interface Props {
  readonly chat: ChatClient
  readonly state: ChatState
  readonly greeting: string
  /** Somebody who has been here before: there is something to wait for. */
  readonly returning: boolean
}

/** How far from the end still counts as reading the end. */
const AT_END = 60
/** How near the top the next page is fetched. */
const NEAR_TOP = 300

/**
 * The conversation. It is laid out from its end (`column-reverse`), so that it opens there and older pages push
 * nothing; new messages leave a reader who has scrolled up where they are.
 */
export function Log({ chat, state, greeting, returning }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef({ height: 0, last: '' })
  const [away, setAway] = useState(false)
  const [news, setNews] = useState(false)

  const items = timeline(state.entries, state.sends, state.othersRead, at => new Date(at).toDateString())
  const last = items.at(-1)
  const lastKey = last?.key ?? ''
  const lastIsMine = last?.kind === 'said' && last.mine

  const lookForEarlier = () => {
    const log = box.current
    if (!log || log.clientHeight === 0 || state.earlier !== 'more') return
    if (log.scrollHeight - log.clientHeight + log.scrollTop < NEAR_TOP) chat.loadEarlier()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: looks at the page after every drawing
  useLayoutEffect(() => {
    const log = box.current
    if (!log) return
    const grown = log.scrollHeight - before.current.height
    const isNew = lastKey !== before.current.last && before.current.last !== ''
    before.current = { height: log.scrollHeight, last: lastKey }
    if (isNew && lastIsMine) log.scrollTop = 0
    else if (isNew && log.scrollTop < -AT_END) {
      log.scrollTop -= grown
      setNews(true)
    }
    lookForEarlier()
  })

  const onScroll = () => {
    const log = box.current
    if (!log) return
    const isAway = log.scrollTop < -AT_END
    setAway(isAway)
    if (!isAway) setNews(false)
    lookForEarlier()
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard */}
      <div class="body" role="log" aria-live="off" aria-label="Conversation" tabIndex={0} ref={box} onScroll={onScroll}>
        <div class="log">
          {state.earlier !== 'none' && (
            <p class="sys">
              <button type="button" aria-disabled={state.earlier === 'loading'} onClick={() => chat.loadEarlier()}>
                {state.earlier === 'loading' ? 'Loading earlier messages' : 'Earlier messages'}
              </button>
            </p>
          )}
          {!state.loaded && returning && <Skeleton />}
          {(state.loaded || !returning) && state.earlier === 'none' && greeting !== '' && (
            <p class="greeting" dir="auto">
              {greeting}
            </p>
          )}
          {items.map(item =>
            item.kind === 'said' ? (
              <Message
                key={item.key}
                said={item}
                online={state.connection.status === 'open'}
                onRetry={id => chat.retry(id)}
                onDiscard={id => chat.discard(id)}
              />
            ) : (
              <p class="sys" key={item.key} dir="auto">
                {item.kind === 'day' ? (
                  dayName(item.at, Date.now())
                ) : (
                  <>
                    <time>{clockTime(item.at)}</time> {item.text}
                  </>
                )}
              </p>
            ),
          )}
        </div>
      </div>
      {away && news && (
        <button type="button" class="pill" onClick={() => box.current?.scrollTo({ top: 0 })}>
          New messages <Icon name="down" />
        </button>
      )}
    </>
  )
}

/** The place of messages that are on their way. */
function Skeleton() {
  return (
    <div class="sk" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  )
}
