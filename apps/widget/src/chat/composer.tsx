import { cleanText } from '@deskbell/client/clean-text'
import type { KeyValue } from '@deskbell/client/outbox-storage'
import { LIMITS } from '@deskbell/protocol/limits'
import { Component, createRef } from 'preact'
import { Icon } from './icons.js'
import { wording } from './wording.js'

interface Props {
  readonly store: KeyValue
  readonly online: boolean
  readonly disabled: boolean
  /** Whether it was taken; if not, `again` asks once more. */
  readonly onSend: (text: string) => boolean
  readonly onTyping: (on: boolean) => void
  /** Files chosen or pasted. */
  readonly onFiles: (files: readonly File[]) => void
}

interface State {
  readonly text: string
  /** Why what was asked for did not happen, until one goes on. */
  readonly notice: string
}

const DRAFT = 'draft'
const SAVE_AFTER = 300
/** Five lines; then the field scrolls. Never more than a third of a frame that is small. */
const HIGHEST = 140

/**
 * Where one writes. What is written is kept over a reload; Enter sends, but not while a word is being composed, and not
 * under a finger: there Enter makes a line, as in every messenger on a phone, and the button sends. With a modifier it
 * sends everywhere, for those who have a keyboard at their tablet.
 */
export class Composer extends Component<Props, State> {
  override state: State = { text: this.props.store.get(DRAFT) ?? '', notice: '' }
  #field = createRef<HTMLTextAreaElement>()
  #picker = createRef<HTMLInputElement>()
  #refused: string | null = null
  #saving: ReturnType<typeof setTimeout> | undefined
  #touch = matchMedia('(pointer: coarse)').matches

  override componentDidMount(): void {
    this.fit()
    addEventListener('pagehide', this.#save)
  }

  override componentWillUnmount(): void {
    removeEventListener('pagehide', this.#save)
  }

  /** Puts these words into the field, in place of what it holds. */
  write(text: string): void {
    this.setState({ text, notice: '' }, this.fit)
    clearTimeout(this.#saving)
    this.#saving = setTimeout(this.#save, SAVE_AFTER)
  }

  say(notice: string): void {
    this.setState({ notice })
  }

  #save = () => {
    clearTimeout(this.#saving)
    this.props.store.set(DRAFT, this.state.text || null)
  }

  /** As high as what is in it; the frame calls it when it comes into sight. */
  readonly fit = () => {
    const field = this.#field.current
    // A hidden frame has no heights to tell.
    if (!field?.offsetParent) return
    field.style.height = ''
    field.style.height = `${Math.min(HIGHEST, innerHeight / 3, field.scrollHeight)}px`
  }

  #send = () => {
    const { disabled, onSend } = this.props
    const text = cleanText(this.state.text)
    if (disabled || text === '' || text.length > LIMITS.content) return
    if (onSend(text)) this.write('')
    else this.#refused = this.state.text
  }

  /** Sends what was not taken before, unless its writer has gone on. */
  again(): void {
    if (this.#refused === this.state.text) this.#send()
  }

  #addFiles(files: FileList | null | undefined): boolean {
    // A copy: the browser empties the list when the choice is taken back.
    const chosen = [...(files ?? [])]
    if (chosen.length) this.props.onFiles(chosen)
    return chosen.length > 0
  }

  override render({ online, disabled }: Props, { text, notice }: State) {
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
        {(over > 0 || notice) && (
          <p class="over" id="over" role="alert">
            <bdi>{over > 0 ? wording.tooLong(over) : notice}</bdi>
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
            aria-label={wording.attach}
            disabled={disabled}
            onClick={() => {
              // What deals with files is fetched while one chooses.
              this.props.onFiles([])
              this.#picker.current?.click()
            }}
          >
            <Icon name="clip" />
          </button>
          <textarea
            ref={this.#field}
            rows={1}
            // Empty it runs as the page does, and with it what invites to write.
            dir={text ? 'auto' : undefined}
            aria-label={wording.write}
            placeholder={disabled ? wording.writeNowhere : online ? wording.write : wording.writeOffline}
            aria-invalid={over > 0}
            aria-describedby={over > 0 ? 'over' : undefined}
            enterkeyhint={this.#touch ? 'enter' : 'send'}
            // What is in there can still be copied.
            readOnly={disabled}
            value={text}
            // The host page, where some browsers make us keep it, may go next and would hear nothing more.
            onBlur={this.#save}
            onInput={({ currentTarget: { value } }) => {
              this.write(value)
              this.props.onTyping(value !== '')
            }}
            onKeyDown={event => {
              // 229: Safari tells the Enter that ends a composition only after it.
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
                return
              if (this.#touch && !event.ctrlKey && !event.metaKey) return
              event.preventDefault()
              this.#send()
            }}
            onPaste={event => {
              const { clipboardData: data } = event
              // A cell of a spreadsheet comes as words, as markup and as a picture of it: the words are meant.
              const isProse = ['text/plain', 'text/html'].every(type => data?.types.includes(type))
              if (!isProse && this.#addFiles(data?.files)) event.preventDefault()
            }}
          />
          <button
            type="submit"
            class="tool go"
            aria-label={wording.send}
            aria-disabled={disabled || !length || over > 0}
          >
            <Icon name="send" flip />
          </button>
        </div>
      </form>
    )
  }
}
