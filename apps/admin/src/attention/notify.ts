import { create } from 'zustand'

/** `none`: there are none in this browser. */
export type NotifyState = 'none' | NotificationPermission

const current = (): NotifyState =>
  'Notification' in globalThis && isSecureContext ? Notification.permission : 'none'

export const useNotify = create<{ state: NotifyState }>(() => ({ state: current() }))

const refresh = () => useNotify.setState({ state: current() })

/** Follows what the person changes in the browser's own settings. Answers how to stop. */
export function watchPermission(): () => void {
  let status: PermissionStatus | null = null
  let over = false
  const ask = navigator.permissions?.query({ name: 'notifications' })
  ask?.then(
    found => {
      if (over) return
      status = found
      found.addEventListener('change', refresh)
    },
    () => {},
  )
  return () => {
    over = true
    status?.removeEventListener('change', refresh)
  }
}

/** Asks the browser to allow them; only after a click. */
export async function askToNotify(): Promise<NotifyState> {
  if (current() === 'none') return 'none'
  await Notification.requestPermission().catch(() => {})
  refresh()
  return current()
}

const shown = new Map<string, Notification>()

interface Told {
  /** Of one kind or room: a newer one takes the place of the older. */
  tag: string
  title: string
  body: string
  /** Stays on the screen until somebody minds it. */
  stays?: boolean
  onOpen?: () => void
}

/** Shows one, where it is allowed; answers whether it was. */
export function notify({ tag, title, body, stays = false, onOpen }: Told): boolean {
  if (current() !== 'granted') return false
  try {
    const notification = new Notification(title, {
      tag,
      body,
      icon: '/favicon.svg',
      // The bell is ours.
      silent: true,
      requireInteraction: stays,
    })
    shown.get(tag)?.close()
    shown.set(tag, notification)
    notification.onclick = () => {
      focus()
      notification.close()
      onOpen?.()
    }
    notification.onclose = () => {
      if (shown.get(tag) === notification) shown.delete(tag)
    }
    return true
  } catch {
    // Some phones know them only for installed pages, and throw.
    useNotify.setState({ state: 'none' })
    return false
  }
}

/** The tags of those on the screen. */
export const shownTags = (): readonly string[] => [...shown.keys()]

/** What it said has been seen to. */
export function unnotify(tag: string): void {
  shown.get(tag)?.close()
  shown.delete(tag)
}
