import { RedisBus } from '../../../apps/api/src/redis/redis-bus.js'

/**
 * Preloaded into a node: of what other nodes tell, one message in twenty is never heard, and nothing says so. After a
 * SIGUSR2 nothing at all is heard, so that nothing that comes later can heal it.
 */
const honest = RedisBus.prototype.subscribe
let hears = 0.95
process.on('SIGUSR2', () => {
  hears = 0
})

RedisBus.prototype.subscribe = function (hear) {
  return honest.call(this, message => {
    if (Math.random() < hears) return hear(message)
    process.stdout.write(`did not hear: ${message.type}\n`)
  })
}
