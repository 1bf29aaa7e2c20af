import { contrast, isColour, READABLE, readable } from '@deskbell/design/colour'
import type { ChatbotLook } from '@deskbell/protocol/chatbot'
import { Icon } from '../ui/icon.js'
import { ColourField } from './colour-field.js'
import type { LookField } from './look-draft.js'

type ColourName = Exclude<LookField, 'chatbotName' | 'introductionText' | 'theme'>

/** Colours come in pairs, since only a pair can be read or not. */
const pairs: readonly { name: string; ground: ColourName; text: ColourName }[] = [
  { name: 'Header', ground: 'headerBackgroundColor', text: 'headerTextColor' },
  { name: 'Introduction', ground: 'introductionBackgroundColor', text: 'introductionTextColor' },
  { name: 'Visitor’s messages', ground: 'senderBackground', text: 'senderTextColor' },
  { name: 'Our messages', ground: 'receiverBackground', text: 'receiverTextColor' },
  { name: 'Writing box', ground: 'inputBarBackground', text: 'inputTextColor' },
]

interface Change {
  look: ChatbotLook
  onChange: (edit: Partial<ChatbotLook>) => void
  /** What the server found wrong with a field. */
  wrong: (field: string, label: string) => string | undefined
}

const grid =
  'grid grid-cols-[minmax(0,1fr)_7.5rem_7.5rem_6.25rem] items-start gap-x-2 max-phone:grid-cols-2 max-phone:gap-y-2'

/** Every colour of the chat, and whether its text can be read. */
export function ColourPairs(props: Change) {
  return (
    <div>
      <div className={`${grid} pb-1 text-12 text-muted max-phone:hidden`} aria-hidden="true">
        <span>Part</span>
        <span>Background</span>
        <span>Text</span>
        <span className="text-end">Contrast</span>
      </div>
      {pairs.map(pair => (
        <Pair key={pair.name} {...pair} {...props} />
      ))}
      <fieldset className="border-t border-border py-2">
        <legend className="sr-only">Background</legend>
        <div className={grid}>
          <span className="py-1.5 max-phone:col-span-2" aria-hidden="true">
            Background
          </span>
          <Colour field="background_color" label="Background of the chat" {...props} />
        </div>
      </fieldset>
    </div>
  )
}

function Colour({ field, label, look, onChange, wrong }: Change & { field: ColourName; label: string }) {
  return (
    <ColourField
      label={label}
      value={look[field]}
      error={wrong(field, 'This')}
      onChange={colour => onChange({ [field]: colour })}
    />
  )
}

function Pair({ name, ground, text, ...props }: (typeof pairs)[number] & Change) {
  const { look, onChange } = props
  const known = isColour(look[ground]) && isColour(look[text])
  const found = known ? contrast(look[text], look[ground]) : 0
  // The same function as in the chat, so that what is promised here is what visitors see.
  const seen = known ? readable(look[text], look[ground]) : null
  const faint = known && found < READABLE
  return (
    <fieldset className="border-t border-border py-2">
      <legend className="sr-only">{name}</legend>
      <div className={grid}>
        <span className="py-1.5" aria-hidden="true">
          {name}
        </span>
        <div className="min-w-0 max-phone:order-1">
          <Colour field={ground} label={`${name}, background`} {...props} />
        </div>
        <div className="min-w-0 max-phone:order-1">
          <Colour field={text} label={`${name}, text`} {...props} />
        </div>
        <div className="flex h-8 items-center justify-between gap-2 max-phone:justify-end max-phone:gap-4">
          <span
            className="grid h-8 w-9 place-items-center rounded-2 font-semibold inset-ring inset-ring-border forced-color-adjust-none"
            style={seen === null ? {} : { background: look[ground], color: seen }}
            aria-hidden="true"
          >
            {seen !== null && 'Aa'}
          </span>
          {known && (
            <span
              className={`flex min-w-13 items-center justify-end gap-1 tabular-nums ${faint ? 'font-semibold text-warning-text' : 'text-positive-text'}`}
            >
              <Icon name={faint ? 'alert' : 'check'} size={14} />
              <span className="sr-only">Contrast</span>
              {(Math.floor(found * 10) / 10).toFixed(1)}
            </span>
          )}
        </div>
      </div>
      {faint && seen !== null && (
        <p className="mt-2 flex flex-wrap items-center gap-x-2 rounded-2 bg-warning-soft py-1 ps-3 pe-2 text-12 text-warning-text">
          <span className="min-w-0 flex-1">
            Too faint, text needs {READABLE}. Visitors see <code className="font-mono">{seen}</code>, the
            nearest that reads.
          </span>
          <button
            type="button"
            className="fingertip min-h-6 rounded-1 px-1 font-semibold underline underline-offset-2"
            aria-label={`Use it: ${seen} for ${name}, text`}
            onClick={() => onChange({ [text]: seen })}
          >
            Use it
          </button>
        </p>
      )}
    </fieldset>
  )
}
