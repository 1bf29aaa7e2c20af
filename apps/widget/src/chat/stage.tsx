import { Greeting } from './greeting.js'
import { wording } from './wording.js'

interface Props {
  readonly greeting: string
  /** Somebody who has been here before: there is something to wait for. */
  readonly known: boolean
}

/** What stands between header and field until the conversation is there: at once the greeting, or its shadow. */
export function Stage(props: Props) {
  return [
    <div class="talk" key="talk">
      <div class="body" role="log" aria-live="off" aria-label={wording.conversation}>
        <div class="log">
          <Opening {...props} />
        </div>
      </div>
    </div>,
    <p class="typing" key="typing" />,
  ]
}

/** The beginning of a conversation in which nothing was said yet, as far as we know. */
export function Opening({ greeting, known }: Props) {
  if (known) return [<i class="sk" key="1" />, <i class="sk" key="2" />, <i class="sk" key="3" />]
  return greeting ? <Greeting text={greeting} big={true} /> : null
}
