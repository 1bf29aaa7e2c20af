import { Connection } from '../../../apps/api/src/realtime/connection.js'

/** Preloaded into a server to break promise S6: nobody is let go of for being silent. */
Connection.prototype.terminate = () => {}
