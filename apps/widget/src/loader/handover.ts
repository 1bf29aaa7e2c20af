import type { LauncherConfig } from '@deskbell/protocol/chatbot'

/**
 * What the loader gives to the host part. A page may keep its loader open for weeks while the server gets a newer host
 * part: names here are added, never changed or taken away.
 */
export interface Handover {
  /** Null: the page does not know it. */
  readonly look: LauncherConfig['look'] | null
  /** What the owner wrote on the script tag. */
  readonly data: TagData
  /** In the widget's one element, whose id is the key of what it keeps in the page's storage. */
  readonly root: ShadowRoot
  readonly button: HTMLButtonElement
  /** On its way to the chat, at our origin; in a dialog in `root` that is not open. */
  readonly frame: HTMLIFrameElement
  /** Resolves once the frame has said something, which may be before the host part listens. */
  readonly spoke: Promise<unknown>
}

/** What `Deskbell(…)` was called with, and whether the visitor has just touched or typed something. */
export type Call = readonly [args: readonly unknown[], focus: boolean | undefined]

/** The host part: takes over every call but `show`, `hide` and `on('ready')`. */
export type HostPart = (...call: Call) => void

/** The `data-` attributes of the script tag. */
export type TagData = Readonly<Record<string, string | undefined>>
