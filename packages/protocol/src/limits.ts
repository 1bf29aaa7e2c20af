/** Every limit of the wire that a client may want to know before the server says no. */
export const LIMITS = {
  /** UTF-16 units in one message or note. */
  content: 10_000,
  /** Bytes of one socket frame; a larger one closes the socket with 1009. */
  frameBytes: 65_536,
  /** Bytes of one JSON body. */
  bodyBytes: 65_536,
  /** Bytes of one uploaded file. */
  fileBytes: 5 * 1024 * 1024,
  /** UTF-16 units of a name, a chatbot setting, an address. */
  text: 256,
  /** UTF-16 units of a password; argon2 would take more, a reader of logs of timings should not. */
  password: { min: 8, max: 256 },
  /** Entries in one page of a journal. */
  page: { usual: 50, max: 200 },
  /** Rooms in one page, and messages shown with each. */
  rooms: { usual: 50, max: 100, messages: 20 },
  /** Canned replies of one site; UTF-16 units of one, and of its shortcut. */
  replies: { max: 500, text: 4_000, shortcut: 32 },
  /** Milliseconds between two heartbeats. */
  heartbeat: 10_000,
  /** Milliseconds after which a typing signal that was not repeated is over. */
  typing: 6_000,
} as const
