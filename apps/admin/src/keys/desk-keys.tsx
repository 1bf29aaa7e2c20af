import { useCallback, useEffect, useRef, useState } from 'react'
import { navigate } from '../router.js'
import { later } from '../ui/later.js'
import { whenFetched } from '../ui/when-fetched.js'
import { deskShortcuts } from './shortcuts.js'
import { useShortcuts } from './use-shortcuts.js'

// Neither is needed before it is asked for.
const Palette = later(() => import('./palette.js').then(m => m.Palette))
const ShortcutsDialog = later(() => import('./shortcuts-dialog.js').then(m => m.ShortcutsDialog))

type Shown = 'none' | 'palette' | 'keys'

/** The keys of every page, and what they open; `deskbell:palette` and `deskbell:keys` open it from anywhere else. */
export function DeskKeys() {
  const [shown, show] = useState<Shown>('none')
  const openPalette = useCallback(() => whenFetched(Palette, () => show('palette')), [])
  const openKeys = useCallback(() => whenFetched(ShortcutsDialog, () => show('keys')), [])
  useShortcuts(deskShortcuts, {
    palette: openPalette,
    keys: openKeys,
    messages: () => navigate('/messages'),
    settings: () => navigate('/settings/chatbot'),
    account: () => navigate('/account'),
  })
  useEffect(() => {
    addEventListener('deskbell:palette', openPalette)
    addEventListener('deskbell:keys', openKeys)
    return () => {
      removeEventListener('deskbell:palette', openPalette)
      removeEventListener('deskbell:keys', openKeys)
    }
  }, [openPalette, openKeys])
  // What was chosen is done when the focus is back on the page, else it would be taken from where it belongs.
  const then = useRef<(() => void) | undefined>(undefined)
  useEffect(() => {
    if (shown !== 'none' || !then.current) return
    setTimeout(then.current)
    then.current = undefined
  }, [shown])
  const close = (run?: () => void) => {
    then.current = run
    show('none')
  }
  return (
    <>
      {shown === 'palette' && <Palette onClose={close} />}
      {shown === 'keys' && <ShortcutsDialog onClose={() => close()} />}
    </>
  )
}
