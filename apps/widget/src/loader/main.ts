import type { LauncherConfig } from '@deskbell/protocol/chatbot'
import { mount } from './launcher.js'
import { readTag } from './tag.js'

/** The server puts the site's configuration in this word's place. */
declare const __DESKBELL_CONFIG__: LauncherConfig | null

mount(readTag(__DESKBELL_CONFIG__, document.currentScript as HTMLScriptElement | null))
