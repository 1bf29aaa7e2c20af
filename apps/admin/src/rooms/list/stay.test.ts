import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { Author } from '@deskbell/protocol/entry'
import { expect, it } from 'vitest'
import { inView, movedBy, newAbove } from './stay.js'

const row = (id: string, active: number, from?: Author) =>
  ({ id, active_at: `2026-01-01T00:00:0${active}.000Z`, last: from ? { from } : null }) as InboxRow
const before = [row('a', 5), row('b', 4), row('c', 3), row('d', 2), row('e', 1)]
const [a, b, c, d, e] = before as [InboxRow, InboxRow, InboxRow, InboxRow, InboxRow]

it('goes with what is in view', () => {
  expect(movedBy(before, before, 1, 3)).toBe(0)
  // From below the view to the top, and a new one.
  expect(movedBy(before, [row('e', 9), a, b, c, d], 1, 3)).toBe(1)
  expect(movedBy(before, [row('x', 9), row('y', 8), ...before], 1, 3)).toBe(2)
  // From above the view.
  expect(movedBy(before, [row('b', 9), a, c, d, e], 2, 3)).toBe(0)
  // The first in view itself: the next one stays where it is.
  expect(movedBy(before, [row('b', 9), a, c, d, e], 1, 3)).toBe(0)
  expect(movedBy(before, [c, d, e], 2, 3)).toBe(-2)
  expect(movedBy(before, [], 1, 3)).toBe(0)
})

it('counts what others brought to the top', () => {
  const kim: Author = { kind: 'visitor', id: 'v', name: 'Kim' }
  const me: Author = { kind: 'member', id: 'm', name: 'Ines' }
  const leftAt = a.active_at
  expect(newAbove(before, leftAt, 'm')).toBe(0)
  expect(newAbove([row('e', 9, kim), row('d', 8, me), a, b, c], leftAt, 'm')).toBe(1)
})

it('scrolls the shortest way to a row, and not at all to one that is seen whole', () => {
  expect(inView(100, 300, 100, 73)).toBe(100)
  expect(inView(100, 300, 327, 73)).toBe(100)
  expect(inView(100, 300, 99, 73)).toBe(99)
  expect(inView(100, 300, 328, 73)).toBe(101)
  expect(inView(100, 50, 300, 73)).toBe(300)
})
