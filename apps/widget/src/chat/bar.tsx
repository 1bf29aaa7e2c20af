import type { ConnectionState } from '@deskbell/client/connection'
import { Component, type ComponentChildren } from 'preact'
import { Icon } from './icons.js'
import { wording } from './wording.js'

/** Why it cannot go on here. `elsewhere`: this visitor is another browser's. `closed`: there is no such site any more. */
export type Refusal = 'elsewhere' | 'closed' | null

interface Props {
  readonly connection: ConnectionState
  readonly refusal: Refusal
  readonly onTryNow: () => void
}

/** One line of truth about why nothing comes or goes; it takes a place of its own and covers nothing. */
export class Bar extends Component<Props> {
  #ticking: ReturnType<typeof setInterval> | undefined

  override componentDidMount(): void {
    this.componentDidUpdate()
  }

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
    if (refusal) return <Line>{wording[refusal]}</Line>
    const { status } = connection
    // The first attempt after a drop is so quick that a line would only flicker.
    if ((status !== 'waiting' && status !== 'connecting') || connection.attempt < 2) return null
    const wait = status === 'waiting' ? Math.ceil((connection.until - Date.now()) / 1_000) : 0
    return (
      <Line
        button={
          <button type="button" class="word" onClick={onTryNow}>
            {wording.tryNow}
          </button>
        }
      >
        <b>{wording.offline}</b>
        {/* Heard once, not every second. */}
        <span aria-hidden="true"> {wording.again(wait)}</span>
        <br />
        {wording.keepWriting}
      </Line>
    )
  }
}

interface LineProps {
  readonly children: ComponentChildren
  readonly button?: ComponentChildren
}

function Line({ children, button }: LineProps) {
  return (
    <div class="bar">
      <Icon name="off" />
      {/* Where the page runs the other way, its full stops stay at the end. */}
      <p role="status">
        <bdi>{children}</bdi>
      </p>
      {button}
    </div>
  )
}
