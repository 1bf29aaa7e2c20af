import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  interval,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** One row: what identifies this installation's data. Restoring a backup changes the epoch. */
export const installation = pgTable(
  'installation',
  {
    one: boolean('one').primaryKey().default(true),
    epoch: uuid('epoch').notNull().default(sql`gen_random_uuid()`),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  t => [check('installation_is_one_row', sql`${t.one}`)],
)

/** People who can sign in, whatever sites they are members of. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    username: text('username').notNull(),
    email: text('email').notNull(),
    firstName: text('first_name').notNull().default(''),
    lastName: text('last_name').notNull().default(''),
    passwordHash: text('password_hash').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  t => [
    uniqueIndex('users_username_key').on(sql`lower(${t.username})`),
    uniqueIndex('users_email_key').on(sql`lower(${t.email})`),
  ],
)

export const sites = pgTable(
  'sites',
  {
    id: uuid('id').primaryKey(),
    /** In every path of the old wire. Made from the owner's user name at sign-up, and from nothing afterwards. */
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    companyEmail: text('company_email').notNull().default(''),
    companyAddress: text('company_address').notNull().default(''),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  t => [uniqueIndex('sites_slug_key').on(sql`lower(${t.slug})`)],
)

export const members = pgTable(
  'members',
  {
    siteId: uuid('site_id')
      .notNull()
      .references(() => sites.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role', { enum: ['owner', 'admin', 'operator'] }).notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    /** A removed member stays a row: their entries name them. */
    removedAt: at('removed_at'),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.userId] }),
    index('members_user_idx').on(t.userId),
    index('members_removed_idx').on(t.removedAt).where(sql`removed_at is not null`),
  ],
)

/** Where a user is signed in. Tokens name the row, so ending the row ends the token. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    userAgent: text('user_agent').notNull().default(''),
    createdAt: at('created_at').notNull().defaultNow(),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  t => [index('sessions_user_idx').on(t.userId), index('sessions_revoked_idx').on(t.revokedAt)],
)

/** How a site's widget looks and who may embed it. */
export const chatbots = pgTable('chatbots', {
  siteId: uuid('site_id')
    .primaryKey()
    .references(() => sites.id),
  look: jsonb('look').notNull(),
  botPicture: uuid('bot_picture'),
  origins: text('origins').array().notNull().default(sql`'{}'`),
  version: integer('version').notNull().default(1),
  updatedAt: at('updated_at').notNull().defaultNow(),
  /** Where and when a page that is not ours last loaded the widget: the latest only, and nothing about its reader. */
  installedOrigin: text('installed_origin'),
  installedAt: at('installed_at'),
})

/** Words of a site's that its members send often. */
export const cannedReplies = pgTable(
  'canned_replies',
  {
    siteId: uuid('site_id')
      .notNull()
      .references(() => sites.id),
    id: uuid('id').notNull(),
    shortcut: text('shortcut').notNull(),
    text: text('text').notNull(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.id] }),
    uniqueIndex('canned_replies_shortcut_key').on(t.siteId, sql`lower(${t.shortcut})`),
  ],
)

export const visitors = pgTable(
  'visitors',
  {
    siteId: uuid('site_id')
      .notNull()
      .references(() => sites.id),
    id: uuid('id').notNull(),
    consumerId: text('consumer_id').notNull(),
    name: text('name').notNull().default(''),
    email: text('email'),
    createdAt: at('created_at').notNull().defaultNow(),
    /** When it was first known that they hold their token; until then the consumer id may be given once more. */
    claimedAt: at('claimed_at'),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.id] }),
    uniqueIndex('visitors_consumer_key').on(t.siteId, t.consumerId),
  ],
)

