/**
 * What the host page's script and the chat's frame tell each other. Either side listens to one window of one origin
 * and to nothing else; the wire of Deskbell never passes here.
 */

/** From the host page to the chat: all it knows, in answer to `ready` and whenever the button was used. */
export interface ToChat {
  readonly shown: boolean
  /** Whether the visitor asked for it with a key or a click: then the focus goes along. */
  readonly focus: boolean
  /** Be this visitor; null: the one remembered, or a new one. */
  readonly consumer: string | null
  /** What the host page's storage keeps for this widget; null when it is out of reach. */
  readonly stored: Readonly<Record<string, string>> | null
  /** Which way the host page runs. */
  readonly dir: 'ltr' | 'rtl'
  /** The host page's language, as it says itself; empty when it says none. */
  readonly lang: string
  /** What the script tag forces; null: what the site's settings say. */
  readonly theme: 'light' | 'dark' | null
  /** Once: put this into the box in place of what it holds. It is not sent. */
  readonly draft?: string
  /** Once: send this as the visitor, also while the chat is not shown. It is the visitor's act. */
  readonly send?: string
}

/** From the chat to the host page. */
export type ToHost =
  | { readonly type: 'ready' }
  /** Close the chat; the focus goes back to the button. */
  | { readonly type: 'hide' }
  | { readonly type: 'unread'; readonly count: number }
  /** Keep this in the host page's storage; null removes it. */
  | { readonly type: 'keep'; readonly key: string; readonly value: string | null }
  /** For the page's own scripts. They are told that something was said, never what. */
  | PageEvent

/** What happened in the chat. `at` is the server's time of the message, ISO 8601. */
export type PageEvent =
  /** A new message of either side; history is not told. */
  | { readonly type: 'message'; readonly from: 'visitor' | 'member'; readonly at: string }
  /** The server has what was written here. */
  | { readonly type: 'sent'; readonly at: string }
  /**
   * `unreachable`: the chat cannot be loaded or connected for now, it goes on trying. `not_sent`: a message failed, its
   * writer may retry. `elsewhere`: this visitor belongs to another browser. `closed`: there is no such site any more.
   */
  | { readonly type: 'error'; readonly kind: 'unreachable' | 'not_sent' | 'elsewhere' | 'closed' }

/**
 * The one thing the host page's storage always keeps, once the visitor has written: it makes the next page connect
 * by itself. Whatever else is kept there is what the frame has no storage for.
 */
export const ACTED = 'acted'

/**
 * Opens one side of the bridge; answers how to post. Messages of another window or origin are not looked at.
 * @param here where messages arrive: this window
 * @param there the one window to talk with; null while there is none
 * @param origin its origin; `null` (in quotes) is that of a page opened from a file
 */
export function openBridge<In extends ToChat | ToHost, Out extends ToChat | ToHost>(
  here: Pick<Window, 'addEventListener'>,
  there: () => Pick<Window, 'postMessage'> | null,
  origin: string,
  onMessage: (message: In) => void,
): (message: Out) => void {
  here.addEventListener('message', event => {
    const window = there()
    // The host page's scripts talk among themselves, too; ours carry a mark.
    if (window && event.source === window && event.origin === origin && event.data?.deskbell)
      onMessage(event.data.deskbell)
  })
  // A page without an origin cannot be named; it is the one that embeds us all the same.
  return message => there()?.postMessage({ deskbell: message }, origin === 'null' ? '*' : origin)
}
