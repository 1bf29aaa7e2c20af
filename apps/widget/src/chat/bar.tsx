import type { ConnectionState } from '@deskbell/client/connection'
import { Component, type ComponentChildren } from 'preact'
import type { DeskState } from './desk.js'
import { Icon } from './icons.js'

interface Props {
  readonly connection: ConnectionState
  readonly refusal: DeskState['refusal']
  readonly onTryNow: () => void
}

/** One line of truth about why nothing comes or goes; it takes a place of its own and covers nothing. */
export class Bar extends Component<Props> {
  #ticking: ReturnType<typeof setInterval> | undefined

  override componentDidUpdate(): void {
    const { status } = this.props.connection
    if (status === 'waiting') this.#ticking ??= setInterval(() => this.forceUpdate(), 500)
    else this.componentWillUnmount()
  }

  override componentWillUnmount(): void {
    clearInterval(this.#ticking)
    this.#ticking = undefined
  }

  override render({ connection, refusal, onTryNow }: Props) {
    if (refusal === 'elsewhere')
      return <Line>This conversation belongs to another browser. It can only go on there.</Line>
    if (refusal === 'closed') return <Line>This chat is not here any more.</Line>
    const { status } = connection
    // The first attempt after a drop is so quick that a line would only flicker.
    if ((status !== 'waiting' && status !== 'connecting') || connection.attempt < 2) return null
    const wait = status === 'waiting' ? Math.ceil((connection.until - Date.now()) / 1_000) : 0
    return (
      <Line>
        No connection.
        {/* Heard once, not every second. */}
        <span aria-hidden="true"> Trying again {wait > 0 ? `in ${wait} s` : 'now'}</span>
        <button type="button" onClick={onTryNow}>
          Try now
        </button>
      </Line>
    )
  }
}

function Line({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="bar" role="status">
      <Icon name="off" />
      <p>{children}</p>
    </div>
  )
}
