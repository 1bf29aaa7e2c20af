import { cleanText } from '@deskbell/client/clean-text'
import type { KeyValue } from '@deskbell/client/outbox-storage'
import { LIMITS } from '@deskbell/protocol/limits'
import { Component, createRef } from 'preact'
import { Icon } from './icons.js'
import type { Uploads } from './uploads.js'

interface Props {
  readonly store: KeyValue
  readonly uploads: Uploads
  readonly online: boolean
  readonly disabled: boolean
  readonly onSend: (text: string) => void
  readonly onTyping: (on: boolean) => void
}

const DRAFT = 'draft'
const SAVE_AFTER = 300
const HIGHEST = 132

/** Where one writes. What is written is kept over a reload; Enter sends, but not while a word is being composed. */
export class Composer extends Component<Props, { readonly text: string }> {
  override state = { text: this.props.store.get(DRAFT) ?? '' }
  #field = createRef<HTMLTextAreaElement>()
  #picker = createRef<HTMLInputElement>()
  #saving: ReturnType<typeof setTimeout> | undefined

  override componentDidMount(): void {
    this.#fit()
    addEventListener('pagehide', this.#save)
  }

  override componentWillUnmount(): void {
    removeEventListener('pagehide', this.#save)
  }

  #save = () => {
    clearTimeout(this.#saving)
    this.props.store.set(DRAFT, this.state.text || null)
  }

  #fit = () => {
    const field = this.#field.current
    if (!field) return
    field.style.height = ''
    field.style.height = `${Math.min(HIGHEST, field.scrollHeight)}px`
  }

  #write(text: string): void {
    this.setState({ text }, this.#fit)
    clearTimeout(this.#saving)
    this.#saving = setTimeout(this.#save, SAVE_AFTER)
  }

  #send = () => {
    const { disabled, onSend } = this.props
    const text = cleanText(this.state.text)
    if (disabled || text === '' || text.length > LIMITS.content) return
    onSend(text)
    this.#write('')
  }

  #addFiles(files: FileList | null | undefined): void {
    for (const file of files ?? []) this.props.uploads.add(file)
  }

  override render({ online, disabled }: Props, { text }: { readonly text: string }) {
    const { length } = cleanText(text)
    const over = length - LIMITS.content
    return (
      <form
        class="write"
        onSubmit={event => {
          event.preventDefault()
          this.#send()
          this.#field.current?.focus()
        }}
      >
        {over > 0 && (
          <p class="over" id="over" role="alert">
            {over} characters too long
          </p>
        )}
        <div class="field">
          <input
            ref={this.#picker}
            type="file"
            hidden
            multiple
            accept="image/*,application/pdf,text/plain"
            onChange={({ currentTarget }) => {
              this.#addFiles(currentTarget.files)
              currentTarget.value = ''
            }}
          />
          <button
            type="button"
            class="tool"
            aria-label="Attach a file"
            disabled={disabled}
            onClick={() => this.#picker.current?.click()}
          >
            <Icon name="clip" />
          </button>
          <textarea
            ref={this.#field}
            rows={1}
            dir="auto"
            aria-label="Write a message"
            placeholder={disabled ? '' : online ? 'Write a message' : 'You can keep writing'}
            aria-invalid={over > 0}
            aria-describedby={over > 0 ? 'over' : undefined}
            enterkeyhint="send"
            disabled={disabled}
            value={text}
            onInput={({ currentTarget: { value } }) => {
              this.#write(value)
              this.props.onTyping(value !== '')
            }}
            onKeyDown={event => {
              // 229: Safari tells the Enter that ends a composition only after it.
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
                return
              event.preventDefault()
              this.#send()
            }}
            onPaste={event => {
              const files = event.clipboardData?.files
              if (!files?.length) return
              event.preventDefault()
              this.#addFiles(files)
            }}
          />
          <button
            type="submit"
            class="tool go"
            aria-label="Send"
            aria-disabled={disabled || !length || over > 0}
          >
            <Icon name="send" />
          </button>
        </div>
      </form>
    )
  }
}
