import { ACTED, openBridge, type ToChat, type ToHost } from '../bridge.js'
import css from './loader.css?inline'
import { onGround } from './on-ground.js'
import { keepOnPage, readPage } from './page-storage.js'
import type { Tag } from './tag.js'

/** How long the frame may take to speak before it is loaded once more. */
const SPEAK_WITHIN = 8_000

/** Puts the button on the page. Nothing else happens until it is used, or unless the visitor has written before. */
export function mount(...[site, base, consumer, open, look]: Tag): void {
  // No site's name holds a slash.
  const id = `deskbell:${consumer ? `${site}/${consumer}` : site}`
  if (document.getElementById(id)) return
  const others = document.querySelectorAll('[id^="deskbell:"]').length
  // No markup is parsed, which a host page's policy may forbid, too.
  const make = document.createElement.bind(document)
  const host = make('div')
  host.id = id
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  // Not a style element: the host page's content security policy may forbid those.
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  const button = make('button')
  const badge = make('b')
  button.append(make('i'), badge)
  root.append(button)
  // The script may run before there is a body.
  const page = document.body ?? document.documentElement
  page.append(host)

  const label = `Chat with ${look?.chatbotName ?? 'us'}`
  const ground = look?.headerBackgroundColor ?? '#343a40'
  const text = onGround(look?.headerTextColor ?? '#fff', ground)
  // Null only in a page that is not shown at all.
  const view = visualViewport as VisualViewport
  let frame: HTMLIFrameElement | undefined
  let post: (message: ToChat) => void
  let shown = false
  let unread = 0

  const tell = (focus: boolean) => post({ shown, focus, consumer, stored: readPage(id) })

  const draw = () => {
    // Inline, so that no rule of the host page moves or hides it.
    // On a phone the chat is as high as what the software keyboard leaves.
    host.style.cssText = `all:initial;--ground:${ground};--text:${text};--shift:${others * 72}px;--top:${view.offsetTop}px;--tall:${view.height}px`
    button.ariaLabel = unread ? `${label}, ${unread} unread` : label
    button.ariaExpanded = `${shown}`
    badge.textContent = `${unread}`
    badge.hidden = !unread
    if (frame) frame.hidden = !shown
  }

  const load = (focus: boolean) => {
    const made = make('iframe')
    frame = made
    made.title = label
    const navigate = () => {
      // What stands after # is told to nobody but the frame.
      made.src = `${base}/widget/${site}#${origin}`
    }
    const again = setInterval(navigate, SPEAK_WITHIN)
    post = openBridge<ToHost, ToChat>(
      window,
      () => made.contentWindow,
      base,
      message => {
        if (message.type === 'ready') {
          clearInterval(again)
          tell(focus)
        } else if (message.type === 'hide') show(false, true)
        else if (message.type === 'keep') keepOnPage(id, message.key, message.value)
        else {
          unread = message.count
          draw()
        }
      },
    )
    navigate()
    root.append(made)
  }

  const show = (on: boolean, focus: boolean) => {
    shown = on
    if (frame) tell(focus)
    else load(focus)
    draw()
    if (focus) (on ? frame : button)?.focus()
  }

  button.onclick = () => show(!shown, true)
  host.onkeydown = event => {
    if (shown && event.key === 'Escape') show(false, true)
  }
  view.onresize = view.onscroll = draw
  draw()
  if (open) show(true, false)
  else if (readPage(id)?.[ACTED])
    // After the host page's own work.
    setTimeout(() => frame ?? show(false, false), 999)
}
