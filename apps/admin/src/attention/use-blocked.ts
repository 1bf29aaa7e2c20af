import { useBell } from './bell.js'
import { useChoice } from './settings.js'

/** Whether the bell should sound, but the browser waits for a click. */
export function useBlocked(): boolean {
  const sound = useChoice(choice => choice.sound)
  return useBell(bell => bell.state === 'blocked') && sound
}
