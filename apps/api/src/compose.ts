import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Logger } from 'pino'
import { AccountService } from './accounts/account-service.js'
import { PgAccountStore } from './accounts/account-store.pg.js'
import { PgMemberStore } from './accounts/member-store.pg.js'
import { Passwords } from './accounts/passwords.js'
import { Revocations } from './accounts/revocations.js'
import { SessionService } from './accounts/session-service.js'
import { PgSessionStore } from './accounts/session-store.pg.js'
import { CachedSites, PgSiteStore } from './accounts/site-store.pg.js'
import { ChatbotService } from './chatbot/chatbot-service.js'
import { PgChatbotStore } from './chatbot/chatbot-store.pg.js'
import { PgInstallationStore } from './chatbot/installation-store.pg.js'
import { Installations } from './chatbot/installations.js'
import { createDispatch } from './commands/dispatch.js'
import type { Config } from './config.js'
import { systemClock } from './core/clock.js'
import { countHere } from './core/count.js'
import { gathered } from './core/gathered.js'
import { within } from './core/within.js'
import { isConnectionLost, isLockTimeout, openDatabase } from './db/client.js'
import { FileService } from './files/file-service.js'
import { PgFileStore } from './files/file-store.pg.js'
import { openMetrics } from './metrics/open-metrics.js'
import { PresenceService } from './presence/presence-service.js'
import type { Attended } from './presence/presence-store.js'
import { PgPresenceStore } from './presence/presence-store.pg.js'
import type { Bus } from './realtime/bus.js'
import { Connections } from './realtime/connections.js'
import { Heartbeat } from './realtime/heartbeat.js'
import { Hub } from './realtime/hub.js'
import { LocalBus } from './realtime/local-bus.js'
import { presentEntry } from './realtime/present.js'
import { tellCommitted } from './realtime/tell-committed.js'
import { Watch } from './realtime/watch.js'
import { RedisBus } from './redis/redis-bus.js'
import { shareLimits } from './redis/shared-limits.js'
import { ReplyService } from './replies/reply-service.js'
import { PgReplyStore } from './replies/reply-store.pg.js'
import { GroupCommit } from './rooms/group-commit.js'
import { PgJournalStore } from './rooms/journal-store.pg.js'
import { MessageService } from './rooms/message-service.js'
import { PgRoomStore } from './rooms/room-store.pg.js'
import { openTracing } from './tracing/open-tracing.js'
import { VisitorService } from './visitors/visitor-service.js'
import { PgVisitorStore } from './visitors/visitor-store.pg.js'
import { Cookies } from './wire/credentials.js'
import { addMetricsRoute } from './wire/http/metrics-route.js'
import type { WebRoot } from './wire/http/page-routes.js'
import { roomHandlers } from './wire/http/room-routes.js'
import { Load } from './wire/load.js'
import { rateLimits } from './wire/rate-limits.js'
import { addRest } from './wire/rest.js'
import { createServer } from './wire/server.js'
import { registerSockets } from './wire/sockets/socket-routes.js'

export interface NodeOptions {
  readonly config: Pick<
    Config,
    'publicUrl' | 'trustProxy' | 'rateLimits' | 'redisUrl' | 'metricsToken' | 'traces' | 'stopDelay'
  >
  readonly database: pg.PoolConfig
  readonly secret: string
  readonly logger: Logger
  /** The builds of the inbox and the widget. */
  readonly webRoot: WebRoot
  /** Only tests give one, to join several nodes of one process. */
  readonly bus?: Bus
}

/** One node of Deskbell on a migrated database, ready to listen. */
export interface Node {
  readonly app: FastifyInstance
  /**
   * Calls itself not ready, for `stopDelay`; then sends everybody away, finishes what was begun and lets go of the
   * database. That ends within 12 s, whatever hangs.
   */
  close(): Promise<void>
}

const SWEEP_EVERY = 3_600_000
/** Milliseconds. Another node's write of the same room takes a few. */
const APPEND_LOCK_WITHIN = 1_000

