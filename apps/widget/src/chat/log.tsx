import type { ChatClient, ChatState } from '@deskbell/client/chat'
import { Component, createRef } from 'preact'
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
export class Log extends Component<Props, { readonly news: boolean }> {
  #box = createRef<HTMLDivElement>()
  #height = 0
  #last = ''

  override componentDidMount(): void {
    this.componentDidUpdate()
  }

  override componentDidUpdate(): void {
    const log = this.#box.current
    if (!log) return
    const { entries, sends } = this.props.state
    const ours = sends.at(-1)
    const last = ours?.clientId ?? entries.at(-1)?.id ?? ''
    const grown = log.scrollHeight - this.#height
    const isNew = last !== this.#last && this.#last !== ''
    this.#height = log.scrollHeight
    this.#last = last
    if (isNew && ours) log.scrollTop = 0
    else if (isNew && log.scrollTop < -AT_END) {
      log.scrollTop -= grown
      this.setState({ news: true })
    }
    this.#lookForEarlier(log)
  }

  #lookForEarlier(log: HTMLElement): void {
    const { chat, state } = this.props
    // Not while the frame is hidden, where everything is of no height.
    if (log.clientHeight === 0 || state.earlier !== 'more') return
    if (log.scrollHeight - log.clientHeight + log.scrollTop < NEAR_TOP) chat.loadEarlier()
  }

  #scrolled = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    if (this.state.news && currentTarget.scrollTop >= -AT_END) this.setState({ news: false })
    this.#lookForEarlier(currentTarget)
  }

  override render({ chat, state, greeting, returning }: Props) {
    const { entries, sends, othersRead, earlier, loaded, connection } = state
    const items = timeline(entries, sends, othersRead, at => new Date(at).toDateString())
    return (
      <>
        <div
          class="body"
          role="log"
          aria-live="off"
          aria-label="Conversation"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
          tabIndex={0}
          ref={this.#box}
          onScroll={this.#scrolled}
        >
          <div class="log">
            {earlier !== 'none' && (
              <p class="sys">
                <button type="button" onClick={() => chat.loadEarlier()}>
                  {earlier === 'loading' ? 'Loading earlier messages' : 'Earlier messages'}
                </button>
              </p>
            )}
            {!loaded && returning
              ? [<i class="sk" key="1" />, <i class="sk" key="2" />, <i class="sk" key="3" />]
              : earlier === 'none' &&
                greeting && (
                  <div class="greeting">
                    <p dir="auto">{greeting}</p>
                  </div>
                )}
            {items.map(item =>
              item.kind === 'said' ? (
                <Message key={item.key} said={item} online={connection.status === 'open'} chat={chat} />
              ) : (
                <p class="sys" key={item.key} dir="auto">
                  {item.kind === 'day'
                    ? dayName(item.at, Date.now())
                    : [<time key="time">{clockTime(item.at)}</time>, ' ', item.text]}
                </p>
              ),
            )}
          </div>
        </div>
        {this.state.news && (
          <button type="button" class="pill" onClick={() => this.#box.current?.scrollTo({ top: 0 })}>
            New messages <Icon name="down" />
          </button>
        )}
      </>
    )
  }
}
