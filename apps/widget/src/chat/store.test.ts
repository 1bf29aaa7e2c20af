import { expect, test } from 'vitest'
import { ME, resolveStore } from './store.js'

/** A browser with a storage for the frame and one for the host page, each of which may be forbidden. */
function browser() {
  const own = new Map<string, string>()
  let page: Record<string, string> = {}
  let ownWorks = true
  let pageWorks = true
  const storage = () => {
    if (!ownWorks) throw new Error('SecurityError')
    const items = Object.fromEntries(own)
    return Object.assign(
      Object.create({
        getItem: (key: string) => own.get(key) ?? null,
        setItem: (key: string, value: string) => void own.set(key, value),
        removeItem: (key: string) => void own.delete(key),
      }),
      items,
    ) as Storage
  }
  return {
    own,
    get page() {
      return page
    },
    allow(frame: boolean, host: boolean) {
      ownWorks = frame
      pageWorks = host
    },
    /** What the widget does on a page: finds its store; a visitor nobody knows gets a name; writing marks the page. */
    visit(newcomer: string): string {
      const keep = (key: string, value: string | null) => {
        const { [key]: _, ...rest } = page
        if (pageWorks) page = value === null ? rest : { ...rest, [key]: value }
      }
      const store = resolveStore({ own: storage, scope: 'acme', stored: pageWorks ? page : null, keep })
      const me = store.get(ME) ?? newcomer
      store.set(ME, me)
      keep('acted', '1')
      return me
    },
  }
}

test('keeps everything in the frame’s own storage where that works', () => {
  const { visit, own, page } = browser()
  expect([visit('ann'), visit('bob')]).toEqual(['ann', 'ann'])
  expect([...own.keys()]).toEqual(['deskbell:acme:me'])
  expect(page).not.toHaveProperty('me')
})

test('keeps it in the host page’s storage where the frame has none, and stays there', () => {
  const world = browser()
  world.allow(false, true)
  expect([world.visit('ann'), world.visit('bob')]).toEqual(['ann', 'ann'])
  world.allow(true, true)
  expect(world.visit('cid')).toBe('ann')
})

test('moves to the host page’s storage once the frame’s own has forgotten a visitor', () => {
  const world = browser()
  expect(world.visit('ann')).toBe('ann')
  world.own.clear()
  expect([world.visit('bob'), world.visit('cid')]).toEqual(['bob', 'bob'])
  world.own.clear()
  expect(world.visit('dot')).toBe('bob')
})

test('a frame storage that is forbidden for a while and comes back does not split a visitor again', () => {
  const world = browser()
  expect(world.visit('ann')).toBe('ann')
  world.allow(false, true)
  expect(world.visit('bob')).toBe('bob')
  world.allow(true, true)
  expect([world.visit('cid'), world.visit('dot')]).toEqual(['bob', 'bob'])
})

test('without any storage it lasts as long as the page and breaks nothing', () => {
  const world = browser()
  world.allow(false, false)
  expect([world.visit('ann'), world.visit('bob')]).toEqual(['ann', 'bob'])
})

test('the frame’s own storage alone is enough', () => {
  const world = browser()
  world.allow(true, false)
  expect([world.visit('ann'), world.visit('bob')]).toEqual(['ann', 'ann'])
})

test('looking for a store leaves nothing behind', () => {
  const own = new Map<string, string>()
  const storage = () =>
    ({
      getItem: (key: string) => own.get(key) ?? null,
      setItem: (key: string, value: string) => void own.set(key, value),
      removeItem: (key: string) => void own.delete(key),
    }) as Storage
  resolveStore({ own: storage, scope: 'acme', stored: {}, keep: () => {} })
  expect(own.size).toBe(0)
})
