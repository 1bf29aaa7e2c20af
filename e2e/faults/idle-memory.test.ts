import { expect, it } from 'vitest'
import { bareSockets, deskbellSockets } from '../bench/memory.js'
import { report } from './report.js'

const full = process.env.FAULTS === 'full'
const count = full ? 10_000 : 500

/** Guarantee S6: what an idle visitor costs, beside a server that only holds the socket. Both after a collection of garbage. */
it(`${count} idle visitors weigh at most twice what their bare sockets do`, {
  timeout: 300_000,
}, async () => {
  const bare = await bareSockets(count)
  const ours = await deskbellSockets(count)
  const kib = (bytes: number) => bytes / 1_024
  report(
    `${count} idle sockets, KiB each: resident ${kib(ours.rss).toFixed(1)}, of a bare server ${kib(bare.rss).toFixed(1)} ` +
      `(${(ours.rss / bare.rss).toFixed(2)} ×); JS heap ${kib(ours.heap).toFixed(1)} and ${kib(bare.heap).toFixed(1)}`,
  )
  // With a few sockets only the heap says something.
  expect(kib(ours.heap)).toBeLessThan(16)
  if (!full) return
  expect(kib(ours.rss)).toBeLessThan(16)
  expect(ours.rss / bare.rss).toBeLessThan(2)
})
