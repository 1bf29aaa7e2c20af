import { contrast, isColour, READABLE, readable, solid } from '@deskbell/design/colour'
import type { ChatbotLook } from '@deskbell/protocol/chatbot'
import { useId } from 'react'
import { FieldError } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import type { LookField } from './look-draft.js'
import './colour-pairs.css'

/** Colours come in pairs, since only a pair can be read or not. */
const pairs: readonly { name: string; ground: LookField; text: LookField }[] = [
  { name: 'Header', ground: 'headerBackgroundColor', text: 'headerTextColor' },
  { name: 'Introduction', ground: 'introductionBackgroundColor', text: 'introductionTextColor' },
  { name: 'Visitor’s messages', ground: 'senderBackground', text: 'senderTextColor' },
  { name: 'Your messages', ground: 'receiverBackground', text: 'receiverTextColor' },
  { name: 'Writing box', ground: 'inputBarBackground', text: 'inputTextColor' },
]

interface Change {
  look: ChatbotLook
  onChange: (edit: Partial<ChatbotLook>) => void
  wrong: (field: string, label: string) => string | undefined
}

export function ColourPairs(props: Change) {
  return (
    <div className="pairs">
      <div className="pairs__head" aria-hidden="true">
        <span>Part</span>
        <span>Background</span>
        <span>Text</span>
        <span>Contrast</span>
      </div>
      {pairs.map(pair => (
        <Pair key={pair.name} {...pair} {...props} />
      ))}
      <fieldset className="pair">
        <legend className="vh">Chat</legend>
        <span className="pair__name" aria-hidden="true">
          Chat
        </span>
        <ColourField field="background_color" label="Chat, background" {...props} />
      </fieldset>
    </div>
  )
}

function Pair({ name, ground, text, look, onChange, wrong }: (typeof pairs)[number] & Change) {
  const both = isColour(look[ground]) && isColour(look[text])
  const found = both ? contrast(look[text], look[ground]) : 0
  const better = both && found < READABLE ? readable(look[text], look[ground]) : null
  return (
    <fieldset className="pair">
      <legend className="vh">{name}</legend>
      <span className="pair__name" aria-hidden="true">
        {name}
      </span>
      <ColourField field={ground} label={`${name}, background`} {...{ look, onChange, wrong }} />
      <ColourField field={text} label={`${name}, text`} {...{ look, onChange, wrong }} />
      {both && (
        <span className={better === null ? 'pair__ratio num' : 'pair__ratio pair__ratio--low num'}>
          <Icon name={better === null ? 'check' : 'alert'} size={14} />
          <span className="vh">Contrast</span>
          {found.toFixed(1)}
        </span>
      )}
      {better !== null && (
        <p className="pair__hint">
          <span>
            Too faint, text needs {READABLE}. Visitors see what reads, about <code>{better}</code>.
          </span>
          <button type="button" onClick={() => onChange({ [text]: better })}>
            Use it
          </button>
        </p>
      )}
    </fieldset>
  )
}

/** A colour to pick, and the same to type. */
function ColourField({ field, label, look, onChange, wrong }: Change & { field: LookField; label: string }) {
  const id = useId()
  const value = look[field]
  const error = isColour(value) ? wrong(field, 'This') : 'Not a colour such as #1f5f4b'
  return (
    <span className="hex-field">
      <span className="hex">
        <input
          type="color"
          aria-label={`${label}, pick`}
          value={solid(value)}
          onChange={event => onChange({ [field]: event.target.value })}
        />
        <input
          className="hex__text"
          aria-label={label}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          value={value}
          maxLength={9}
          spellCheck={false}
          autoCapitalize="none"
          onChange={event => onChange({ [field]: event.target.value.trim() })}
        />
      </span>
      {error && <FieldError id={id}>{error}</FieldError>}
    </span>
  )
}
