import { openBridge, type ToChat, type ToHost } from '../../bridge.js'
import type { Handover, HostPart } from '../handover.js'
import { Events } from './events.js'
import { keepOnPage, readPage } from './page-storage.js'
import { makeShell } from './shell.js'
import css from './window.css?inline'
import { makeWindow } from './window.js'

/** Milliseconds the frame may take to speak before it is loaded once more; twice as many each time. */
const SPEAK_WITHIN = 8_000

/** What happens once, and waits for the chat. */
type Once = Pick<ToChat, 'draft' | 'send'>

/** Everything behind the button that is not the chat itself: the window, and the talk with page and chat. */
export default function begin({ look, data, root, button, frame, spoke }: Handover): HostPart {
  const host = root.host as HTMLElement
  const dialog = frame.parentElement as HTMLDialogElement
  const { id } = host
  const label = `Chat with ${look?.chatbotName ?? 'us'}`
  const forced = [data.theme, look?.theme].find(theme => theme === 'light' || theme === 'dark')
  const events = new Events()
  const warned = new Set()
  const waiting: Once[] = []
  let live = false
  let shown = false
  let unread = 0
  /** Who had the focus before the chat was opened. */
  let before: HTMLElement = button

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets.push(sheet)
  dialog.ariaLabel = frame.title = label
  dialog.style.colorScheme = forced ?? 'light dark'
  const { shell, close, line } = makeShell(dialog, look?.chatbotName, () => show(false, true))
  const arrange = makeWindow(dialog, () => show(false, true))

  const draw = () => {
    button.ariaLabel = unread ? `${label}, ${unread} unread` : label
    button.ariaExpanded = `${shown}`
    if (unread) button.dataset.note = `${unread}`
    else delete button.dataset.note
  }

  const tell = (focus: boolean, once?: Once) =>
    post({
      shown,
      focus,
      consumer: data.consumer ?? null,
      stored: readPage(id),
      dir: getComputedStyle(host).direction as ToChat['dir'],
      lang: document.documentElement.lang,
      theme: data.theme === forced ? (forced ?? null) : null,
      ...once,
    })
  const tellOnce = (once: Once) => (live ? tell(false, once) : waiting.push(once))

  const show = (on: boolean, focus: boolean) => {
    const active = document.activeElement as HTMLElement | null
    const inside = !active || active === host || active === document.body
    if (on !== shown) events.emit(on ? 'open' : 'close')
    if (on && !shown) before = inside ? button : active
    shown = on
    draw()
    arrange(on)
    if (live) tell(on && focus)
    if (on) {
      if (focus) (live ? frame : close).focus()
    } else if (inside) (before.isConnected ? before : button).focus()
  }

  const ready = () => {
    live = true
    clearTimeout(again)
    // Whoever asked for the chat and did not look elsewhere meanwhile goes on to it.
    const focus = shown && root.activeElement === close
    shell.inert = true
    frame.className = 'live'
    if (focus) frame.focus()
    tell(focus)
    for (const once of waiting.splice(0)) tell(false, once)
  }
  const post = openBridge<ToHost, ToChat>(
    window,
    () => frame.contentWindow,
    new URL(frame.src).origin,
    message => {
      const { type } = message
      if (type === 'ready') ready()
      else if (type === 'hide') show(false, true)
      else if (type === 'keep') keepOnPage(id, message.key, message.value)
      else if (type === 'unread') {
        unread = message.count
        draw()
        events.emit(type, unread)
      } else {
        const { type: _, ...detail } = message
        events.emit(type, detail)
      }
    },
  )
  let wait = SPEAK_WITHIN
  const retry = () => {
    line.textContent = 'The chat cannot be reached. Trying again…'
    events.emit('error', { kind: 'unreachable' })
    // Put in anew, it is loaded anew, and Back knows nothing of it.
    dialog.append(frame)
    wait *= 2
    again = setTimeout(retry, wait)
  }
  let again = setTimeout(retry, wait)
  spoke.then(() => live || ready())
  draw()

  return ([act, what, listener], focus) => {
    const on = act === 'toggle' ? !shown : act === 'open'
    let known = true
    if (on || act === 'toggle' || act === 'close') {
      const draft = (what as { draft?: unknown } | null | undefined)?.draft
      if (on && typeof draft === 'string') tellOnce({ draft })
      show(on, Boolean(focus))
    } else if (act === 'send' && typeof what === 'string') tellOnce({ send: what })
    else
      known = (act === 'on' || act === 'off') && events.set(act === 'on' ? 'add' : 'delete', what, listener)
    if (known || warned.has(act)) return
    warned.add(act)
    console.warn('Deskbell does not know', act, what)
  }
}
