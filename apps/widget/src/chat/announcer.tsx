import type { Entry } from '@deskbell/protocol/entry'
import { Component } from 'preact'

interface Props {
  readonly entries: readonly Entry[]
  readonly loaded: boolean
  /** What nobody can see is not read out later either. */
  readonly shown: boolean
}

/**
 * Tells a screen reader each new message of the other side once. Not left to the log itself, where older pages
 * and the first one would be read out, too.
 */
export class Announcer extends Component<Props> {
  #until: number | null = null
  #fresh: readonly Entry[] = []

  override render({ entries, loaded, shown }: Props) {
    const top = entries.at(-1)?.seq ?? 0
    const until = this.#until
    if (until !== null && shown) {
      const more = entries.filter(entry => entry.seq > until && entry.from.kind !== 'visitor')
      this.#fresh = [...this.#fresh, ...more].slice(-5)
    }
    if (loaded) this.#until = Math.max(top, until ?? 0)
    return (
      <div class="vh" aria-live="polite">
        {this.#fresh.map(entry => (
          <p key={entry.id}>{lineOf(entry)}</p>
        ))}
      </div>
    )
  }
}

const lineOf = ({ kind, content, from, file_name }: Entry) =>
  kind === 'event' ? content : `${from.name}: ${content || file_name}`
