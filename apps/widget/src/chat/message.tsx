import type { ChatClient } from '@deskbell/client/chat'
import { Component } from 'preact'
import { Icon } from './icons.js'
import { linkify, type Piece } from './linkify.js'
import type { Said } from './timeline.js'
import { clockTime, failureOf, initialsOf, sizeOf } from './words.js'

interface Props {
  readonly said: Said
  readonly online: boolean
  readonly chat: Pick<ChatClient, 'retry' | 'discard'>
}

/** What a browser shows in place; everything else is offered as a file. */
const PICTURE = /^image\/(png|jpe?g|gif|webp|avif)$/

/** One message: its words as words, its picture or file, and under the last of several who and when. */
export class Message extends Component<Props> {
  /** The log is drawn for every sign of typing; its messages are not. */
  override shouldComponentUpdate({ said, online }: Props): boolean {
    const before = this.props.said
    const keys = ['content', 'erased', 'last', 'mark', 'send'] as const
    return online !== this.props.online || keys.some(key => said[key] !== before[key])
  }

  override render(props: Props) {
    const { mine, name, content, file, mark, last, erased, at } = props.said
    const state = mark === 'failed' || mark === 'waiting' ? mark : ''
    return (
      <div class={`m ${mine ? 'mine' : 'theirs'} ${state}`}>
        {!mine && last && (
          <span class="av" aria-hidden="true">
            {initialsOf(name)}
          </span>
        )}
        <span class="vh">{mine ? 'You' : name}: </span>
        {file && <FileOf file={file} />}
        {(erased || content !== '') && (
          <div class={`b ${erased ? 'gone' : ''}`} title={clockTime(at)}>
            <p dir="auto">{erased ? 'Deleted' : linkify(content).map(words)}</p>
          </div>
        )}
        <Foot {...props} />
      </div>
    )
  }
}

const words = ({ text, href }: Piece) =>
  href ? (
    <a href={href} target="_blank" rel="noopener nofollow noreferrer">
      {text}
    </a>
  ) : (
    text
  )

function Foot({ said, online, chat }: Props) {
  const { mine, mark, send, name, at, last } = said
  if (mark === 'failed' && send)
    return (
      <p class="st" role="alert">
        <Icon name="alert" />
        <span>{failureOf(send)}</span>
        <button type="button" onClick={() => chat.retry(send.clientId)}>
          Retry
        </button>
        <button type="button" onClick={() => chat.discard(send.clientId)}>
          Delete
        </button>
      </p>
    )
  if (mark === 'waiting')
    return (
      <p class="st">
        <Icon name="clock" />
        {online ? 'Sending' : 'Goes out when you are back online'}
      </p>
    )
  if (mark)
    return (
      <p class="st">
        <Icon name={mark === 'seen' ? 'checks' : 'check'} />
        {mark === 'seen' ? 'Seen' : 'Sent'} <time>{clockTime(at)}</time>
      </p>
    )
  if (mine || !last) return null
  return (
    <p class="st">
      <span dir="auto">{name}</span> <time>{clockTime(at)}</time>
    </p>
  )
}

function FileOf({ file }: { readonly file: NonNullable<Said['file']> }) {
  const name = file.name || 'File'
  if (PICTURE.test(file.type))
    return (
      <a class="pic" href={file.url} target="_blank" rel="noopener">
        <img src={file.url} alt={name} loading="lazy" />
      </a>
    )
  return (
    <a class="b file" href={file.url} target="_blank" rel="noopener">
      <Icon name="file" />
      <span dir="auto">{name}</span> <small>{sizeOf(file.size)}</small>
    </a>
  )
}
