import { ACTED } from '../bridge.js'
import type { Call, Handover, HostPart } from './handover.js'
import css from './launcher.css?inline'
import type { Tag } from './tag.js'

/** The build puts the host part's address here, from our origin on, with its hash behind a `?`. */
declare const __DESKBELL_HOST__: string

interface Global {
  (...args: unknown[]): void
  /** Calls that came before us. */
  q?: unknown[][]
  /** The element of the widget that has the name. */
  at?: Element
}

/**
 * Puts the button on the page. Nothing is fetched until it is used, or unless the visitor has written before.
 *
 * A constant that is called once and right after it is made: the build then leaves no name of it, and browsers compile it
 * at once. What has a name they read once to skip it and once more to run it, a tenth of all that the button cost a page.
 */
export const mount = (tag: Tag | null): void => {
  if (!tag) return
  const [site, base, look, data] = tag
  const { consumer } = data
  // No site's name holds a slash.
  const id = `deskbell:${consumer ? `${site}/${consumer}` : site}`
  if (document.getElementById(id)) return
  const others = document.querySelectorAll('[id^="deskbell:"]').length
  // No markup is parsed, which a host page's policy may forbid, too.
  const make = document.createElement.bind(document)
  const host = make('div')
  host.id = id
  host.dir = data.dir ?? ''
  // Inline, so that rules of the host page do not count, and without a box, so that there is nothing they could move, fade
  // or hide, and nothing that takes a place in its layout. To take back everything costs a tenth of the rest: see `wake`.
  host.style.cssText = `display:contents;zoom:1;--ground:${look?.headerBackgroundColor ?? '#343a40'};--text:${look?.headerTextColor ?? '#fff'};--shift:${others * 72}px`
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  // Not a style element: the host page's content security policy may forbid those.
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  const button = make('button')
  const label = `Chat with ${look?.chatbotName ?? 'us'}`
  button.ariaLabel = label
  button.ariaExpanded = 'false'
  button.hidden = data.launcher === 'none'
  button.append(make('i'))
  root.append(button)
  // The script may run before there is a body.
  const page = document.body ?? document.documentElement
  page.append(host)

  let waiting: Call[] = []
  let part: HostPart | undefined
  let asked = false
  let tries = 0
  const warned = new Set()

  /** Fetches what is behind the button: its script and the chat's page side by side. */
  const wake = () => {
    if (asked) return
    asked = true
    // Text of ours comes, which must not take after the page's.
    host.style.cssText = `all:initial;${host.style.cssText}`
    // Made only now: to make a frame costs a page something even before it is put in.
    const dialog = make('dialog')
    const frame = make('iframe')
    frame.allow = 'autoplay'
    // What stands after # is told to nobody but the frame.
    frame.src = `${base}/widget/${site}#${origin}`
    dialog.append(frame)
    // One that came to nothing goes.
    button.nextSibling?.remove()
    root.append(dialog)
    const spoke = new Promise<void>(done => {
      addEventListener('message', event => event.source === frame.contentWindow && done())
    })
    const hand: Handover = { look, data, root, button, frame, spoke }
    // A browser asks no second time for a module that failed, unless it goes by another name.
    import(/* @vite-ignore */ `${base + __DESKBELL_HOST__}#${tries++}`).then(
      module => {
        part = module.default(hand) as HostPart
        for (const call of waiting) part(...call)
      },
      () => {
        asked = false
        button.ariaExpanded = 'false'
        button.ariaLabel = `${label}, cannot be reached now`
        button.dataset.note = '!'
        // Those that listen go on waiting.
        waiting = waiting.filter(([args]) => args[2])
        for (const [[, event, listener]] of waiting)
          if (event === 'error') Promise.resolve({ kind: 'unreachable' }).then(listener as () => void)
      },
    )
  }

  const run = (args: readonly unknown[], focus = navigator.userActivation?.isActive) => {
    const [act, event, listener] = args
    const opens = ['open', 'toggle'].includes(act as string)
    if (act === 'show' || act === 'hide') button.hidden = act === 'hide'
    // What a listener throws is its page's own, and what is no function is left alone.
    else if (act === 'on' && event === 'ready') Promise.resolve().then(listener as () => void)
    else if (part) part(args, focus)
    else if (opens || ['send', 'close', 'on', 'off'].includes(act as string)) {
      waiting.push([args, focus])
      if (opens) button.ariaExpanded = 'true'
      if (opens || act === 'send') wake()
    } else if (!warned.has(act)) {
      warned.add(act)
      console.warn('Deskbell does not know', act)
    }
  }

  button.onpointerdown = wake
  button.onclick = () => run(['toggle'], true)

  const global = window as { Deskbell?: Global }
  const before = global.Deskbell
  // The first site on the page has the name, as long as its button is there.
  if (!before?.at?.isConnected) {
    // A stub that somebody kept goes on working.
    const q = Object.assign([], { push: run })
    global.Deskbell = Object.assign((...args: unknown[]) => run(args), { at: host, q })
    for (const args of before?.q ?? []) run([...args])
  }
  // In brackets, which make browsers compile it together with the rest.
  // biome-ignore format: it would take them away
  const remember = (() => {
    try {
      if (localStorage[id]?.includes(`"${ACTED}"`)) wake()
    } catch {
      // It may not be looked at.
    }
  })
  // After the host page's own work: the first look into its storage, and all that may follow. Safari has no idle moments.
  const idle = (window.requestIdleCallback ?? setTimeout) as typeof requestIdleCallback
  const later = { timeout: 999 }
  if (document.readyState === 'complete') idle(remember, later)
  else addEventListener('load', () => idle(remember, later))
  if (data.open !== undefined) run(['open'], false)
}
