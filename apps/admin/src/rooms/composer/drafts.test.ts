import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const file = { file: '/files/s/f/a.png', type: 'image/png', file_name: 'a.png', file_size: 3 }
const of = { member: 'ines', room: 'r1' }
const empty = { mode: 'reply', reply: '', note: '', files: [] }

let stored: Map<string, string>
let heard: ((told: { key: string | null; newValue: string | null }) => void)[]
beforeEach(() => {
  stored = new Map()
  // Like the real one: its keys are its own properties.
  const target = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  }
  heard = []
  vi.stubGlobal('addEventListener', (_: string, hear: (typeof heard)[number]) => void heard.push(hear))
  vi.stubGlobal(
    'localStorage',
    new Proxy(target, {
      ownKeys: () => [...stored.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  )
})
afterEach(() => vi.unstubAllGlobals())

function Probe({ use }: { use: () => void }) {
  use()
  return null
}

/** A page that has just been loaded. */
async function page() {
  vi.resetModules()
  const drafts = await import('./drafts.js')
  const { renderToStaticMarkup } = await import('react-dom/server')
  const { createElement } = await import('react')
  return {
    ...drafts,
    read: (whose = of) => {
      const seen: unknown[] = []
      renderToStaticMarkup(createElement(Probe, { use: () => seen.push(drafts.useDraft(whose)) }))
      return seen[0]
    },
  }
}

it('keeps reply, note and files of each room apart, over a reload', async () => {
  const before = await page()
  before.changeDraft(of, () => ({ reply: 'Hello\nthere', files: [file] }))
  before.changeDraft(of, () => ({ mode: 'note', note: 'Careful' }))
  before.changeDraft({ ...of, room: 'r2' }, () => ({ reply: 'Other' }))
  const after = await page()
  expect(after.read()).toEqual({ mode: 'note', reply: 'Hello\nthere', note: 'Careful', files: [file] })
  expect(after.read({ ...of, room: 'r2' })).toEqual({ ...empty, reply: 'Other' })
})

it('shows nobody what somebody else has written at this tab', async () => {
  const { changeDraft, read } = await page()
  changeDraft(of, () => ({ reply: 'mine' }))
  expect(read({ ...of, member: 'tom' })).toEqual(empty)
})

it('goes on from what another tab wrote or sent', async () => {
  const { changeDraft } = await page()
  changeDraft(of, () => ({ reply: 'begun here' }))
  const key = [...stored.keys()][0] ?? ''
  const tell = (newValue: string | null, about = key) => {
    for (const hear of heard) hear({ key: about, newValue })
  }
  const seen: string[] = []
  const look = () =>
    changeDraft(of, ({ reply }) => {
      seen.push(reply)
      return {}
    })
  tell(JSON.stringify({ ...empty, reply: 'ended there' }))
  look()
  tell(null)
  look()
  tell('{"reply":"x"}', 'other')
  look()
  expect(seen).toEqual(['ended there', '', ''])
})

it('leaves nothing behind when it is empty, and when somebody signs out', async () => {
  const { changeDraft } = await page()
  changeDraft(of, () => ({ reply: 'a' }))
  changeDraft(of, () => ({ reply: '' }))
  expect([...stored]).toEqual([])
  changeDraft(of, () => ({ reply: 'a' }))
  stored.set('other', 'stays')
  const after = await page()
  after.forgetDrafts()
  expect([...stored.keys()]).toEqual(['other'])
  expect(after.read()).toEqual(empty)
})

it('forgets those of the person before, and not those of who is here now', async () => {
  const { changeDraft, forgetDrafts, read } = await page()
  changeDraft(of, () => ({ reply: 'a' }))
  changeDraft({ member: 'tomas', room: 'r1' }, () => ({ reply: 'b' }))
  forgetDrafts('tomas')
  expect([...stored.keys()]).toEqual(['deskbell:draft:tomas:r1'])
  expect(read()).toEqual(empty)
})

it.each(['', 'null', '7', '{', '{"reply":1,"files":[{"file":"javascript:alert(1)"}]}'])(
  'takes %j in storage for nothing',
  async text => {
    stored.set('deskbell:draft:ines:r1', text)
    expect((await page()).read()).toEqual(empty)
  },
)

it('works without storage', async () => {
  vi.stubGlobal('localStorage', undefined)
  const { changeDraft, forgetDrafts } = await page()
  expect(() => {
    changeDraft(of, () => ({ reply: 'a' }))
    forgetDrafts()
  }).not.toThrow()
})
