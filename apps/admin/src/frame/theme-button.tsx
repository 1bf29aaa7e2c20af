import { useSyncExternalStore } from 'react'
import { IconButton } from '../ui/icon-button.js'
import { useTheme } from '../ui/theme.js'

const dark = () => matchMedia('(prefers-color-scheme: dark)')

function subscribe(onChange: () => void): () => void {
  const query = dark()
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** The other theme at one press; which follows the system is chosen in the menu beside it. */
export function ThemeButton() {
  const { theme, choose } = useTheme()
  const systemIsDark = useSyncExternalStore(subscribe, () => dark().matches)
  const isDark = theme === 'dark' || (theme === 'system' && systemIsDark)
  return (
    <IconButton
      icon="theme"
      className="max-phone:hidden"
      label={isDark ? 'Switch to light' : 'Switch to dark'}
      onClick={() => choose(isDark ? 'light' : 'dark')}
    />
  )
}
