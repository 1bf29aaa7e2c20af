import type { LauncherConfig } from '@deskbell/protocol/chatbot'

/** What the script tag and the configuration baked into the script say together. A tuple: names cost bytes. */
export type Tag = readonly [
  site: string,
  /** Our origin. */
  base: string,
  /** Be this visitor. */
  consumer: string | null,
  open: boolean,
  /** Null: it is not known before the chat is opened. */
  look: LauncherConfig['look'] | null,
]

interface Script {
  readonly src: string
  readonly dataset: Readonly<Record<string, string | undefined>>
}

/** Null when there is no site to show. A tag that names another site than is baked in does not wear its look. */
export function readTag(baked: LauncherConfig | null, script: Script | null): Tag | null {
  const { site = baked?.site, consumer = null, open } = script?.dataset ?? {}
  const base = baked?.base ?? (script && new URL(script.src).origin)
  const look = baked?.site === site ? (baked?.look ?? null) : null
  return site && base ? [site, base, consumer, open !== undefined, look] : null
}
