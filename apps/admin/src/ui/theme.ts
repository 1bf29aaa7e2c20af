import { create } from 'zustand'

export type Theme = 'light' | 'dark' | 'system'

/** What there is to choose from, and what it is called. */
export const themes = [
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'system', label: 'System', icon: 'monitor' },
] as const satisfies readonly { value: Theme; label: string; icon: string }[]

/** Read by public/early.js too, before the first paint. */
const KEY = 'deskbell:theme'

function kept(): Theme {
  const theme = document.documentElement.dataset.theme
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function wear(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    // No storage here: the choice lasts as long as the page.
  }
}

/** Which theme the pages wear in this browser; `system` follows its setting. */
export const useTheme = create<{ theme: Theme; choose(theme: Theme): void }>(set => ({
  theme: kept(),
  choose: theme => {
    wear(theme)
    set({ theme })
  },
}))

// Chosen in another tab: this one follows.
addEventListener('storage', event => {
  if (event.key !== KEY) return
  const theme = event.newValue === 'light' || event.newValue === 'dark' ? event.newValue : 'system'
  wear(theme)
  useTheme.setState({ theme })
})
