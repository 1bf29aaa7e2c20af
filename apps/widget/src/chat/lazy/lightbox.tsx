import { render } from 'preact'
import { Icon } from '../icons.js'
import { wording } from '../wording.js'
import { dress } from './dress.js'
import css from './lightbox.css?inline'

let dressed = false

/** Shows the picture behind this link as large as the frame allows; Escape, the button or a tap beside it close it. */
export function enlarge(link: HTMLAnchorElement): void {
  if (!dressed) dress(css)
  dressed = true
  const name = link.querySelector('img')?.alt ?? ''
  const dialog = document.createElement('dialog')
  dialog.className = 'lightbox'
  dialog.ariaLabel = name
  const close = () => dialog.close()
  render(
    <>
      <div>
        <span>
          <bdi>{name}</bdi>
        </span>
        <a class="word" href={link.href} target="_blank" rel="noopener">
          {wording.openPicture}
        </a>
        <button type="button" class="tool" aria-label={wording.closePicture} onClick={close}>
          <Icon name="x" />
        </button>
      </div>
      <img src={link.href} alt={name} />
    </>,
    dialog,
  )
  dialog.onclick = event => {
    if (event.target === dialog) close()
  }
  // Escape closes the picture, not the chat with it.
  dialog.onkeydown = event => event.stopPropagation()
  dialog.onclose = () => {
    render(null, dialog)
    dialog.remove()
    link.focus()
  }
  document.body.append(dialog)
  dialog.showModal()
  dialog.querySelector('button')?.focus()
}
