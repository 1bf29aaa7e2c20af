import { isColour, solid } from '@deskbell/design/colour'
import { useId, useState } from 'react'
import { FieldError } from '../ui/field.js'

/** A colour to pick, and the same to type. `onChange` is told whatever is typed, colour or not. */
export function ColourField({
  label,
  value,
  error,
  wide = false,
  onChange,
}: {
  label: string
  value: string
  error?: string | undefined
  wide?: boolean
  onChange: (colour: string) => void
}) {
  const id = useId()
  const wrong = isColour(value) ? error : 'Not a colour such as #1f5f4b'
  return (
    <span className={wide ? 'block w-36 max-w-full' : 'block min-w-0'}>
      <span
        className={`flex items-center rounded-2 border bg-surface ps-1 max-phone:h-11 has-[:disabled]:border-border ${wide ? 'h-10' : 'h-8'} ${wrong ? 'border-danger' : 'border-border-strong'} focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-focus`}
      >
        <input
          type="color"
          className="size-6 flex-none cursor-pointer appearance-none rounded-1 bg-transparent outline-none disabled:cursor-default max-phone:size-8 [&::-moz-color-swatch]:rounded-1 [&::-moz-color-swatch]:border-border [&::-webkit-color-swatch]:rounded-1 [&::-webkit-color-swatch]:border-border [&::-webkit-color-swatch-wrapper]:p-0.5"
          aria-label={`${label}, pick`}
          value={isColour(value) ? solid(value) : '#000000'}
          onChange={event => onChange(event.target.value)}
        />
        <input
          className="h-full w-full min-w-0 bg-transparent px-1 font-mono text-13 outline-none disabled:text-muted max-phone:text-16"
          dir="ltr"
          aria-label={label}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? id : undefined}
          value={value}
          maxLength={9}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          onChange={event => onChange(event.target.value.trim())}
        />
      </span>
      {wrong && (
        <span className="mt-1 block">
          <FieldError id={id}>{wrong}</FieldError>
        </span>
      )}
    </span>
  )
}

/** As {@link ColourField}, of a colour that others are made from: what is half typed stays here. */
export function LeadColour({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (colour: string) => void
}) {
  const [typed, setTyped] = useState<{ text: string; made: string } | null>(null)
  // What was typed holds until the colour is changed from elsewhere: by a preset, by Discard.
  const text = typed !== null && typed.made === value ? typed.text : value
  return (
    <ColourField
      wide
      label={label}
      value={text}
      onChange={next => {
        const made = isColour(next) ? solid(next) : value
        setTyped({ text: next, made })
        if (made !== value) onChange(made)
      }}
    />
  )
}
