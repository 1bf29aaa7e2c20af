import { errorKinds } from '@deskbell/protocol/error'
import { DeskbellError } from '../core/errors.js'
import type { FrequentLimiter, Limiter } from '../core/limiter.js'
import { createFigures } from './figures.js'
import type { Metrics, Sources } from './metrics.js'

const secondsSince = (began: number) => (performance.now() - began) / 1000

/** Counts for Prometheus; every node for itself. */
export function countAll(): Metrics {
  const figures = createFigures()
  let sources: Sources | undefined
  // What stands at 0 from the start shows its first time; what begins with 1 looks as if it had never moved.
  for (const kind of ['message', 'note', 'event']) figures.entries.inc({ kind }, 0)
  for (const outcome of ['committed', 'failed']) figures.append.zero({ outcome })
  for (const reason of [...errorKinds, 'outcome_unknown']) figures.refusedFrames.inc({ reason }, 0)
  return {
    sockets: {
      command: async (name, cameAt, work) => {
        try {
          await work()
        } finally {
          figures.command.observe({ command: name }, secondsSince(cameAt))
        }
      },
      refused: reason => figures.refusedFrames.inc({ reason }),
      cutSlow: () => figures.slowReaders.inc(),
    },
    store: store => ({
      free: rooms => store.free(rooms),
      append: async batch => {
        const began = performance.now()
        figures.batch.observe(batch.length)
        try {
          const results = await store.append(batch)
          figures.append.observe({ outcome: 'committed' }, secondsSince(began))
          for (const [at, { status }] of results.entries())
            if (status === 'stored') figures.entries.inc({ kind: batch[at]?.kind ?? '' })
          return results
        } catch (error) {
          figures.append.observe({ outcome: 'failed' }, secondsSince(began))
          throw error
        }
      },
    }),
    tell: tell => batch => {
      const began = performance.now()
      tell(batch)
      figures.fanOut.observe(secondsSince(began))
    },
    limiters: ({ rare, frequent }) => {
      const countedFrom0 = (name: string) => {
        figures.limited.inc({ limit: name }, 0)
        return (error: unknown) => {
          if (error instanceof DeskbellError && error.kind === 'rate_limited')
            figures.limited.inc({ limit: name })
        }
      }
      return {
        rare: allowance => countRefusals(rare(allowance), countedFrom0(allowance.name)),
        frequent: allowance => countFrequent(frequent(allowance), countedFrom0(allowance.name)),
      }
    },
    answered: ({ method, route, status, ms }) => {
      figures.calls.inc({ method, route, status })
      figures.callTime.observe({ route }, ms / 1000)
    },
    watch: given => {
      sources = given
    },
    read: async () => {
      if (sources) look(figures, sources)
      return { type: figures.registry.contentType, text: await figures.registry.metrics() }
    },
  }
}

function countRefusals(limiter: Limiter, refused: (error: unknown) => void): Limiter {
  return {
    take: key => {
      const taken = limiter.take(key)
      // Beside the road: whoever asked waits for the limiter and not for this.
      taken.catch(refused)
      return taken
    },
    giveBack: key => limiter.giveBack(key),
  }
}

function countFrequent(limiter: FrequentLimiter, refused: (error: unknown) => void): FrequentLimiter {
  return {
    take: key => {
      try {
        limiter.take(key)
      } catch (error) {
        refused(error)
        throw error
      }
    },
  }
}

function look(figures: ReturnType<typeof createFigures>, sources: Sources): void {
  const roles = { member: 0, visitor: 0, anonymous: 0 }
  for (const { actor } of sources.sockets) roles[actor.kind] += 1
  for (const [role, count] of Object.entries(roles)) figures.sockets.set({ role }, count)
  for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(sources.pools)) {
    figures.connections.set({ pool, state: 'used' }, totalCount - idleCount)
    figures.connections.set({ pool, state: 'idle' }, idleCount)
    figures.waitingQueries.set({ pool }, waitingCount)
  }
  figures.waitingEntries.set(sources.waitingEntries())
  const { lag, whole } = sources.bus
  figures.busLag.set(lag / 1000)
  figures.busWhole.set(whole ? 1 : 0)
  figures.overloaded.set(sources.load.isOver ? 1 : 0)
}