export const rooms = pgTable(
  'rooms',
  {
    siteId: uuid('site_id')
      .notNull()
      .references(() => sites.id),
    id: uuid('id').notNull(),
    kind: text('kind', { enum: ['visitor', 'discussion'] }).notNull(),
    visitorId: uuid('visitor_id'),
    status: text('status', { enum: ['open', 'closed'] })
      .notNull()
      .default('open'),
    /**
     * What lists are sorted by. Moved by an append only when it is over a second behind, so that the index
     * is touched once a second and room, however many messages come. Null until the first entry.
     */
    activeAt: at('active_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.id] }),
    uniqueIndex('rooms_visitor_key').on(t.siteId, t.visitorId),
    index('rooms_active_idx').on(t.siteId, t.activeAt.desc(), t.id),
    foreignKey({ columns: [t.siteId, t.visitorId], foreignColumns: [visitors.siteId, visitors.id] }),
  ],
)

/** The counters of a room, apart from the room since every append writes them: no secondary index, so updates stay on the page. */
export const roomHeads = pgTable(
  'room_heads',
  {
    siteId: uuid('site_id').notNull(),
    roomId: uuid('room_id').notNull(),
    /** Entries written. */
    seq: integer('seq').notNull().default(0),
    /** Entries written that visitors may see. */
    publicSeq: integer('public_seq').notNull().default(0),
    /** Messages written: what unread counts are made of. */
    messageCount: integer('message_count').notNull().default(0),
    /** The floor: entries below are gone. */
    first: integer('first').notNull().default(1),
    publicFirst: integer('public_first').notNull().default(1),
    conversationId: uuid('conversation_id'),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.roomId] }),
    foreignKey({ columns: [t.siteId, t.roomId], foreignColumns: [rooms.siteId, rooms.id] }),
  ],
)

/** Who belongs to a room and how. Members of the site reach its visitor rooms by their role, without a row. */
export const participants = pgTable(
  'participants',
  {
    siteId: uuid('site_id').notNull(),
    roomId: uuid('room_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind', { enum: ['visitor', 'member', 'moderator', 'guest'] }).notNull(),
    visitorId: uuid('visitor_id'),
    userId: uuid('user_id'),
    nickname: text('nickname'),
    joinedAt: at('joined_at').notNull().defaultNow(),
    leftAt: at('left_at'),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.roomId, t.id] }),
    foreignKey({ columns: [t.siteId, t.roomId], foreignColumns: [rooms.siteId, rooms.id] }),
  ],
)

/** One episode in a room, from ring to close. At most one is open. */
export const conversations = pgTable(
  'conversations',
  {
    siteId: uuid('site_id').notNull(),
    id: uuid('id').notNull(),
    roomId: uuid('room_id').notNull(),
    status: text('status', { enum: ['open', 'closed'] })
      .notNull()
      .default('open'),
    openedAt: at('opened_at').notNull().defaultNow(),
    closedAt: at('closed_at'),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.id] }),
    uniqueIndex('conversations_open_key').on(t.siteId, t.roomId).where(sql`closed_at is null`),
    foreignKey({ columns: [t.siteId, t.roomId], foreignColumns: [rooms.siteId, rooms.id] }),
  ],
)

/**
 * No foreign key to the head: `append_entries` is the only writer, it holds the head's lock, and a key would
 * be checked again for every message.
 */
export const journal = pgTable(
  'journal',
  {
    siteId: uuid('site_id').notNull(),
    roomId: uuid('room_id').notNull(),
    seq: integer('seq').notNull(),
    /** The number visitors know; null where they may not see the entry. */
    publicSeq: integer('public_seq'),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    kind: text('kind', { enum: ['message', 'note', 'event'] }).notNull(),
    /** Unique in the room for ever. The server's own entries carry such keys too. */
    clientId: text('client_id').notNull(),
    /** Of the body as first sent: the same id with another body is a conflict. Emptied with the body. */
    bodyHash: bytes('body_hash'),
    actorKind: text('actor_kind', { enum: ['visitor', 'member', 'system'] }).notNull(),
    actorId: uuid('actor_id'),
    /** `text`, a media type, or for events their name. */
    type: text('type').notNull(),
    content: text('content').notNull(),
    fileId: uuid('file_id'),
    /** Messages in the room up to and with this entry. */
    messageCount: integer('message_count').notNull(),
    createdAt: at('created_at').notNull(),
    erasedAt: at('erased_at'),
    /** For cursors that must not skip what commits late. */
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.roomId, t.seq] }),
    uniqueIndex('journal_client_key').on(t.siteId, t.roomId, t.clientId),
    uniqueIndex('journal_public_key').on(t.siteId, t.roomId, t.publicSeq).where(sql`public_seq is not null`),
  ],
)

