import { cleanText } from '@deskbell/client/clean-text'
import { LIMITS } from '@deskbell/protocol/limits'
import type { Reply } from '@deskbell/protocol/reply'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  memo,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
} from 'react'
import { useInbox } from '../../realtime/inbox.js'
import { filled } from '../../replies/reply-text.js'
import { Button } from '../../ui/button.js'
import { Icon } from '../../ui/icon.js'
import { Kbd } from '../../ui/marks.js'
import { AttachButton, AttachedFiles } from './attach.js'
import { firstBlank } from './canned.js'
import { CannedList } from './canned-list.js'
import { changeDraft, type DraftOf, useDraft } from './drafts.js'
import { addFiles, useUploads } from './uploads.js'
import { useCanned } from './use-canned.js'

interface Props {
  of: DraftOf
  /** What the visitor is called here, and the name they gave, if they did. */
  name: string
  givenName: string
  connected: boolean
}

/** Where a reply or a private note is written. One switch changes the whole box, so neither is sent for the other. */
export const Composer = memo(function Composer({ of, name, givenName, connected }: Props) {
  const inbox = useInbox()
  const draft = useDraft(of)
  const uploads = useUploads(of.room)
  const box = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<readonly [number, number] | null>(null)
  const [group, listId] = [useId(), useId()]
  const isNote = draft.mode === 'note'
  const written = isNote ? draft.note : draft.reply
  const text = cleanText(written)
  const isUploading = !isNote && uploads.some(upload => upload.error === null)
  const isReady = (text !== '' || (!isNote && draft.files.length > 0)) && !isUploading
  const focus = () => box.current?.focus()

  // As high as what is written, up to what the style allows.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    element.style.height = 'auto'
    if (written !== '') element.style.height = `${element.scrollHeight}px`
    if (caret.current === null) return
    element.setSelectionRange(...caret.current)
    caret.current = null
  }, [written])

  const write = (next: string) => {
    changeDraft(of, () => (isNote ? { note: next } : { reply: next }))
    // A note is nobody else's business, not even that one is written.
    inbox.setTyping(of.room, !isNote && next !== '')
  }
  const choose = (mode: 'reply' | 'note') => {
    changeDraft(of, () => ({ mode }))
    inbox.setTyping(of.room, mode === 'reply' && draft.reply !== '')
    focus()
  }
  const pick = (reply: Reply, isTyped: boolean) => {
    const words = filled(reply.text, givenName)
    const element = box.current
    const [start, end] =
      isTyped || !element ? [0, written.length] : [element.selectionStart, element.selectionEnd]
    const blank = firstBlank(words)
    caret.current = blank
      ? [start + blank[0], start + blank[1]]
      : [start + words.length, start + words.length]
    canned.close()
    write((written.slice(0, start) + words + written.slice(end)).slice(0, LIMITS.content))
    focus()
  }
  const canned = useCanned(written, pick)
  const send = () => {
    focus()
    if (!isReady) return
    if (isNote) {
      inbox.note(of.room, text)
      // The next thing written is a reply again: a note is chosen on purpose, every time.
      changeDraft(of, () => ({ mode: 'reply', note: '' }))
      return
    }
    const [first = null, ...others] = draft.files
    inbox.send(of.room, text, first)
    for (const file of others) inbox.send(of.room, '', file)
    changeDraft(of, () => ({ reply: '', files: [] }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter chooses a word; 229 is how some browsers say so.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (canned.onKey(event)) {
      event.preventDefault()
      return
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    event.preventDefault()
    send()
  }
  const onPaste = (event: ClipboardEvent) => {
    const { files, types } = event.clipboardData
    // What comes out of a word processor is both text and a picture of it; then the text is meant.
    if (isNote || files.length === 0 || types.includes('text/plain')) return
    event.preventDefault()
    addFiles(of, [...files])
  }

  return (
    <form
      className={`relative mx-auto mb-3 w-[calc(100%-24px)] max-w-226 flex-none rounded-3 border text-13 focus-within:outline-2 focus-within:-outline-offset-1 max-phone:mb-[calc(8px+env(safe-area-inset-bottom))] max-phone:w-[calc(100%-16px)] ${isNote ? 'border-dashed border-note-line bg-note text-note-text focus-within:outline-note-text' : 'border-border-strong bg-surface text-muted focus-within:outline-focus'}`}
      aria-label={`Write to ${name}`}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      {canned.isOpen && (
        <CannedList
          id={listId}
          canned={canned}
          onPick={reply => pick(reply, canned.isTyped)}
          onLeave={focus}
        />
      )}
      <fieldset
        className={`flex items-center gap-3 px-3 pt-1 ${isNote ? '[--line:var(--note-text)]' : '[--line:var(--accent-text)]'}`}
      >
        <legend className="sr-only">Who sees it</legend>
        <Mode group={group} isChosen={!isNote} onChoose={() => choose('reply')}>
          Reply
        </Mode>
        <Mode group={group} isChosen={isNote} onChoose={() => choose('note')} shortcut="n">
          <Icon name="lock" size={12} />
          Note
        </Mode>
        <span
          className={`ms-auto flex min-w-0 gap-1 whitespace-nowrap text-12 ${isNote ? 'font-medium' : ''}`}
        >
          {isNote ? (
            'Only your team sees this'
          ) : (
            <>
              <bdi className="truncate">{name}</bdi> sees this
            </>
          )}
        </span>
      </fieldset>
      <textarea
        ref={box}
        className="block max-h-[40cqb] min-h-12 w-full resize-none bg-transparent px-3 pt-2 pb-1 text-14 text-text outline-none placeholder:truncate placeholder:text-muted placeholder:opacity-100 max-phone:text-16"
        aria-label={isNote ? 'Private note' : 'Message'}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        {...(canned.isOpen && {
          'aria-controls': listId,
          ...(canned.found.length > 0 && { 'aria-activedescendant': `${listId}-${canned.active}` }),
        })}
        placeholder={isNote ? 'Note for your team' : `Reply to ${name}`}
        dir="auto"
        rows={1}
        maxLength={LIMITS.content}
        value={written}
        data-key="r"
        onChange={event => write(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => {
          inbox.setTyping(of.room, false)
        }}
      />
      {!isNote && <AttachedFiles of={of} files={draft.files} uploads={uploads} onRemoved={focus} />}
      <div className="flex items-center gap-1 px-1.5 pt-1 pb-1.5">
        {!isNote && (
          <AttachButton
            onFiles={files => {
              addFiles(of, files)
              focus()
            }}
          />
        )}
        <button
          type="button"
          className="fingertip flex h-7 flex-none items-center gap-1.5 rounded-2 px-1.5 text-12 hover:bg-hover hover:text-text max-phone:h-9"
          aria-haspopup="listbox"
          aria-expanded={canned.isOpen}
          aria-keyshortcuts="/"
          aria-label="Canned replies"
          data-key="/"
          onPointerDown={event => event.preventDefault()}
          onClick={() => {
            if (canned.isOpen) canned.close()
            else canned.open()
            focus()
          }}
        >
          <Kbd>/</Kbd>
          <span className="max-phone:hidden">Canned replies</span>
        </button>
        <span className="ms-auto min-w-0 truncate px-2 text-12">
          <Hint isUploading={isUploading} connected={connected} left={LIMITS.content - written.length} />
        </span>
        <Button
          className={isNote ? 'bg-note-text! text-note! aria-disabled:opacity-60' : ''}
          look="primary"
          type="submit"
          size="sm"
          aria-disabled={!isReady || undefined}
        >
          <span className={isNote ? '' : 'max-phone:sr-only'}>{isNote ? 'Add note' : 'Send'}</span>
          <Icon name="send" />
        </Button>
      </div>
    </form>
  )
})

/** One side of the switch. */
function Mode({
  group,
  isChosen,
  onChoose,
  shortcut,
  children,
}: {
  group: string
  isChosen: boolean
  onChoose: () => void
  shortcut?: string
  children: ReactNode
}) {
  return (
    <label className="fingertip flex h-7 items-center gap-1 font-medium has-checked:text-text has-checked:shadow-[inset_0_-2px_var(--line)] has-focus-visible:rounded-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus max-phone:h-9 forced-colors:has-checked:underline">
      <input
        className="absolute inset-0 cursor-pointer opacity-0"
        type="radio"
        name={group}
        checked={isChosen}
        onChange={onChoose}
        data-key={shortcut}
      />
      {children}
    </label>
  )
}

/** Beside the button: what will happen when it is pressed, where that is not plain. */
function Hint({ isUploading, connected, left }: { isUploading: boolean; connected: boolean; left: number }) {
  if (isUploading) return 'Goes out when the files are there'
  if (!connected) return 'Offline: kept in this browser'
  if (left <= 500) return `${left} characters left`
  return <span className="max-phone:hidden">Enter sends</span>
}
