import type pg from 'pg'
import { GRACE, LEASE, type Moves, type Person, type PresenceChange } from './presence.js'
import type { Attended, Beat, PresenceStore } from './presence-store.js'

/** Somebody as the functions of the database take and answer them. */
interface WirePerson {
  site_id: string
  kind: Person['kind']
  person_id: string
}

interface WireChange extends WirePerson {
  since: string
}

interface Row extends WirePerson {
  since: Date
  left_at: Date | null
  gone: boolean
}

/** People that one beat may find to be gone; the others are found by the next. */
const MOST_GONE = 5_000

const toWire = (people: readonly Person[]): string =>
  JSON.stringify(people.map(({ siteId, kind, id }): WirePerson => ({ site_id: siteId, kind, person_id: id })))

const personOf = (row: WirePerson): Person => ({ siteId: row.site_id, kind: row.kind, id: row.person_id })

const toChange =
  (online: boolean) =>
  (row: WireChange): PresenceChange => ({ person: personOf(row), online, since: new Date(row.since) })

const toAttended = (row: Row): Attended => ({
  person: personOf(row),
  online: !row.gone,
  since: row.gone && row.left_at ? row.left_at : row.since,
  leftAt: row.left_at,
})

/** Presence in PostgreSQL; the work is done by functions of the database, each in one round trip. */
export class PgPresenceStore implements PresenceStore {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async moved(nodeId: string, { here, away }: Moves): Promise<readonly PresenceChange[] | null> {
    const answer = await this.pool.query<{ came: WireChange[] | null }>({
      name: 'presence_moved',
      text: 'select presence_moved($1, $2, $3) as came',
      values: [nodeId, toWire(here), toWire(away)],
    })
    return answer.rows[0]?.came?.map(toChange(true)) ?? null
  }

  async beat(nodeId: string): Promise<Beat> {
    const answer = await this.pool.query<{ beat: { kept: boolean; gone: WireChange[] } }>({
      name: 'presence_beat',
      text: `select presence_beat($1, $2 * interval '1 millisecond', $3 * interval '1 millisecond', $4) as beat`,
      values: [nodeId, LEASE, GRACE, MOST_GONE],
    })
    const [row] = answer.rows
    if (!row) throw new Error('a query without from answered no row')
    return { kept: row.beat.kept, gone: row.beat.gone.map(toChange(false)) }
  }

  async leave(nodeId: string): Promise<void> {
    await this.pool.query('select presence_left($1)', [nodeId])
  }

  async of(siteId: string, kind: Person['kind'], ids: readonly string[]) {
    if (ids.length === 0) return new Map<string, Attended>()
    const answer = await this.pool.query<Row>({
      name: 'presence_of',
      text: `select site_id, kind, person_id, since, left_at, gone from presence
              where site_id = $1 and kind = $2 and person_id = any($3::uuid[])`,
      values: [siteId, kind, ids],
    })
    return new Map(answer.rows.map(row => [row.person_id, toAttended(row)]))
  }

  async changed(sites: readonly { siteId: string; ms: number }[]): Promise<readonly PresenceChange[]> {
    if (sites.length === 0) return []
    const answer = await this.pool.query<Row>({
      name: 'presence_changed',
      text: `select p.site_id, p.kind, p.person_id, p.since, p.left_at, p.gone
               from unnest($1::uuid[], $2::float8[]) as s(id, ms)
              cross join lateral (select * from presence
                                   where site_id = s.id and changed_at >= now() - s.ms * interval '1 millisecond'
                                   order by changed_at desc limit 1000) p`,
      values: [sites.map(site => site.siteId), sites.map(site => site.ms)],
    })
    return answer.rows.map(row => {
      const { person, online, since } = toAttended(row)
      return { person, online, since }
    })
  }
}