/** How far somebody has read, in both numberings and in messages. Moves forward only. */
export const readCursors = pgTable(
  'read_cursors',
  {
    siteId: uuid('site_id').notNull(),
    roomId: uuid('room_id').notNull(),
    readerKind: text('reader_kind', { enum: ['visitor', 'member'] }).notNull(),
    readerId: uuid('reader_id').notNull(),
    seq: integer('seq').notNull(),
    publicSeq: integer('public_seq').notNull(),
    messages: integer('messages').notNull(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /**
     * When it was last moved by reading and not by writing. Nodes find by it what they were not told of. Appends leave it
     * alone, so that their updates touch no index; what they move is found by its room.
     */
    readAt: at('read_at'),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.roomId, t.readerKind, t.readerId] }),
    index('read_cursors_read_idx').on(t.siteId, t.readAt).where(sql`read_at is not null`),
  ],
)

/** Uploaded files, in the database so that every node, every backup and every erasure sees them. */
export const files = pgTable(
  'files',
  {
    siteId: uuid('site_id')
      .notNull()
      .references(() => sites.id),
    /** Random, not sortable: who knows it may read the file. */
    id: uuid('id').notNull(),
    /** Null for the bot's picture, which anybody may see. */
    roomId: uuid('room_id'),
    visitorId: uuid('visitor_id'),
    uploaderKind: text('uploader_kind', { enum: ['visitor', 'member'] }).notNull(),
    uploaderId: uuid('uploader_id').notNull(),
    name: text('name').notNull(),
    type: text('type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    /** A draft was not sent yet; old ones are swept away. */
    draft: boolean('draft').notNull().default(false),
    createdAt: at('created_at').notNull().defaultNow(),
    bytes: bytes('bytes').notNull(),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.id] }),
    index('files_draft_idx').on(t.createdAt).where(sql`draft`),
  ],
)

/** One row: the clock of deadlines stands still while no node beats, so that an outage of ours is nobody's absence. */
export const service = pgTable(
  'service',
  {
    one: boolean('one').primaryKey().default(true),
    beatAt: at('beat_at').notNull().defaultNow(),
    /** All outages there ever were, together. The function `served()` is the time without them. */
    paused: interval('paused').notNull().default('0'),
  },
  t => [check('service_is_one_row', sql`${t.one}`)],
)

/** The nodes that are alive, as far as their last beats say. */
export const nodes = pgTable('nodes', {
  id: uuid('id').primaryKey(),
  startedAt: at('started_at').notNull().defaultNow(),
  beatAt: at('beat_at').notNull(),
  /** The same by `served()`: a lease is over so long after it. */
  beatServed: at('beat_served').notNull(),
})

/**
 * Who has, or had, a socket open. Written by the functions `presence_*` only, many people at
 * once; no foreign key, since one bad row would keep the others from being written.
 */
export const presence = pgTable(
  'presence',
  {
    siteId: uuid('site_id').notNull(),
    kind: text('kind', { enum: ['visitor', 'member'] }).notNull(),
    personId: uuid('person_id').notNull(),
    /** Where a socket of theirs is. */
    nodes: uuid('nodes').array().notNull(),
    /** When they came, last time. A reconnect within the grace time is no coming. */
    since: at('since').notNull(),
    /** When their last socket went; null while there is one. */
    leftAt: at('left_at'),
    /** The same by `served()`, which deadlines count from. */
    leftServed: at('left_served'),
    /** Away for longer than the grace time, and told so. */
    gone: boolean('gone').notNull().default(false),
    /** When they last came or were told to be gone. */
    changedAt: at('changed_at').notNull(),
    /** By which transaction: two in one millisecond must not both take it for their news. */
    changedBy: xid8('changed_by').notNull().default(sql`pg_current_xact_id()`),
  },
  t => [
    primaryKey({ columns: [t.siteId, t.kind, t.personId] }),
    index('presence_here_idx').on(t.siteId, t.kind).where(sql`left_at is null`),
    index('presence_due_idx').on(t.leftServed).where(sql`left_at is not null and not gone`),
    index('presence_changed_idx').on(t.siteId, t.changedAt),
  ],
)
