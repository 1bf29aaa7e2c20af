import { createHash } from 'node:crypto'
import { z } from 'zod/mini'
import { many } from '../../core/many.js'
import { StartError } from '../../core/start-error.js'

// A backup is one gzipped text that psql could load into a schema of the same version:
//
//   -- deskbell-backup {header}
//   COPY "users" ("id", "username") FROM stdin;
//   <a row a line, as PostgreSQL's COPY writes text>
//   \.
//   -- end {end}
//
// Tables stand in an order in which every row finds those it refers to. The last line holds a hash of all lines
// above it, so that a backup that was cut off or changed is never taken for whole.

const name = z.string().check(z.regex(/^[a-z_][a-z0-9_]{0,62}$/))

const header = z.object({
  format: z.literal(1),
  taken_at: z.string(),
  /** Whose numbers these are. The restored installation gets another. */
  epoch: z.string(),
  /** The server it was taken from, such as `18.4`. */
  postgres: z.string(),
  /** The schema it holds: the migrations that were applied, by what drizzle-kit calls `when`. */
  migrations: z.array(z.int()).check(z.minLength(1)),
  key: z.nullable(
    z.object({
      /** The signing key itself; null when it came from SECRET, and whoever restores has to set that again. */
      kept: z.nullable(z.string().check(z.minLength(32))),
      /** Tells whether another key is the same. */
      mark: z.string(),
    }),
  ),
})
export type ArchiveHeader = z.infer<typeof header>

const end = z.object({ tables: z.record(name, z.int()), sha256: z.string() })
/** Rows by table, and the hash of everything above. */
export type ArchiveEnd = z.infer<typeof end>

export interface CopiedTable {
  readonly name: string
  readonly columns: readonly string[]
}

const HEADER = '-- deskbell-backup '
const END = '-- end '

export const headerLine = (value: ArchiveHeader) => `${HEADER}${JSON.stringify(value)}\n`
export const endLine = (value: ArchiveEnd) => `${END}${JSON.stringify(value)}\n`
export const ROWS_END = '\\.\n'
export const copyLine = (table: CopiedTable) => `COPY ${columnsOf(table)} FROM stdin;\n`

/** `"users" ("id", "username")`; names are of our own schema. */
export const columnsOf = ({ name, columns }: CopiedTable) =>
  `"${name}" (${columns.map(column => `"${column}"`).join(', ')})`

/** @throws StartError when the line is none of that kind; a header may also be of a format we do not know */
export function parseHeader(line: string): ArchiveHeader {
  const value = jsonAfter(HEADER, line)
  if (typeof value === 'object' && value !== null && 'format' in value && value.format !== 1) {
    throw notWhole('it was made by a newer Deskbell; restore it with that one')
  }
  return checked(header, value)
}

export function parseCopy(line: string): CopiedTable {
  const [, table, columns = ''] =
    /^COPY "([a-z0-9_]+)" \(("[a-z0-9_]+"(?:, "[a-z0-9_]+")*)\) FROM stdin;$/.exec(line) ?? []
  if (table === undefined) throw notWhole('a line in it is not what a backup holds')
  return { name: table, columns: columns.split(', ').map(column => column.slice(1, -1)) }
}

export const isEnd = (line: string) => line.startsWith(END)
export const parseEnd = (line: string): ArchiveEnd => checked(end, jsonAfter(END, line))

function jsonAfter(word: string, line: string): unknown {
  try {
    if (line.startsWith(word)) return JSON.parse(line.slice(word.length))
  } catch {
    // Told below.
  }
  throw notWhole('it does not begin or end like one')
}

function checked<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw notWhole('what it says of itself is damaged')
  return parsed.data
}

export const notWhole = (why: string) => new StartError('backup', `This is no whole Deskbell backup: ${why}.`)

/** Tells two keys apart and says nothing else about them. */
export const keyMark = (key: string) =>
  createHash('sha256').update(`deskbell signing key\n${key}`).digest('hex').slice(0, 16)

/** What a person knows their data by. */
export const counted = ({ tables }: ArchiveEnd): string => {
  const words = {
    sites: ['site'],
    visitors: ['visitor'],
    journal: ['entry', 'entries'],
    files: ['file'],
  } as const
  return Object.entries(words)
    .map(([table, [one, more]]) => many(tables[table] ?? 0, one, more))
    .join(', ')
}
