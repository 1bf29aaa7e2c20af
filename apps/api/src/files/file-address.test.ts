import { expect, test } from 'vitest'
import { fileAddress } from './file-address.js'

test('an address holds nothing but what an address may', () => {
  const file = { siteId: 's', id: 'i', name: 'Übersicht 50% #1?.pdf' }
  expect(fileAddress(file)).toBe('/files/s/i/%C3%9Cbersicht%2050%25%20%231%3F.pdf')
})
