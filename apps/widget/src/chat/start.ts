import type { BakedConfig } from '@deskbell/protocol/chatbot'
import { openBridge, type ToChat, type ToHost } from '../bridge.js'
import { wear } from './palette.js'
import { visit } from './visit.js'

/** The chat as visitors meet it: in the frame of a host page, or in a page of its own. */
export function start(config: BakedConfig): void {
  const night = matchMedia('(prefers-color-scheme: dark)')
  /** What the script tag forces. */
  let theme: ToChat['theme'] = null
  const dress = () => wear({ ...config.look, ...(theme && { theme }) }, night.matches ? 'dark' : 'light')
  dress()
  night.onchange = dress

  // Opened by itself the chat has nobody to talk to.
  const alone = parent === window
  let tell: ((message: ToChat) => void) | undefined
  const post = openBridge<ToChat, ToHost>(
    window,
    () => (alone ? null : parent),
    // The loader writes its page's origin behind the #; the browser tells whether that is true.
    location.hash.slice(1),
    told,
  )

  /** Whatever the host page tells. The first time says who we are. */
  function told(message: ToChat): void {
    document.documentElement.dir = message.dir
    theme = message.theme
    dress()
    tell ??= visit(config, message, post, alone)
    tell(message)
  }

  if (alone)
    told({ shown: true, focus: false, consumer: null, stored: null, dir: 'ltr', lang: '', theme: null })
  else post({ type: 'ready' })
}
