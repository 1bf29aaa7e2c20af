import type { Entry } from '@deskbell/protocol/entry'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { later } from '../../ui/later.js'
import { whenFetched } from '../../ui/when-fetched.js'
import { OpenPicture, picturesIn } from './pictures.js'

// Most conversations hold no picture, and most pictures are never looked at large.
const Lightbox = later(() => import('./lightbox.js').then(m => m.Lightbox))

/** Lets the pictures of a conversation be opened large. */
export function PictureViewer({ entries, children }: { entries: readonly Entry[]; children: ReactNode }) {
  const [url, setUrl] = useState<string | null>(null)
  const before = useRef<Element | null>(null)
  const open = useCallback((asked: string) => {
    before.current = document.activeElement
    whenFetched(Lightbox, () => setUrl(asked))
  }, [])
  const close = useCallback(() => setUrl(null), [])
  const giveFocusBack = useCallback(() => {
    // To the picture it was opened from; if that is no longer drawn, to the log it was in.
    const from = before.current
    const back = from?.isConnected ? from : document.querySelector('[role="log"]')
    if (back instanceof HTMLElement) back.focus({ preventScroll: true })
  }, [])
  const isOpen = url !== null
  const pictures = useMemo(() => (isOpen ? picturesIn(entries) : []), [isOpen, entries])
  return (
    <OpenPicture value={open}>
      {children}
      {url !== null && (
        <Lightbox pictures={pictures} url={url} onShow={setUrl} onClose={close} onClosed={giveFocusBack} />
      )}
    </OpenPicture>
  )
}