/** Puts the parts together: the only file that knows all of them. */
export async function compose({
  config,
  database,
  secret,
  logger,
  webRoot,
  bus: given,
}: NodeOptions): Promise<Node> {
  const onTrouble = (error: unknown) => logger.warn({ err: error }, 'not now, will be tried again')
  const namespace = namespaceOf(secret)
  const bus = given ?? openBus(config.redisUrl, namespace, logger)
  let draining = false
  const onLost = (error: unknown) => {
    // A database that stops with us is no trouble.
    if (!draining) onTrouble(error)
  }
  const { pool, db, close: closePool } = openDatabase(database, onLost)
  // Appends never wait behind somebody's reading, and not for long behind somebody who keeps a room locked: one
  // connection writes, one tries the rooms that were set aside.
  const writer = openDatabase({ ...database, max: 2, lock_timeout: APPEND_LOCK_WITHIN }, onLost)
  const metrics = await openMetrics(config.metricsToken !== undefined)
  const tracing = await openTracing(config.traces, logger)
  const load = new Load({
    waiting: () => pool.waitingCount,
    onChange: isOver =>
      isOver
        ? logger.warn('too much to do: who comes now is asked to come back')
        : logger.info('no longer too much to do'),
  })
  const { app, tokens } = await createServer({
    ...config,
    secret,
    logger,
    admit: () => load.admit(),
    answered: metrics.answered,
    trace: tracing.request,
  })
  const sharing =
    config.rateLimits < Number.POSITIVE_INFINITY && config.redisUrl !== undefined
      ? shareLimits(config.redisUrl, namespace)
      : undefined
  const limits = rateLimits(config.rateLimits, metrics.limiters(sharing?.limiters ?? countHere))
  const secureCookies = config.publicUrl?.startsWith('https:') ?? false
  const cookies = new Cookies(secureCookies)

  const journal = new PgJournalStore(pool, writer.pool)
  const rooms = new PgRoomStore(pool)
  const files = new PgFileStore(db)
  const sites = new CachedSites(new PgSiteStore(db), systemClock)
  const sessionStore = new PgSessionStore(db)
  const revocations = new Revocations({ sessions: sessionStore, onError: onTrouble })
  /** Here at once, on other nodes by the bus; and if it is away, by their looks at the database. */
  const endSessions = {
    tellSessionsEnded: (sessionIds: readonly string[]) => {
      revocations.tellSessionsEnded(sessionIds)
      if (sessionIds.length > 0) bus.publish({ type: 'ended', sessionIds })
    },
  }
  const sessions = new SessionService({
    sessions: sessionStore,
    members: new PgMemberStore(db),
    tokens,
    revocations: endSessions,
    clock: systemClock,
  })
  const visitors = new VisitorService({ visitors: new PgVisitorStore(db), tokens })
  const accounts = new AccountService({
    accounts: new PgAccountStore(db),
    passwords: new Passwords(),
    tokens,
    revocations: endSessions,
    limits,
  })
  const chatbots = new ChatbotService({ chatbots: new PgChatbotStore(db) })
  const installations = new Installations({
    installations: new PgInstallationStore(db),
    clock: systemClock,
    onError: onLost,
  })
  const replies = new ReplyService({ replies: new PgReplyStore(db) })
  const uploads = new FileService({ files, clock: systemClock })

  const people = new PgPresenceStore(pool)
  const hub: Hub = new Hub({
    journal,
    rooms,
    bus,
    onTrouble,
    onBorn: ({ site, visitor }) => {
      if (!visitor) return
      const told = (known: Attended | undefined) => known && hub.tellPresence(known)
      people.of(site.id, 'visitor', [visitor.id]).then(found => told(found.get(visitor.id)), onTrouble)
    },
  })
  const presence = new PresenceService({
    store: people,
    tell: change => hub.presenceChanged(change),
    onError: onLost,
  })
  const commit = new GroupCommit({
    store: metrics.store(journal),
    committed: metrics.tell(tracing.tell(batch => tellCommitted(hub, batch))),
    onTellFailed: onTrouble,
    isOutcomeUnknown: isConnectionLost,
    isLocked: isLockTimeout,
  })
  const messages = new MessageService({ commit: tracing.commit(commit), journal, rooms, files })
  const dispatch = createDispatch({ messages, rooms, announce: hub, presence: people, visitors })

  const epoch = async () => {
    const found = await pool.query<{ epoch: string }>({
      name: 'epoch',
      text: 'select epoch from installation',
    })
    return found.rows[0]?.epoch ?? ''
  }
  const connections = new Connections()
  const watch = new Watch({ hub, bus, journal, rooms, presence: people, epoch, onTrouble })
  const heartbeat = new Heartbeat({ watch, connections, rooms, onTrouble })
  await registerSockets(app, {
    dispatch,
    hub,
    connections,
    presence,
    rooms,
    roomOfHolder: gathered(asks => rooms.findOfHolders(asks)),
    greeting: gathered(asks => rooms.greetings(asks)),
    sites,
    sessions,
    visitors,
    limits,
    load,
    cookies,
    secureCookies,
    publicUrl: config.publicUrl,
    epoch,
    log: logger,
    observer: {
      ...metrics.sockets,
      command: (name, cameAt, work) =>
        metrics.sockets.command(name, cameAt, () => tracing.command(name, cameAt, work)),
    },
  })

  const ready = async () => {
    if (draining) return 'draining'
    try {
      await pool.query('select 1')
      return null
    } catch {
      return 'the database cannot be reached'
    }
  }
  if (config.metricsToken !== undefined) {
    metrics.watch({
      sockets: connections,
      pools: { main: pool, journal: writer.pool },
      waitingEntries: () => commit.size,
      bus,
      load,
    })
    addMetricsRoute(app, { token: config.metricsToken, read: metrics.read })
  }
  await addRest(app, {
    accounts,
    chatbots,
    installations,
    replies,
    sessions,
    visitors,
    sites,
    rooms,
    limits,
    cookies,
    secureCookies,
    publicUrl: config.publicUrl,
    ready,
    webRoot,
    files: uploads,
    tellFile: async ({ actor, site, visitor }, file) => {
      const { room } = await rooms.ensureForVisitor(site, visitor.visitorId)
      const entry = presentEntry(room, await messages.tellFile(actor, room, file), actor.kind)
      if (!entry) throw new Error('a message that its sender may not see')
      return entry
    },
    roomHandlers: roomHandlers({ dispatch, rooms, limits }),
  })

  bus.subscribe(message => {
    if (message.type === 'ended') revocations.tellSessionsEnded(message.sessionIds)
  })
  revocations.onSessionsEnded(ids => connections.endSessions(ids))
  revocations.onMembersRemoved(members => connections.endMembers(members))
  revocations.start()
  watch.start()
  heartbeat.start()
  presence.start()
  load.start()
  const sweeping = setInterval(() => {
    uploads.sweepDrafts().catch(onTrouble)
    sessionStore.sweep().catch(onTrouble)
  }, SWEEP_EVERY)
  sweeping.unref()

  return {
    app,
    close: async () => {
      draining = true
      // Whoever sends people here looks now and then; until then they must find somebody.
      await sleep(config.stopDelay)
      clearInterval(sweeping)
      load.stop()
      heartbeat.stop()
      watch.stop()
      revocations.stop()
      const step = (ms: number, what: string, work: Promise<unknown>) =>
        within(ms, what, work).catch(onTrouble)
      await step(4_000, 'finishing commands', connections.drain())
      const closing = app.close()
      await step(2_000, 'closing the connections', closing)
      // Whoever has not answered a close frame by now, or is still sending a body, never may.
      for (const socket of app.websocketServer.clients) socket.terminate()
      app.server.closeAllConnections()
      await step(1_000, 'cutting the connections', closing)
      await step(2_000, 'finishing writes', commit.drain())
      await step(1_000, 'saying that nobody is here any more', presence.stop())
      hub.close()
      sharing?.close()
      await step(500, 'leaving the bus', bus.close())
      await step(1_000, 'closing the pools', Promise.all([closePool(), writer.close()]))
      await step(1_000, 'sending the last traces', tracing.close())
    },
  }
}

/** Without Redis this is the only node, and has nobody to tell. */
function openBus(redisUrl: string | undefined, namespace: string, logger: Logger): Bus {
  if (redisUrl === undefined) return new LocalBus().join()
  const onChange = (connected: boolean) => {
    if (connected) logger.info('Redis is there: nodes hear of each other at once')
    else logger.warn('Redis is away: nodes hear of each other by the database, every 2 s')
  }
  return new RedisBus({ url: redisUrl, namespace, onChange })
}

/** All nodes of an installation have the same secret, and no other installation has it. */
const namespaceOf = (secret: string) =>
  `deskbell-${createHmac('sha256', secret).update('redis').digest('hex').slice(0, 12)}`
