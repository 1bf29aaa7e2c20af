import '@deskbell/design/tokens.css'
import './style/base.css'
import './style/head.css'
import './style/log.css'
import './style/message.css'
import './style/write.css'
import type { BakedConfig } from '@deskbell/protocol/chatbot'
import { start } from './start.js'

const config: BakedConfig = JSON.parse(document.getElementById('config')?.textContent ?? '')
// The page of the settings shows what the look does. It is no visitor: nothing is connected, kept or sent.
if (location.hash === '#preview') void import('./lazy/preview.js').then(({ preview }) => preview(config.look))
else start(config)
