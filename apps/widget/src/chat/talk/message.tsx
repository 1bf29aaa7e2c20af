import type { ChatClient } from '@deskbell/client/chat'
import { Component } from 'preact'
import { Icon } from '../icons.js'
import { initialsOf } from '../initials.js'
import { wording } from '../wording.js'
import { linkify, type Piece } from './linkify.js'
import type { Said } from './timeline.js'
import { clockTime, failureOf, isEmoji, kindOf, sizeOf } from './words.js'

export interface MessageProps {
  readonly said: Said
  readonly online: boolean
  readonly chat: Pick<ChatClient, 'retry' | 'discard'>
  readonly onPicture: (event: MouseEvent) => void
}

/** What a browser shows in place; everything else is offered as a file. */
const PICTURE = /^image\/(png|jpe?g|gif|webp|avif)$/

/** One message: its words as words, its picture or file, and under the last of several who and when. */
export class Message extends Component<MessageProps> {
  /** The log is drawn for every sign of typing; its messages are not. */
  override shouldComponentUpdate({ said, online }: MessageProps): boolean {
    const before = this.props.said
    const keys = ['content', 'erased', 'first', 'last', 'mark', 'send'] as const
    return online !== this.props.online || keys.some(key => said[key] !== before[key])
  }

  override render(props: MessageProps) {
    const { mine, name, content, file, mark, first, last, erased, at } = props.said
    const state = mark === 'failed' || mark === 'waiting' ? mark : ''
    const look = erased ? 'gone' : isEmoji(content) ? 'emoji' : ''
    return (
      <div class={`m ${mine ? 'mine' : ''} ${first ? 'first' : ''} ${state}`}>
        {!mine && last && (
          <span class="face" aria-hidden="true">
            {initialsOf(name)}
          </span>
        )}
        <span class="vh">{mine ? wording.you : name}: </span>
        {file && <FileOf file={file} onPicture={props.onPicture} />}
        {(erased || content !== '') && (
          <p class={`b ${look}`} dir="auto" title={clockTime(at)}>
            {erased ? wording.deleted : linkify(content).map(words)}
          </p>
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

/** For a button that goes away with what it does: the focus would be lost with it. */
const leaving = (act: () => void) => (event: { readonly currentTarget: HTMLElement }) => {
  event.currentTarget.closest<HTMLElement>('.body')?.focus({ preventScroll: true })
  act()
}

function Foot({ said, online, chat }: MessageProps) {
  const { mine, mark, send, name, at, last } = said
  if (mark === 'failed' && send)
    return (
      <div class="st">
        <span role="alert">
          <Icon name="alert" />
          <bdi>{failureOf(send)}</bdi>
        </span>
        <button type="button" class="word" onClick={leaving(() => chat.retry(send.clientId))}>
          {wording.retry}
        </button>
        <button type="button" class="word" onClick={leaving(() => chat.discard(send.clientId))}>
          {wording.discard}
        </button>
      </div>
    )
  if (mark === 'waiting')
    return (
      <p class="st">
        <Icon name="clock" />
        {!online ? wording.later : send?.status === 'sending' && send.error ? wording.busy : wording.sending}
      </p>
    )
  if (mark)
    return (
      <p class="st">
        <Icon name={mark === 'seen' ? 'checks' : 'check'} />
        {mark === 'seen' ? wording.seen : wording.sent} <time>{clockTime(at)}</time>
      </p>
    )
  if (!last) return null
  return (
    <p class="st">
      {!mine && <bdi>{name}</bdi>} <time>{clockTime(at)}</time>
    </p>
  )
}

interface FileProps {
  readonly file: NonNullable<Said['file']>
  readonly onPicture: MessageProps['onPicture']
}

function FileOf({ file, onPicture }: FileProps) {
  const name = file.name || wording.file
  if (PICTURE.test(file.type))
    return (
      <a class="pic" href={file.url} target="_blank" rel="noopener" onClick={onPicture}>
        <img src={file.url} alt={name} loading="lazy" />
      </a>
    )
  return (
    <a class="b file" href={file.url} target="_blank" rel="noopener">
      <Icon name="file" />
      <span>
        <bdi>{name}</bdi>
        <small>
          {kindOf(name)} {sizeOf(file.size)}
        </small>
      </span>
    </a>
  )
}
