import { type ComponentProps, type ReactNode, useId } from 'react'
import { Icon } from './icon.js'
import './field.css'

interface Labelled {
  label: string
  hint?: ReactNode
  /** What is wrong, in words; shown under the field and tied to it. */
  error?: string | undefined
}

/** The words under a field, and the ids that tie them to it. */
function useNotes({ hint, error }: Pick<Labelled, 'hint' | 'error'>) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    aria: { 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined },
    notes: (
      <>
        {hint && (
          <span className="field__hint" id={`${id}-hint`}>
            {hint}
          </span>
        )}
        {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      </>
    ),
  }
}

/** What is wrong; where it is a field, `id` is what its `aria-describedby` names. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span className="field__err" id={id}>
      <Icon name="alert" size={14} />
      <span>{children}</span>
    </span>
  )
}

/** A label, an input, a hint and an error that belong together. */
export function Field({ label, hint, error, className = '', ...input }: Labelled & ComponentProps<'input'>) {
  const { id, aria, notes } = useNotes({ hint, error })
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <input {...input} {...aria} id={id} className={`input ${className}`} />
      {notes}
    </div>
  )
}

/** As {@link Field}, of several lines. */
export function TextField({ label, hint, error, ...input }: Labelled & ComponentProps<'textarea'>) {
  const { id, aria, notes } = useNotes({ hint, error })
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <textarea {...input} {...aria} id={id} className="input" />
      {notes}
    </div>
  )
}
