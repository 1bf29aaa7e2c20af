import pg from 'pg'

/** Preloaded into a node that is asked over IPC how many queries it has made, by name or by their first words. */
const counts: Record<string, number> = {}
const honest = pg.Client.prototype.query as (...args: unknown[]) => unknown

pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [first] = args
  const { name, text = '' } = typeof first === 'string' ? { text: first } : (first as pg.QueryConfig)
  const known = name ?? text.trim().split(/\s+/).slice(0, 12).join(' ')
  counts[known] = (counts[known] ?? 0) + 1
  return honest.apply(this, args)
} as typeof pg.Client.prototype.query

process.on('message', () => process.send?.(counts))
// Being askable must not keep a server alive that wants to stop.
process.channel?.unref()
