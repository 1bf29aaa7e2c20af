import { type ReactNode, useId } from 'react'
import { Icon, type IconName } from './icon.js'

/** Something that is on or off, and is so at once: no Save belongs to it. */
export function Switch({
  label,
  hint,
  checked,
  disabled = false,
  onChange,
}: {
  label: string
  hint?: ReactNode
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <label className="text-13 font-medium" htmlFor={id}>
          {label}
        </label>
        {hint && (
          <p className="text-12 text-muted" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <span className="relative mt-0.5 flex shrink-0">
        <input
          id={id}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
          role="switch"
          checked={checked}
          disabled={disabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={event => onChange(event.currentTarget.checked)}
          className="peer h-6 w-10 cursor-pointer appearance-none rounded-full border border-border-strong bg-track transition-colors checked:border-accent checked:bg-accent focus-visible:rounded-full disabled:cursor-default disabled:opacity-50 coarse:after:absolute coarse:after:-inset-2.5"
        />
        <span className="pointer-events-none absolute start-1 top-1 size-4 rounded-full bg-muted transition-transform peer-checked:translate-x-4 peer-checked:bg-on-accent peer-disabled:opacity-60 rtl:peer-checked:-translate-x-4 forced-colors:bg-[ButtonText]" />
      </span>
    </div>
  )
}

interface Option<V extends string> {
  readonly value: V
  readonly label: string
  readonly icon?: IconName
}

/**
 * One of a few, all of them seen: radios, so the arrow keys choose. `label` is heard and not seen, since what
 * stands beside it says it. `iconsOnly`: the words of the options are heard only.
 */
export function Segmented<V extends string>({
  label,
  value,
  onChange,
  options,
  iconsOnly = false,
  disabled = false,
}: {
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly Option<V>[]
  iconsOnly?: boolean
  disabled?: boolean
}) {
  const name = useId()
  return (
    <fieldset className="inline-flex max-w-full rounded-3 bg-track p-0.5" disabled={disabled}>
      <legend className="sr-only">{label}</legend>
      {options.map(option => (
        <label
          key={option.value}
          data-tip={iconsOnly ? option.label : undefined}
          className={`fingertip inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-2 font-medium text-13 whitespace-nowrap text-text-2 transition-colors hover:text-text has-checked:bg-thumb has-checked:text-text has-checked:shadow-1 has-checked:ring-1 has-checked:ring-border has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus has-disabled:text-muted forced-colors:has-checked:border ${iconsOnly ? '' : 'px-2.5 max-phone:px-2'}`}
        >
          <input
            type="radio"
            className="absolute inset-0 size-full cursor-[inherit] appearance-none opacity-0"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon && <Icon name={option.icon} />}
          <span className={iconsOnly ? 'sr-only' : ''}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
