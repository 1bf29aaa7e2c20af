import { cleanText } from '@deskbell/client/clean-text'
import type { KeyValue } from '@deskbell/client/outbox-storage'
import { LIMITS } from '@deskbell/protocol/limits'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icons.js'
import type { Uploads } from './uploads.js'

interface Props {
  readonly store: KeyValue
  readonly uploads: Uploads
  readonly online: boolean
  readonly disabled: boolean
  readonly onSend: (text: string) => void
  readonly onTyping: (on: boolean) => void
  /** Changes when the field is to take the focus. */
  readonly focus: number
}

const DRAFT = 'draft'
const SAVE_AFTER = 300

/** Where one writes. What is written is kept over a reload; Enter sends, but not while a word is being composed. */
export function Composer({ store, uploads, online, disabled, onSend, onTyping, focus }: Props) {
  const [text, setText] = useState(() => store.get(DRAFT) ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const clean = cleanText(text)
  const over = clean.length - LIMITS.content
  const ready = clean !== '' && over <= 0 && !disabled

  useDraft(store, text)
  // biome-ignore lint/correctness/useExhaustiveDependencies: as high as what is written
  useLayoutEffect(() => {
    const { current } = field
    if (!current) return
    current.style.height = ''
    current.style.height = `${Math.min(132, current.scrollHeight)}px`
  }, [text])
  useEffect(() => {
    if (focus > 0) field.current?.focus()
  }, [focus])

  const send = () => {
    if (!ready) return
    onSend(clean)
    setText('')
    store.set(DRAFT, null)
  }
  const addFiles = (files: Iterable<File>) => {
    for (const file of files) uploads.add(file)
  }

  return (
    <form
      class="write"
      onSubmit={event => {
        event.preventDefault()
        send()
        field.current?.focus()
      }}
    >
      {over > 0 && (
        <p class="over" id="over" role="alert">
          {over.toLocaleString()} characters too long
        </p>
      )}
      <div class="field">
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept="image/*,application/pdf,text/plain"
          onChange={({ currentTarget }) => {
            addFiles(currentTarget.files ?? [])
            currentTarget.value = ''
          }}
        />
        <button
          type="button"
          class="tool"
          aria-label="Attach a file"
          disabled={disabled}
          onClick={() => picker.current?.click()}
        >
          <Icon name="clip" />
        </button>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label="Write a message"
          placeholder={online ? 'Write a message' : 'You can keep writing'}
          aria-invalid={over > 0}
          aria-describedby={over > 0 ? 'over' : undefined}
          enterkeyhint="send"
          disabled={disabled}
          value={text}
          onInput={({ currentTarget: { value } }) => {
            setText(value)
            onTyping(value !== '')
          }}
          onKeyDown={event => {
            // 229: Safari tells the Enter that ends a composition only after it.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
            event.preventDefault()
            send()
          }}
          onPaste={event => {
            const files = [...(event.clipboardData?.files ?? [])]
            if (files.length === 0) return
            event.preventDefault()
            addFiles(files)
          }}
        />
        <button type="submit" class="tool go" aria-label="Send" aria-disabled={!ready}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

/** Keeps what is being written, now and then and when the page goes away. */
function useDraft(store: KeyValue, text: string): void {
  const latest = useRef(text)
  latest.current = text
  useEffect(() => {
    const save = () => store.set(DRAFT, latest.current || null)
    addEventListener('pagehide', save)
    return () => removeEventListener('pagehide', save)
  }, [store])
  useEffect(() => {
    if (text === (store.get(DRAFT) ?? '')) return
    const timer = setTimeout(() => store.set(DRAFT, text || null), SAVE_AFTER)
    return () => clearTimeout(timer)
  }, [store, text])
}
