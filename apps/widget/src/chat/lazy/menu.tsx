import type { KeyValue } from '@deskbell/client/outbox-storage'
import { render } from 'preact'
import { Icon } from '../icons.js'
import { wording } from '../wording.js'
import { dress } from './dress.js'
import css from './menu.css?inline'
import { isMuted, mute, tick } from './sound.js'

let dressed = false
let close: (() => void) | null = null

/** The menu under the header's button; the button opens and closes it. */
export function openMenu(button: HTMLElement, store: KeyValue): void {
  if (close) {
    close()
    return
  }
  if (!dressed) dress(css)
  dressed = true
  const menu = document.createElement('div')
  menu.className = 'menu'
  menu.role = 'menu'
  menu.ariaLabel = wording.more
  const leave = (event: Event) => {
    const { target } = event
    if (!(target instanceof Node) || (!menu.contains(target) && !button.contains(target))) close?.()
  }
  close = () => {
    close = null
    removeEventListener('pointerdown', leave)
    removeEventListener('blur', leave)
    // Only if the focus would be lost: whoever went elsewhere stays there.
    const had = menu.contains(document.activeElement)
    render(null, menu)
    menu.remove()
    button.ariaExpanded = 'false'
    if (had) button.focus()
  }
  menu.onkeydown = event => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation()
      if (event.key === 'Escape') event.preventDefault()
      close?.()
    }
  }
  const draw = () => {
    const on = !isMuted(store)
    const turn = () => {
      mute(store, on)
      // So that one hears what one has chosen.
      if (!on) tick()
      draw()
    }
    render(
      <button type="button" role="menuitemcheckbox" aria-checked={on} onClick={turn}>
        <span>
          {wording.sound(on)}
          <small>
            <bdi>{wording.soundHint}</bdi>
          </small>
        </span>
        {on && <Icon name="check" />}
      </button>,
      menu,
    )
  }
  draw()
  document.querySelector('header')?.append(menu)
  button.ariaExpanded = 'true'
  menu.querySelector('button')?.focus()
  addEventListener('pointerdown', leave)
  addEventListener('blur', leave)
}
