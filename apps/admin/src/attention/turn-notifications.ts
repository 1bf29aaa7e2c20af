import { toast } from '../ui/toast.js'
import { askToNotify } from './notify.js'
import { choose } from './settings.js'

/** What to do where a browser was told to block them. */
export const unblock =
  'Open what your browser knows about this site (the sign beside the address), allow notifications there, then load this page again.'

/** Turns them on or off; asks the browser where it has not been asked. Answers whether they are on. */
export async function turnNotifications(on: boolean): Promise<boolean> {
  const allowed = on && (await askToNotify()) === 'granted'
  choose({ notify: allowed, asked: true })
  if (on && !allowed) toast({ title: 'Notifications stay off', text: unblock })
  return allowed
}
