import { cleanText } from '@deskbell/client/clean-text'
import type { SentFile } from '@deskbell/client/outbox'
import { LIMITS } from '@deskbell/protocol/limits'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useInbox } from '../realtime/inbox.js'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { AttachButton, AttachedFile } from './attach.js'
import { useDraft } from './drafts.js'
import './composer.css'

interface Props {
  room: string
  /** Of the visitor. */
  name: string
}

/** Where a reply or a private note is written. One switch changes the whole box, so neither is sent for the other. */
export function Composer({ room, name }: Props) {
  const inbox = useInbox()
  const [draft, write] = useDraft(room)
  const [file, setFile] = useState<SentFile | null>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const group = useId()
  const isNote = draft.mode === 'note'
  const text = cleanText(draft.text)
  const sendsFile = !isNote && file !== null
  const hasSomething = text !== '' || sendsFile

  // As high as what is written, up to what the style sheet allows.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.style.height = 'auto'
    if (draft.text !== '') element.style.height = `${element.scrollHeight}px`
  }, [draft.text])

  const edit = (typed: string) => {
    write({ ...draft, text: typed })
    // A note is nobody else's business, not even that one is written.
    inbox.setTyping(room, !isNote && typed !== '')
  }
  const choose = (mode: 'reply' | 'note') => {
    write({ ...draft, mode })
    inbox.setTyping(room, mode === 'reply' && draft.text !== '')
    box.current?.focus()
  }
  const send = () => {
    if (!hasSomething) return
    if (isNote) inbox.note(room, text)
    else inbox.send(room, text, file)
    // The next thing written is a reply again only if this was one: a note is chosen on purpose, every time.
    write({ mode: 'reply', text: '' })
    if (sendsFile) setFile(null)
    box.current?.focus()
  }
  const attach = (attached: SentFile) => {
    setFile(attached)
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a word; 229 is how some browsers say so.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing) return
    event.preventDefault()
    send()
  }

  return (
    <form
      className={isNote ? 'composer composer--note' : 'composer'}
      aria-label={`Write to ${name}`}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <fieldset className="composer__tabs">
        <legend className="vh">Who sees it</legend>
        <label className="tab">
          <input type="radio" name={group} checked={!isNote} onChange={() => choose('reply')} />
          Reply
        </label>
        <label className="tab">
          <input type="radio" name={group} checked={isNote} onChange={() => choose('note')} data-key="n" />
          <Icon name="lock" size={12} />
          Note
        </label>
        <span className="composer__to ell">{isNote ? 'Only your team sees this' : `${name} sees this`}</span>
      </fieldset>
      <textarea
        ref={box}
        aria-label={isNote ? 'Private note' : 'Message'}
        placeholder={isNote ? 'Note for your team' : `Reply to ${name}`}
        dir="auto"
        rows={2}
        maxLength={LIMITS.content}
        value={draft.text}
        data-key="r"
        onChange={event => edit(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => inbox.setTyping(room, false)}
      />
      {sendsFile && (
        <AttachedFile
          file={file}
          onRemove={() => {
            setFile(null)
            box.current?.focus()
          }}
        />
      )}
      <div className="composer__bar">
        {!isNote && <AttachButton room={room} onAttached={attach} />}
        <span className="composer__enter">Enter sends</span>
        <Button look="primary" type="submit" size="sm" busy={!hasSomething}>
          {isNote ? 'Add note' : 'Send'}
          <Icon name="send" flips />
        </Button>
      </div>
    </form>
  )
}
