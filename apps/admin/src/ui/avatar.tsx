import { Icon } from './icon.js'
import { initialsOf, toneOf } from './tone.js'
import './avatar.css'

/** A person as two letters on their own colour. The name stands beside it, so it says nothing itself. */
export function Avatar({ id, name, size = 32 }: { id: string; name: string; size?: 28 | 32 | 40 }) {
  const letters = initialsOf(name)
  return (
    <span className={`av av--${size}`} data-t={letters === '' ? 0 : toneOf(id)} aria-hidden="true">
      {letters === '' ? <Icon name="user" size={14} /> : letters}
    </span>
  )
}
