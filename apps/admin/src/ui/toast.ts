import { create } from 'zustand'

export interface Toast {
  readonly id: number
  readonly title: string
  readonly text?: string
  readonly tone: 'plain' | 'positive' | 'danger'
  readonly action?: { readonly label: string; readonly onSelect: () => void }
  /** How long it stays while nobody points at it, in milliseconds. */
  readonly stay: number
}

/** More at a time would hide the page they speak of. */
const AT_ONCE = 3
const BRIEF_MS = 5_000
const LONG_MS = 10_000

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }))

let made = 0

/**
 * Says in a corner what has happened; callable from anywhere. For what is done and needs no answer: an error
 * that has to be mended belongs beside its cause. What is said already is not said twice at once.
 * @returns its id, for {@link dismiss}
 */
export function toast({
  title,
  text,
  tone = 'plain',
  action,
}: Pick<Toast, 'title' | 'text' | 'action'> & { tone?: Toast['tone'] }): number {
  made += 1
  const stay = action || tone === 'danger' ? LONG_MS : BRIEF_MS
  const next: Toast = { id: made, title, tone, stay, ...(text && { text }), ...(action && { action }) }
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter(each => each.title !== title || each.text !== text), next].slice(-AT_ONCE),
  }))
  return made
}

/** Takes one away before its time. */
export function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter(each => each.id !== id) }))
}
