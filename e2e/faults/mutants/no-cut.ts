import { Connection } from '../../../apps/api/src/realtime/connection.js'

/** Preloaded into a server to break promise S6: everything is kept for whoever does not read. */
Reflect.set(Connection.prototype, 'isTooSlow', () => false)
