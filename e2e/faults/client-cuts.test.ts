import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../harness/account.js'
import { FaultProxy } from '../harness/fault-proxy.js'
import { chosenSeed, random } from '../harness/random.js'
import { type Server, startServer } from '../harness/server.js'
import { mustHold } from '../ledger/check.js'
import { Crowd } from './crowd.js'
import { storedOf } from './stored.js'

const full = process.env.FAULTS === 'full'
const clients = full ? 100 : 15
const milliseconds = full ? 120_000 : 6_000

/** Guarantees G2, G3, G4, G6, G7. */
describe('clients whose TCP connections are cut', () => {
  const seed = chosenSeed()
  let server: Server
  let proxy: FaultProxy
  beforeAll(async () => {
    server = await startServer()
    proxy = await FaultProxy.start(server.port)
  })
  afterAll(async () => {
    await proxy.close()
    await server.close()
  })

  it(`see every message once and in order, seed ${seed}`, { timeout: 300_000 }, async () => {
    const chance = random(seed)
    const { username: site, token } = await signUp(server.origin)
    const origin = `http://127.0.0.1:${proxy.port}`
    const crowd = new Crowd({ origin, site, token, visitors: clients, random: chance, pause: 150 })
    const stored = () => storedOf(server, site)
    try {
      await crowd.start()
      const end = performance.now() + milliseconds
      while (performance.now() < end) {
        await sleep(100)
        // Each connection every three seconds or so.
        proxy.cut(() => chance.chance(1 / 30))
      }
      await crowd.settle(stored, 12_000)
      mustHold(await crowd.history(stored), `seed ${seed}, ${proxy.cuts} cuts`)
      expect(proxy.cuts, `seed ${seed}: cuts that struck`).toBeGreaterThan(clients / 2)
    } finally {
      crowd.stop()
    }
  })
})
