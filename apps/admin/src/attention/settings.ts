import { create } from 'zustand'

/** How this browser calls its member. Kept here, not on the server: a desk in the office may ring, a phone at night not. */
export interface AttentionChoice {
  /** Whether the bell rings for somebody new. */
  readonly sound: boolean
  /** From 0 to 1. */
  readonly volume: number
  /** Whether a message in a conversation that is not open gives a soft tick. */
  readonly tick: boolean
  /** Whether desktop notifications are wanted; the browser has to allow them, too. */
  readonly notify: boolean
  /** Whether a notification shows what the visitor wrote. */
  readonly showText: boolean
  /** They were asked about notifications, and have answered. */
  readonly asked: boolean
}

const KEY = 'deskbell:attention'

export const usual: AttentionChoice = {
  sound: true,
  volume: 0.7,
  tick: true,
  notify: false,
  showText: true,
  asked: false,
}

/** What was kept, as far as it makes sense; the rest as usual. */
export function readChoice(text: string | null): AttentionChoice {
  let kept: unknown
  try {
    kept = JSON.parse(text ?? '{}')
  } catch {
    return usual
  }
  if (typeof kept !== 'object' || kept === null) return usual
  const choice: Record<string, boolean | number> = { ...usual }
  for (const [name, value] of Object.entries(kept)) {
    if (!(name in usual) || typeof value !== typeof choice[name]) continue
    choice[name] = name === 'volume' ? Math.min(1, Math.max(0, Number(value))) : value
  }
  return choice as unknown as AttentionChoice
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

export const useChoice = create<AttentionChoice>(() => readChoice(kept()))

/** Changes some of it, for every tab of this browser. */
export function choose(some: Partial<AttentionChoice>): void {
  useChoice.setState(some)
  try {
    localStorage.setItem(KEY, JSON.stringify(useChoice.getState()))
  } catch {
    // No storage here: the choice lasts as long as the page.
  }
}

// Chosen in another tab: this one follows.
if (typeof addEventListener === 'function') {
  addEventListener('storage', event => {
    if (event.key === KEY) useChoice.setState(readChoice(event.newValue))
  })
}
