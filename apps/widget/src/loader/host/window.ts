import { holdPage } from './hold-page.js'

/** Where the window would leave too little of the page to be of use, it takes the whole screen. */
const SMALL = '(max-width: 479px), (max-height: 479px)'

/**
 * Gives the window its place: beside the page, or above it as a modal dialog of the whole screen, which follows what
 * the software keyboard leaves. The page behind does not scroll then and is not reached by keys.
 *
 * @returns opens or closes it, without the focus
 */
export function makeWindow(dialog: HTMLDialogElement, onClose: () => void) {
  const small = matchMedia(SMALL)
  // Null only in a page that is not shown at all.
  const view = visualViewport as VisualViewport
  let shown = false
  let modal = false
  let letGo: (() => void) | undefined

  const follow = () => {
    // Zoomed in by two fingers, one looks around in the whole of it.
    const fits = modal && view.scale < 1.01
    dialog.style.top = fits ? `${view.offsetTop}px` : ''
    dialog.style.height = fits ? `${view.height}px` : ''
  }
  const arrange = () => {
    const wanted = shown && small.matches
    if (dialog.open && (!shown || wanted !== modal)) dialog.close()
    modal = wanted
    if (modal) letGo ??= holdPage()
    if (shown && !dialog.open) {
      // `show()` would take the focus from the page.
      if (modal) dialog.showModal()
      else dialog.open = true
    }
    if (!modal) letGo = letGo?.() as undefined
    follow()
  }
  // Esc, or Back on a phone: the whole widget is to know.
  dialog.oncancel = event => {
    event.preventDefault()
    onClose()
  }
  ;(dialog.parentNode as ShadowRoot).addEventListener('keydown', event => {
    if (shown && (event as KeyboardEvent).key === 'Escape') onClose()
  })
  small.onchange = view.onresize = view.onscroll = arrange
  return (on: boolean) => {
    shown = on
    arrange()
  }
}
