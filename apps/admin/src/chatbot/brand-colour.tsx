import type { ChatbotLook } from '@deskbell/protocol/chatbot'
import { useId } from 'react'
import { type BrandedField, brandOf, followers, fromBrand, presets, rebrand } from './brand.js'
import { LeadColour } from './colour-field.js'

/** The one colour, which leads all that nobody changed by hand. */
export function BrandColour({
  look,
  onChange,
}: {
  look: ChatbotLook
  onChange: (edit: Partial<ChatbotLook>) => void
}) {
  const name = useId()
  const brand = brandOf(look)
  const own = ownParts(look, brand)
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <LeadColour label="Your colour" value={brand} onChange={colour => onChange(rebrand(look, colour))} />
        <fieldset className="flex gap-2 max-phone:gap-3">
          <legend className="sr-only">Or one of these</legend>
          {presets.map(preset => (
            <label
              key={preset.colour}
              title={preset.name}
              style={{ background: preset.colour }}
              className="fingertip size-8 rounded-full inset-ring inset-ring-border-strong outline-offset-2 forced-color-adjust-none has-checked:outline-2 has-checked:outline-text has-focus-visible:outline-2 has-focus-visible:outline-offset-4 has-focus-visible:outline-focus"
            >
              <input
                type="radio"
                name={name}
                aria-label={preset.name}
                className="absolute inset-0 size-full cursor-[inherit] appearance-none opacity-0"
                checked={preset.colour === brand}
                onChange={() => onChange(rebrand(look, preset.colour))}
              />
            </label>
          ))}
        </fieldset>
      </div>
      {own.length > 0 && (
        <p className="text-12 text-muted">
          {sentence(own)} {own.length === 1 ? 'has colours of its' : 'have colours of their'} own.{' '}
          <button type="button" className="link min-h-6" onClick={() => onChange(fromBrand(brand))}>
            Let {own.length === 1 ? 'it' : 'them'} follow
          </button>
        </p>
      )}
    </div>
  )
}

const parts: Readonly<Record<BrandedField, string>> = {
  headerBackgroundColor: 'the header',
  headerTextColor: 'the header',
  introductionBackgroundColor: 'the introduction',
  introductionTextColor: 'the introduction',
  senderBackground: 'what the visitor writes',
  senderTextColor: 'what the visitor writes',
}

/** Which parts do not wear what the one colour makes of them. */
function ownParts(look: ChatbotLook, brand: string): string[] {
  const led = new Set<string>(followers(look, brand))
  const own = Object.entries(parts).filter(([field]) => !led.has(field))
  return [...new Set(own.map(([, part]) => part))]
}

/** Its beginning: "The header and the introduction". */
function sentence(names: readonly string[]): string {
  const words = new Intl.ListFormat('en').format(names)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
