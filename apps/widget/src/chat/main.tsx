import './chat.css'
import { browserPorts } from '@deskbell/client/browser'
import type { BakedConfig } from '@deskbell/protocol/chatbot'
import { render } from 'preact'
import { openBridge, type ToChat, type ToHost } from '../bridge.js'
import { Chat } from './chat.js'
import { Desk } from './desk.js'
import { palette } from './palette.js'
import { resolveStore } from './store.js'
import { Uploads } from './uploads.js'

const config: BakedConfig = JSON.parse(document.getElementById('config')?.textContent ?? '')
const { style } = document.documentElement
for (const [name, colour] of Object.entries(palette(config.look))) style.setProperty(name, colour)

/** Opened by itself, in a page of its own, the chat has nobody to talk to. */
const alone = parent === window
const post = openBridge<ToChat, ToHost>(
  window,
  () => (alone ? null : parent),
  // The loader writes its page's origin behind the #; the browser tells whether that is true.
  location.hash.slice(1),
  told,
)
let begun: ReturnType<typeof begin> | null = null

/** Whatever the host page tells. The first time says who we are; a consumer that is no name is nobody's. */
function told(message: ToChat): void {
  begun ??= begin(message)
  begun.show(message)
}

function begin({ consumer, stored }: ToChat) {
  const { site, look } = config
  const given = consumer !== null && /^[\w.-]{1,64}$/.test(consumer) ? consumer : null
  const store = resolveStore({
    own: () => localStorage,
    scope: given === null ? site : `${site}/${given}`,
    stored,
    keep: (key, value) => post({ type: 'keep', key, value }),
  })
  const desk = new Desk({
    base: location.origin,
    site,
    given,
    store,
    ports: browserPorts(),
    post,
    visible: () => document.visibilityState === 'visible',
  })
  const uploads = new Uploads({
    target: () => ({ base: '', room: `${site} ${desk.identity.consumer}`, token: desk.identity.token }),
    onStored: file => desk.getSnapshot().chat.send('', file),
  })
  const close = () => post({ type: 'hide' })
  const onClose = alone ? null : close
  const root = document.getElementById('chat')
  let drawing = false
  const draw = () => {
    // Several changes in one go are drawn once; not by the next frame, of which a hidden page has none.
    if (!drawing)
      queueMicrotask(() => {
        drawing = false
        if (root) render(<Chat {...{ desk, uploads, store, look, onClose }} />, root)
      })
    drawing = true
  }
  desk.subscribe(draw)
  uploads.subscribe(draw)
  document.addEventListener('visibilitychange', () => desk.attend())
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing) close()
  })
  draw()

  return {
    show({ shown, focus: takesFocus }: ToChat): void {
      desk.show(shown)
      if (!shown || !takesFocus) return
      // On a phone the keyboard would cover what one came to read.
      const first = matchMedia('(pointer: coarse)').matches ? 'main' : 'textarea'
      queueMicrotask(() => document.querySelector<HTMLElement>(first)?.focus())
    },
  }
}

if (alone) told({ shown: true, focus: false, consumer: null, stored: null })
else post({ type: 'ready' })
