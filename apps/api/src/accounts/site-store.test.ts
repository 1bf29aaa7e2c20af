import { expect, test } from 'vitest'
import type { Site } from './site-store.js'
import { CachedSites } from './site-store.pg.js'

const acme: Site = {
  id: '1',
  slug: 'Acme',
  name: 'Acme',
  owner: { username: 'Acme', email: '', first_name: '', last_name: '' },
}

test('a site is looked up once in a while, in any case of its slug; one that is not there each time', async () => {
  let now = 0
  const asked: string[] = []
  let there = true
  const sites = new CachedSites(
    {
      bySlug: async slug => {
        asked.push(slug)
        return there ? acme : null
      },
      byId: async id => {
        asked.push(id)
        return acme
      },
    },
    () => now,
  )
  expect(await sites.bySlug('acme')).toBe(acme)
  expect(await sites.bySlug('ACME')).toBe(acme)
  expect(await sites.byId('1')).toBe(acme)
  expect(asked).toEqual(['acme', '1'])
  now = 60_000
  there = false
  expect(await sites.bySlug('acme')).toBeNull()
  expect(await sites.bySlug('acme')).toBeNull()
  expect(asked).toEqual(['acme', '1', 'acme', 'acme'])
})
