import { RedisBus } from '../../../apps/api/src/redis/redis-bus.js'

/** Preloaded into a node: of what other nodes tell, one message in twenty is never heard, and nothing says so. */
const honest = RedisBus.prototype.subscribe

RedisBus.prototype.subscribe = function (hear) {
  return honest.call(this, message => {
    if (Math.random() >= 0.05) return hear(message)
    process.stdout.write(`did not hear: ${message.type}\n`)
  })
}
