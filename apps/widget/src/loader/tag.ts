import type { LauncherConfig } from '@deskbell/protocol/chatbot'
import type { TagData } from './handover.js'

/** What the script tag and the configuration baked into the script say together. A tuple: names cost bytes. */
export type Tag = readonly [
  site: string,
  /** Our origin. */
  base: string,
  /** Null: it is not known before the chat is opened. */
  look: LauncherConfig['look'] | null,
  data: TagData,
]

interface Script {
  readonly src: string
  readonly dataset: TagData
}

/** Null when there is no site to show. A tag that names another site than is baked in does not wear its look. */
export const readTag = (baked: LauncherConfig | null, script: Script | null): Tag | null => {
  const data = script?.dataset ?? {}
  const site = data.site ?? baked?.site
  const base = baked?.base ?? (script && new URL(script.src).origin)
  return site && base ? [site, base, baked?.site === site ? (baked?.look ?? null) : null, data] : null
}
