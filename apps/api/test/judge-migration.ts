import type pg from 'pg'
import { applyMigration, type Migration } from '../src/db/migrations.js'

type Client = Pick<pg.ClientBase, 'query'>

interface Column {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly given: boolean
}

interface Table {
  /** Changes when PostgreSQL writes the whole table anew. */
  readonly file: string
  readonly columns: Map<string, Column>
  readonly checked: ReadonlySet<string>
}

/**
 * Carries a migration out and says what would hurt a version that is serving meanwhile, and people who wait for it.
 * It is judged by what it does (locks held, tables rewritten, columns gone), not by how it is written.
 *
 * The migration is applied and stays so. Tables that were there before count as large and busy, whatever is in them.
 */
export async function judgeMigration(client: Client, migration: Migration): Promise<string[]> {
  const before = await tablesOf(client)
  // What is CONCURRENTLY keeps nobody out, and stands alone (`parseMigration` sees to it).
  const locks = migration.concurrent ? [] : await applyWatched(client, migration)
  if (migration.concurrent) for (const statement of migration.statements) await client.query(statement)
  const after = await tablesOf(client)
  return [...judgeLocks(before, locks), ...judgeShapes(before, after, migration.contract)]
}

function judgeLocks(before: Map<string, Table>, locks: readonly Lock[]): string[] {
  const said: string[] = []
  for (const table of before.keys()) {
    const held = new Set(locks.filter(lock => lock.table === table).map(lock => lock.mode))
    // CREATE INDEX and nothing else of ours takes this one.
    if (held.has('ShareLock'))
      said.push(
        `${table}: an index is built while nobody may write; say CONCURRENTLY, in a migration of its own`,
      )
    if (held.has('AccessExclusiveLock') && held.has('RowExclusiveLock'))
      said.push(
        `${table}: rows are changed while everybody is kept out; change them in a migration of its own`,
      )
  }
  return said
}

function judgeShapes(before: Map<string, Table>, after: Map<string, Table>, contract: boolean): string[] {
  const said: string[] = []
  const taken = (words: string) => {
    if (!contract) said.push(`${words}; the version before may still need it (see "contract")`)
  }
  for (const [name, was] of before) {
    const is = after.get(name)
    if (!is) {
      taken(`${name}: is gone or has another name`)
      continue
    }
    if (is.file !== was.file)
      said.push(`${name}: the whole table is written anew while everybody is kept out`)
    for (const constraint of is.checked) {
      if (!was.checked.has(constraint))
        said.push(
          `${name}.${constraint}: every row is checked under a lock; add it NOT VALID, and VALIDATE it in another migration`,
        )
    }
    for (const [column, then] of was.columns) {
      const now = is.columns.get(column)
      if (!now) taken(`${name}.${column}: is gone or has another name`)
      else if (now.type !== then.type) taken(`${name}.${column}: has another type`)
      else if (now.required && !then.required) taken(`${name}.${column}: must not be empty any more`)
      else if (then.given && !now.given && now.required) taken(`${name}.${column}: has no default any more`)
    }
    for (const [column, now] of is.columns) {
      if (!was.columns.has(column) && now.required && !now.given)
        said.push(`${name}.${column}: is new and has to be given, which the version before does not do`)
    }
  }
  return said
}

interface Lock {
  readonly table: string
  readonly mode: string
}

async function applyWatched(client: Client, migration: Migration): Promise<Lock[]> {
  await client.query('begin')
  await applyMigration(client, migration)
  const locks = await client.query<Lock>(
    `select distinct c.relname as table, l.mode from pg_locks l join pg_class c on c.oid = l.relation
      where l.pid = pg_backend_pid() and l.granted and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  )
  await client.query('commit')
  return locks.rows
}

async function tablesOf(client: Client): Promise<Map<string, Table>> {
  const found = await client.query<{ name: string; file: string; columns: Column[]; checked: string[] }>(
    `select c.relname as name, pg_relation_filenode(c.oid)::text as file,
       (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                 'required', a.attnotnull, 'given', a.atthasdef or a.attidentity <> '')), '[]')
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select coalesce(json_agg(k.conname), '[]') from pg_constraint k
         where k.conrelid = c.oid and k.contype in ('c', 'f') and k.convalidated) as checked
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  )
  return new Map(
    found.rows.map(({ name, file, columns, checked }) => [
      name,
      { file, columns: new Map(columns.map(column => [column.name, column])), checked: new Set(checked) },
    ]),
  )
}
