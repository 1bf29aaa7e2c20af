import { type ComponentProps, type ReactNode, useId } from 'react'
import { Icon } from './icon.js'

interface Labelled {
  label: string
  hint?: ReactNode
  /** What is wrong, in words; shown under the field and tied to it. */
  error?: string | undefined
}

/** iOS zooms into anything smaller than 16 px, so a phone gets that. */
const inputClass =
  'block w-full rounded-2 border border-border-strong bg-surface px-3 text-14 text-text placeholder:text-muted placeholder:opacity-100 focus-visible:border-transparent focus-visible:-outline-offset-1 aria-invalid:border-danger disabled:border-border disabled:text-muted max-phone:text-16'

const lineClass = `${inputClass} h-10 max-phone:h-11`

/** The label above and the words under a field, and the ids that tie them to it. */
function useNotes({ label, hint, error }: Labelled) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    aria: { id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined },
    around: (field: ReactNode) => (
      <div className="grid content-start gap-1">
        <label className="text-13 font-medium" htmlFor={id}>
          {label}
        </label>
        {field}
        {hint && (
          <span className="text-pretty text-12 text-muted" id={`${id}-hint`}>
            {hint}
          </span>
        )}
        {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      </div>
    ),
  }
}

/** What is wrong; where it is a field, `id` is what its `aria-describedby` names. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span className="flex items-start gap-1 text-12 text-danger-text" id={id}>
      <Icon name="alert" size={14} className="mt-px" />
      <span>{children}</span>
    </span>
  )
}

/** A label, an input, a hint and an error that belong together. */
export function Field({ label, hint, error, className = '', ...input }: Labelled & ComponentProps<'input'>) {
  const { aria, around } = useNotes({ label, hint, error })
  return around(<input {...input} {...aria} className={`${lineClass} ${className}`} />)
}

/** As {@link Field}, of several lines. */
export function TextField({
  label,
  hint,
  error,
  className = '',
  ...input
}: Labelled & ComponentProps<'textarea'>) {
  const { aria, around } = useNotes({ label, hint, error })
  return around(
    <textarea {...input} {...aria} className={`${inputClass} min-h-16 resize-y py-2 ${className}`} />,
  )
}

/**
 * As {@link Field}, one of several: the browser's own list, since that is the one which every phone
 * and every screen reader knows. `children` are its options.
 */
export function Select({
  label,
  hint,
  error,
  className = '',
  children,
  ...select
}: Labelled & ComponentProps<'select'>) {
  const { aria, around } = useNotes({ label, hint, error })
  return around(
    <span className="relative block">
      <select {...select} {...aria} className={`${lineClass} appearance-none pe-9 ${className}`}>
        {children}
      </select>
      <Icon
        name="chevronDown"
        className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-muted"
      />
    </span>,
  )
}
