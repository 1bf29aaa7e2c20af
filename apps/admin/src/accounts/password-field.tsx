import { type ComponentProps, type KeyboardEvent, useState } from 'react'
import { Field } from '../ui/field.js'

/** A password that can be looked at, and that says when Caps Lock is why it will be wrong. An error takes its hint's place. */
export function PasswordField(field: ComponentProps<typeof Field>) {
  const [shown, setShown] = useState(false)
  const [caps, setCaps] = useState(false)
  const watch = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <div className="relative">
      <Field
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
        {...field}
        type={shown ? 'text' : 'password'}
        hint={caps ? <CapsLock /> : field.error ? undefined : field.hint}
        onKeyDown={watch}
        onKeyUp={watch}
        onBlur={() => setCaps(false)}
      />
      {/* After the field for whoever goes by keyboard, beside its label for the eye. */}
      <button
        type="button"
        className="fingertip absolute! -end-1 -top-0.5 h-6 rounded-1 px-1 text-12 font-medium text-accent-text hover:underline"
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide' : 'Show'}
        <span className="sr-only"> the password</span>
      </button>
    </div>
  )
}

function CapsLock() {
  return (
    <span className="font-medium text-warning-text" role="status">
      Caps Lock is on.
    </span>
  )
}
