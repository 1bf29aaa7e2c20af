import type { ChatClient, ChatState } from '@deskbell/client/chat'
import { Component, createRef } from 'preact'
import { Greeting } from '../greeting.js'
import { Icon } from '../icons.js'
import { Opening } from '../stage.js'
import { wording } from '../wording.js'
import { Message, type MessageProps } from './message.js'
import { timeline } from './timeline.js'
import { clockTime, dayName } from './words.js'

interface Props {
  readonly chat: Pick<ChatClient, 'retry' | 'discard' | 'loadEarlier'>
  readonly state: ChatState
  readonly greeting: string
  /** Somebody who has been here before: there is something to wait for. */
  readonly returning: boolean
  /** What was said before cannot be reached any more. */
  readonly renewed: boolean
  readonly onPicture: MessageProps['onPicture']
}

/** Where the reader is: at the end, so far up that a way back is welcome, or up while something new has come. */
type Place = 'end' | 'away' | 'news'

/** How far from the end still counts as reading the end. */
const AT_END = 60
/** How far up the way back is offered. */
const AWAY = 400
/** How near the top the next page is fetched. */
const NEAR_TOP = 300

/**
 * The conversation. It is laid out from its end (`column-reverse`), so that it opens there, stays there when a software
 * keyboard takes its place, and older pages push nothing; new messages leave a reader who has scrolled up where they are.
 */
export class Log extends Component<Props, { readonly place: Place }> {
  override state = { place: 'end' as Place }
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
      this.setState({ place: 'news' })
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
    const up = -currentTarget.scrollTop
    const { place } = this.state
    const next = up <= AT_END ? 'end' : place === 'end' && up > AWAY ? 'away' : place
    if (next !== place) this.setState({ place: next })
    this.#lookForEarlier(currentTarget)
  }

  #toEnd = () => {
    const log = this.#box.current
    log?.scrollTo({ top: 0 })
    // The button goes away, and with it would the focus.
    log?.focus({ preventScroll: true })
  }

  override render(
    { chat, state, greeting, returning, renewed, onPicture }: Props,
    { place }: { readonly place: Place },
  ) {
    const { entries, sends, othersRead, earlier, loaded, connection } = state
    const items = timeline(entries, sends, othersRead, at => new Date(at).toDateString())
    return (
      <div class="talk">
        <div
          class="body"
          role="log"
          aria-live="off"
          aria-label={wording.conversation}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
          tabIndex={0}
          ref={this.#box}
          onScroll={this.#scrolled}
        >
          <div class="log">
            {earlier !== 'none' && (
              <p class="sys">
                <button type="button" onClick={() => chat.loadEarlier()}>
                  {earlier === 'loading' ? wording.loadingEarlier : wording.earlier}
                </button>
              </p>
            )}
            {items.length === 0 && !renewed ? (
              <Opening greeting={greeting} known={!loaded && returning} />
            ) : (
              earlier === 'none' && greeting && <Greeting text={greeting} big={false} />
            )}
            {renewed && (
              <p class="sys">
                <bdi>{wording.renewed}</bdi>
              </p>
            )}
            {items.map(item =>
              item.kind === 'said' ? (
                <Message
                  key={item.key}
                  said={item}
                  online={connection.status === 'open'}
                  chat={chat}
                  onPicture={onPicture}
                />
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
        {place !== 'end' && (
          <button
            type="button"
            class="pill"
            onClick={this.#toEnd}
            aria-label={place === 'away' ? wording.toNewest : undefined}
          >
            {place === 'news' && wording.news} <Icon name="down" />
          </button>
        )}
      </div>
    )
  }
}
