import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type pg from 'pg'

/** One file of `db/migrations`, as drizzle-kit writes it and as people complete it. */
export interface Migration {
  /** The file's name without its end, such as `0002_replies`. */
  readonly tag: string
  /** What drizzle-kit calls `when`: its name in the database. */
  readonly when: number
  readonly hash: string
  readonly statements: readonly string[]
  /** Takes away what an older version needs: from then on none that does not know this migration may start. */
  readonly contract: boolean
  /** Builds or drops indexes beside those who write, which PostgreSQL does outside of transactions only. */
  readonly concurrent: boolean
}

const folder = new URL('./migrations/', import.meta.url)

/** All migrations this version knows, in their order. */
export async function readMigrations(): Promise<Migration[]> {
  const journal = JSON.parse(await readFile(new URL('meta/_journal.json', folder), 'utf8')) as {
    entries: { tag: string; when: number }[]
  }
  return Promise.all(
    journal.entries.map(async ({ tag, when }) =>
      parseMigration(tag, when, await readFile(new URL(`${tag}.sql`, folder), 'utf8')),
    ),
  )
}

/** @throws Error when a migration builds an index beside the writers and does something else besides */
export function parseMigration(tag: string, when: number, text: string): Migration {
  const statements = text.split('--> statement-breakpoint').filter(statement => bare(statement) !== '')
  const concurrent = statements.filter(statement => /\bconcurrently\b/i.test(bare(statement)))
  if (concurrent.length > 0 && concurrent.length < statements.length) {
    throw new Error(
      `${tag}: what is CONCURRENTLY needs a migration of its own, since no transaction can hold it`,
    )
  }
  return {
    tag,
    when,
    hash: createHash('sha256').update(text).digest('hex'),
    statements,
    contract: /^-- contract: \S/.test(text),
    concurrent: concurrent.length > 0,
  }
}

/** The statement without its comments and the space around it. */
const bare = (statement: string) => statement.replaceAll(/^\s*--.*$/gm, '').trim()

/** What stands in the database's own list; drizzle made the table, and `contract` came later. */
export interface Applied {
  readonly when: number
  readonly contract: boolean
}

/** @returns what was applied, oldest first; none on a database that never saw Deskbell */
export async function appliedMigrations(client: Pick<pg.ClientBase, 'query'>): Promise<Applied[]> {
  const there = await client.query("select to_regclass('drizzle.__drizzle_migrations') as list")
  if (there.rows[0]?.list === null) return []
  const answer = await client.query<{ when: string; contract: boolean }>(
    `select created_at as when, coalesce((to_jsonb(m) ->> 'contract')::boolean, false) as contract
       from drizzle.__drizzle_migrations m order by created_at`,
  )
  return answer.rows.map(row => ({ when: Number(row.when), contract: row.contract }))
}

/** Makes the list of applied migrations, or brings it to what this version writes into it. */
export async function makeMigrationList(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  await client.query('create schema if not exists drizzle')
  await client.query(
    `create table if not exists drizzle.__drizzle_migrations (
       id serial primary key, hash text not null, created_at bigint)`,
  )
  await client.query(
    'alter table drizzle.__drizzle_migrations add column if not exists contract boolean not null default false',
  )
}

/** Does what the migration says, in the caller's transaction, and notes that it is done. */
export async function applyMigration(
  client: Pick<pg.ClientBase, 'query'>,
  migration: Migration,
): Promise<void> {
  for (const statement of migration.statements) {
    // Who calls this with such a migration has the tables to themselves.
    await client.query(migration.concurrent ? statement.replace(/\bconcurrently\b/i, '') : statement)
  }
  await noteMigration(client, migration)
}

export async function noteMigration(
  client: Pick<pg.ClientBase, 'query'>,
  { hash, when, contract }: Migration,
): Promise<void> {
  await client.query(
    'insert into drizzle.__drizzle_migrations (hash, created_at, contract) values ($1, $2, $3)',
    [hash, when, contract],
  )
}
