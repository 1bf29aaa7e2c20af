import type { InboxClient } from '@deskbell/client/inbox'
import type { InboxRow } from '@deskbell/client/inbox-rows'
import { lastLine, visitorName } from '../rooms/names.js'
import { navigate, roomPath } from '../router.js'
import { attend, hush, nothingWatched, type Verdict } from './attention.js'
import { nothing, useAttention } from './attention-store.js'
import { ring, tick, useBell } from './bell.js'
import { notify, shownTags, unnotify } from './notify.js'
import { useChoice } from './settings.js'
import { markTab } from './tab-marks.js'
import { isSaid, say, type Turn, takeTurn } from './tabs.js'

/** From one ring to the next. */
const RING_EVERY_MS = 8_000
/** Many events are one look. */
const LOOK_EVERY_MS = 250
/** A message that is read at once, in another tab, gives no tick. */
const TICK_AFTER_MS = 400

export interface Watcher {
  /** Which room the address of this page names. */
  shows(room: string | null): void
  /** Lets what rings now be still, in all tabs of this browser. */
  hush(): void
  stop(): void
}

/**
 * Watches the rooms and calls the member: sound, title, favicon, notification.
 * @param scope what tabs of the same member at the same site share
 */
export function watchRooms(inbox: InboxClient, scope: string, me: string): Watcher {
  let watch = nothingWatched
  let heard = false
  let room: string | null = null
  let lookedAt = 0
  let nextLook: ReturnType<typeof setTimeout> | undefined
  let nextRing: ReturnType<typeof setTimeout> | undefined
  let nextTick: ReturnType<typeof setTimeout> | undefined
  const ticking = new Set<string>()
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`deskbell:bell:${scope}`) : null
  const looking = `deskbell:looking:${scope}`
  const notifier = takeTurn(`deskbell:notifier:${scope}`)
  let sounder: Turn | null = null
  let unsay: (() => void) | null = null

  /** Only a tab that can sound stands in line for it. */
  const queueForSound = () => {
    const able = useChoice.getState().sound && useBell.getState().state === 'ready'
    if (able) sounder ??= takeTurn(`deskbell:bell:${scope}`)
    else {
      sounder?.leave()
      sounder = null
    }
  }

  const look = () => {
    clearTimeout(nextLook)
    nextLook = undefined
    lookedAt = Date.now()
    const { loaded, byId } = inbox.getSnapshot()
    const seen = document.visibilityState === 'visible' ? room : null
    const verdict = attend(watch, byId, { loaded, room: seen, now: lookedAt })
    watch = verdict.watch
    heard ||= verdict.sound !== 'none'
    publish(byId)
    if (verdict.rang.length > 0) ringNow()
    if (watch.rings.size === 0) clearTimeout(nextRing)
    tickSoon(verdict.told)
    tell(verdict)
    for (const id of shownTags()) if (byId.get(id)?.unread === 0) unnotify(id)
    for (const id of verdict.over) unnotify(id)
  }

  const publish = (byId: ReadonlyMap<string, InboxRow>) => {
    let unread = 0
    for (const row of byId.values()) if (row.unread > 0) unread += 1
    const { rings, taken } = watch
    const before = useAttention.getState()
    const same =
      sameMembers(before.rings, rings) && sameMembers(before.taken, taken) && before.unread === unread
    if (!same || before.heard !== heard) useAttention.setState({ rings, taken, unread, heard })
    const [first] = rings.keys()
    const ringing = first === undefined ? undefined : byId.get(first)
    markTab({ unread, ringing: ringing ? visitorName(ringing) : null })
  }

  const ringNow = () => {
    clearTimeout(nextRing)
    const { sound, volume } = useChoice.getState()
    if (sound && sounder?.mine()) void ring(volume)
    nextRing = setTimeout(() => {
      look()
      if (watch.rings.size > 0) ringNow()
    }, RING_EVERY_MS)
  }

  /** Several at once are one tick. */
  const tickSoon = (rows: readonly InboxRow[]) => {
    if (rows.length === 0) return
    for (const { id } of rows) ticking.add(id)
    nextTick ??= setTimeout(() => {
      const { byId } = inbox.getSnapshot()
      const isNews = [...ticking].some(id => (byId.get(id)?.unread ?? 0) > 0)
      ticking.clear()
      nextTick = undefined
      const { sound, tick: wanted, volume } = useChoice.getState()
      if (isNews && sound && wanted && sounder?.mine()) void tick(volume)
    }, TICK_AFTER_MS)
  }

  const tell = ({ rang, told }: Verdict) => {
    const { notify: wanted, showText } = useChoice.getState()
    if (!wanted || rang.length + told.length === 0 || !notifier.mine()) return
    void isSaid(looking).then(said => {
      if (said) return
      for (const row of [...told, ...rang]) {
        const name = visitorName(row)
        const rings = rang.includes(row)
        notify({
          tag: row.id,
          title: rings ? `${name} is ringing` : name,
          body: showText ? lastLine(row.last, me) : 'A new message',
          stays: rings,
          onOpen: () => navigate(roomPath(row.id)),
        })
      }
    })
  }

  const lookSoon = () => {
    // The first look says what was there before: whoever rings right after it has to be heard.
    if (watch.rows === null && inbox.getSnapshot().loaded) {
      look()
      return
    }
    if (nextLook !== undefined) return
    const wait = lookedAt + LOOK_EVERY_MS - Date.now()
    if (wait <= 0) look()
    else nextLook = setTimeout(look, wait)
  }

  const onSight = () => {
    const looked = document.visibilityState === 'visible' && document.hasFocus()
    if (looked) unsay ??= say(looking)
    else {
      unsay?.()
      unsay = null
    }
    lookSoon()
  }

  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!Array.isArray(data)) return
    watch = hush(
      watch,
      data.filter(id => typeof id === 'string'),
    )
    look()
  })
  const stops = [
    inbox.subscribe(lookSoon),
    useBell.subscribe(queueForSound),
    useChoice.subscribe(queueForSound),
    listen(window, 'focus', onSight),
    listen(window, 'blur', onSight),
    listen(document, 'visibilitychange', onSight),
  ]
  queueForSound()
  onSight()

  return {
    shows(next) {
      if (next === room) return
      room = next
      look()
    },
    hush() {
      const rooms = [...watch.rings.keys()]
      watch = hush(watch, rooms)
      channel?.postMessage(rooms)
      for (const id of rooms) unnotify(id)
      look()
    },
    stop() {
      for (const stop of stops) stop()
      for (const timer of [nextLook, nextRing, nextTick]) clearTimeout(timer)
      channel?.close()
      notifier.leave()
      sounder?.leave()
      unsay?.()
      for (const id of shownTags()) unnotify(id)
      useAttention.setState(nothing)
      markTab({ unread: 0, ringing: null })
    },
  }
}

function listen(target: EventTarget, event: string, run: () => void): () => void {
  target.addEventListener(event, run)
  return () => target.removeEventListener(event, run)
}

function sameMembers(
  one: { size: number; keys(): Iterable<string> },
  other: ReadonlyMap<string, unknown> | ReadonlySet<string>,
): boolean {
  if (one.size !== other.size) return false
  for (const key of one.keys()) if (!other.has(key)) return false
  return true
}
