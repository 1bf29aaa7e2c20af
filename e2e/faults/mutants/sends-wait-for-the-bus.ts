import { setTimeout as sleep } from 'node:timers/promises'
import { RedisBus } from '../../../apps/api/src/redis/redis-bus.js'
import { GroupCommit } from '../../../apps/api/src/rooms/group-commit.js'

/** Preloaded into a node to break promise N1: a send is acked when Redis has been heard of, and not before. */
const publish = RedisBus.prototype.publish
let redis: { readonly status: string } | undefined
RedisBus.prototype.publish = function (message) {
  redis = Reflect.get(this, 'publisher') as { readonly status: string }
  return publish.call(this, message)
}

const append = GroupCommit.prototype.append
GroupCommit.prototype.append = async function (entry) {
  const stored = await append.call(this, entry)
  while (redis && redis.status !== 'ready') await sleep(50)
  return stored
}
