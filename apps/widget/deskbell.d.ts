// Types of the widget's global function. Copy this file into your project; it has no imports.
// What the calls and events mean: docs/widget-api.md.

/** What a listener of each event is given. */
interface DeskbellEvents {
  /** The script is here: calls take effect at once. */
  ready: undefined
  open: undefined
  close: undefined
  /** How many messages wait unread, 0 to 99. */
  unread: number
  /** A new message of either side. The page is not told what it says. `at` is ISO 8601. */
  message: { from: 'visitor' | 'member'; at: string }
  /** What the visitor wrote has arrived. */
  sent: { at: string }
  error: { kind: 'unreachable' | 'not_sent' | 'elsewhere' | 'closed' }
}

interface DeskbellFunction {
  /** Opens the chat. `draft` is put into its box and not sent. */
  (act: 'open', options?: { draft?: string }): void
  /** `show` and `hide` are about the button, not about the chat. */
  (act: 'close' | 'toggle' | 'show' | 'hide'): void
  /** Sends a message as the visitor, without opening the chat. */
  (act: 'send', text: string): void
  <Name extends keyof DeskbellEvents>(
    act: 'on' | 'off',
    event: Name,
    listener: (detail: DeskbellEvents[Name]) => void,
  ): void
  /** Calls that wait for the script. */
  q?: ArrayLike<unknown>[]
}

declare var Deskbell: DeskbellFunction
