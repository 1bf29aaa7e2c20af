import { IconButton } from '../ui/icon-button.js'
import { choose, useChoice } from './settings.js'
import { useBlocked } from './use-blocked.js'

/** Whether the bell rings in this browser, at one press; says so when the browser does not let it. */
export function SoundButton() {
  const sound = useChoice(choice => choice.sound)
  const blocked = useBlocked()
  return (
    <span className="relative flex shrink-0">
      <IconButton
        icon={sound && !blocked ? 'sound' : 'soundOff'}
        label={
          blocked
            ? 'Your browser keeps the bell silent until you click here'
            : sound
              ? 'The bell sounds. Mute it'
              : 'The bell is muted. Turn it on'
        }
        // A click is all that the browser waits for; it must not mute at the same time.
        onClick={() => !blocked && choose({ sound: !sound })}
      />
      {blocked && (
        <span
          className="pointer-events-none absolute end-0.5 top-0.5 size-2 rounded-full bg-warning ring-2 ring-bg"
          aria-hidden="true"
        />
      )}
    </span>
  )
}
