import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Bus, BusMessage } from '../src/realtime/bus.js'

/** A wire to join. */
export interface BusWorld {
  /** One more node, once it is whole. */
  join(): Promise<Bus>
  close(): Promise<void>
}

const appended = (siteId: string, last: number): BusMessage => ({
  type: 'appended',
  siteId,
  roomId: 'room',
  first: last,
  last,
})

/** Follows, and waits until the site is heard: what was said before may be missing, later not. */
export async function followed(bus: Bus, siteId: string, atOnce: boolean): Promise<() => void> {
  const heard = new Promise<void>(resolve => {
    const stop = bus.onHeard(siteIds => {
      if (!siteIds.includes(siteId)) return
      stop()
      resolve()
    })
  })
  const leave = bus.follow(siteId)
  if (!atOnce) await heard
  return leave
}

/** Everything that a node hears, and a wait for it. */
export function ear(bus: Bus) {
  const heard: BusMessage[] = []
  let told = () => {}
  const stop = bus.subscribe(message => {
    heard.push(message)
    told()
  })
  return {
    heard,
    stop,
    /** Until so many have come. */
    async count(wanted: number): Promise<BusMessage[]> {
      while (heard.length < wanted) await new Promise<void>(resolve => (told = resolve))
      return heard
    },
  }
}

/**
 * What every bus does.
 *
 * @param atOnce whether a site is heard as soon as it is followed
 */
export function busContract(open: () => Promise<BusWorld>, atOnce: boolean): void {
  let world: BusWorld
  let one: Bus
  let two: Bus
  beforeEach(async () => {
    world = await open()
    one = await world.join()
    two = await world.join()
  })
  afterEach(() => world.close())

  /** Comes after everything that `from` has said before, to every other node. */
  const last = (from: Bus) => from.publish({ type: 'ended', sessionIds: ['last'] })

  test('says what it was told to the other nodes that follow the site, and to nobody else', async () => {
    const three = await world.join()
    await followed(one, 'a', atOnce)
    await followed(two, 'a', atOnce)
    await followed(three, 'b', atOnce)
    const [ear1, ear2, ear3] = [ear(one), ear(two), ear(three)]
    const messages: BusMessage[] = [
      appended('a', 1),
      {
        type: 'read',
        siteId: 'a',
        roomId: 'room',
        reader: { kind: 'member', id: 'u', name: 'Ada “Ä” 🛎', handle: 'ada' },
        cursor: { seq: 3, publicSeq: 2, messages: 2 },
        own: true,
      },
      {
        type: 'typing',
        siteId: 'a',
        roomId: 'room',
        from: { kind: 'visitor', id: 'v', name: 'Kim', handle: 'kim' },
        on: false,
      },
      {
        type: 'presence',
        siteId: 'a',
        person: { kind: 'visitor', id: 'v' },
        online: true,
        since: 1_700_000_000_000,
      },
    ]
    for (const message of messages) one.publish(message)
    last(one)
    expect(await ear2.count(5)).toEqual([...messages, { type: 'ended', sessionIds: ['last'] }])
    expect(await ear3.count(1)).toEqual([{ type: 'ended', sessionIds: ['last'] }])
    last(two)
    expect(await ear1.count(1)).toHaveLength(1)
  })

  test('keeps the order of one node', async () => {
    await followed(two, 'a', atOnce)
    const { count } = ear(two)
    const messages = Array.from({ length: 500 }, (_, at) => appended('a', at + 1))
    for (const message of messages) one.publish(message)
    expect(await count(500)).toEqual(messages)
  })

  test('never speaks before the speaker has finished its own turn', async () => {
    await followed(two, 'a', atOnce)
    const { heard, count } = ear(two)
    one.publish(appended('a', 1))
    expect(heard).toEqual([])
    await count(1)
  })

  test('a site is heard until its last follower has left, and again when one is back', async () => {
    const leave = await followed(two, 'a', atOnce)
    const leaveToo = two.follow('a')
    const { heard, count } = ear(two)
    leave()
    leave()
    one.publish(appended('a', 1))
    await count(1)
    leaveToo()
    one.publish(appended('a', 2))
    last(one)
    await count(2)
    expect(heard.map(message => message.type)).toEqual(['appended', 'ended'])
    two.follow('a')
    one.publish(appended('a', 3))
    expect((await count(3)).at(-1)).toEqual(appended('a', 3))
  })

  test('many sites that are followed in one turn are all heard', async () => {
    const sites = Array.from({ length: 2_500 }, (_, at) => `site-${at}`)
    await Promise.all(sites.map(site => followed(two, site, atOnce)))
    const { count } = ear(two)
    for (const site of sites) one.publish(appended(site, 1))
    const heard = await count(sites.length)
    expect(heard.map(message => 'siteId' in message && message.siteId)).toEqual(sites)
  })

  test('who has stopped listening hears nothing, and a closed end neither speaks nor throws', async () => {
    const [deaf, hearing] = [ear(two), ear(two)]
    deaf.stop()
    last(one)
    await hearing.count(1)
    expect(deaf.heard).toEqual([])
    await one.close()
    last(one)
    const three = await world.join()
    last(three)
    await hearing.count(2)
    expect(hearing.heard).toHaveLength(2)
  })

  test('is whole while everybody is there, and when somebody has left with a good-bye', async () => {
    expect([one.whole, two.whole]).toEqual([true, true])
    await one.close()
    expect(two.whole).toBe(true)
  })
}
