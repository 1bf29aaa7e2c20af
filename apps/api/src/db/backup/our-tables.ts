import type pg from 'pg'
import type { Migration } from '../migrations.js'
import type { CopiedTable } from './archive-format.js'

type Client = Pick<pg.ClientBase, 'query'>

const namesAfter = (words: RegExp, migrations: readonly Migration[]) => {
  const found = migrations.flatMap(({ statements }) =>
    statements.flatMap(statement => [...statement.matchAll(words)].map(([, name]) => name ?? '')),
  )
  return [...new Set(found)]
}

/** What our migrations ever made. Others may have tables beside ours, which are none of our business. */
export const tableNames = (migrations: readonly Migration[]) =>
  namesAfter(/^\s*create table (?:if not exists )?"?(\w+)"?/gim, migrations)

export const functionNames = (migrations: readonly Migration[]) =>
  namesAfter(/^\s*create (?:or replace )?function "?(\w+)"?/gim, migrations)

/**
 * Those of the named tables that are there, with what has to be copied of them, in an order in which every table
 * stands after those its rows refer to.
 */
export async function copiedTables(client: Client, names: readonly string[]): Promise<CopiedTable[]> {
  // The id of the transaction that wrote a row says nothing in another database: its rows are written anew there.
  const found = await client.query<CopiedTable & { refers: string[] }>(
    `select c.relname as name,
       (select json_agg(a.attname order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
           and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype) as columns,
       (select coalesce(json_agg(r.relname), '[]') from pg_constraint k join pg_class r on r.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> k.conrelid) as refers
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1)
      order by c.relname`,
    [names],
  )
  const placed = new Set<string>()
  const ordered: CopiedTable[] = []
  while (ordered.length < found.rows.length) {
    const next = found.rows.find(row => !placed.has(row.name) && row.refers.every(name => placed.has(name)))
    if (!next) throw new Error('tables refer to each other in a circle')
    placed.add(next.name)
    ordered.push({ name: next.name, columns: next.columns })
  }
  return ordered
}
