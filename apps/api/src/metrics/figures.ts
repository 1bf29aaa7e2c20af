import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Seconds, from a quick write to a person who has given up. */
const LATENCY = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Every figure. Labels are names out of our own code (roles, kinds, routes, statuses), so there are never more series
 * than a few hundred, and none of them names a site, a person or an address. docs/operations.md says how to read them.
 */
export function createFigures() {
  const registry = new Registry()
  const registers = [registry]
  // Event loop, heap, garbage collection, CPU, open files, under the names that every dashboard knows.
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    sockets: new Gauge({
      name: 'deskbell_sockets',
      help: 'Open sockets, by who is at the other end.',
      labelNames: ['role'],
      registers,
    }),
    entries: new Counter({
      name: 'deskbell_entries_appended_total',
      help: 'Entries committed to a journal: messages, notes, events. What was sent twice counts once.',
      labelNames: ['kind'],
      registers,
    }),
    batch: new Histogram({
      name: 'deskbell_append_batch_entries',
      help: 'Entries in one write.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      registers,
    }),
    append: new Histogram({
      name: 'deskbell_append_seconds',
      help: 'One write of a batch, commit included.',
      labelNames: ['outcome'],
      buckets: LATENCY,
      registers,
    }),
    waitingEntries: new Gauge({
      name: 'deskbell_append_waiting_entries',
      help: 'Entries that wait for the next write; at 10,000 sends are refused.',
      registers,
    }),
    fanOut: new Histogram({
      name: 'deskbell_fan_out_seconds',
      help: 'From a commit until all of its entries were handed to this node’s sockets.',
      buckets: [0.0001, 0.00025, 0.0005, ...LATENCY],
      registers,
    }),
    command: new Histogram({
      name: 'deskbell_command_seconds',
      help: 'From the coming of a frame until its answer was told.',
      labelNames: ['command'],
      buckets: LATENCY,
      registers,
    }),
    refusedFrames: new Counter({
      name: 'deskbell_frames_refused_total',
      help: 'Frames answered with an error, by its kind.',
      labelNames: ['reason'],
      registers,
    }),
    slowReaders: new Counter({
      name: 'deskbell_slow_readers_cut_total',
      help: 'Sockets cut because too much was waiting unread.',
      registers,
    }),
    limited: new Counter({
      name: 'deskbell_rate_limited_total',
      help: 'Refusals by a rate limit, by the limit’s name.',
      labelNames: ['limit'],
      registers,
    }),
    calls: new Counter({
      name: 'deskbell_http_requests_total',
      help: 'Answered HTTP requests.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    callTime: new Histogram({
      name: 'deskbell_http_request_seconds',
      help: 'From an HTTP request’s head until its answer was written.',
      labelNames: ['route'],
      buckets: LATENCY,
      registers,
    }),
    connections: new Gauge({
      name: 'deskbell_database_connections',
      help: 'Connections to PostgreSQL, by pool and by whether they are in use.',
      labelNames: ['pool', 'state'],
      registers,
    }),
    waitingQueries: new Gauge({
      name: 'deskbell_database_waiting',
      help: 'Work that waits for a connection of the pool.',
      labelNames: ['pool'],
      registers,
    }),
    busLag: new Gauge({
      name: 'deskbell_bus_lag_seconds',
      help: 'How long a message to all nodes was under way lately. One node alone: 0.',
      registers,
    }),
    overloaded: new Gauge({
      name: 'deskbell_overloaded',
      help: '1 while this node refuses who comes because it has too much to do.',
      registers,
    }),
    busWhole: new Gauge({
      name: 'deskbell_bus_whole',
      help: '1 while this node hears every other, 0 while it asks the database instead.',
      registers,
    }),
  }
}
