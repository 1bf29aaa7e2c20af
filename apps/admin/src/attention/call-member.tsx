import { useEffect, useState } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { useInbox } from '../realtime/inbox.js'
import { routeOf, useAddress } from '../router.js'
import { prepareBell } from './bell.js'
import { watchPermission } from './notify.js'
import { RingCard } from './ring-card.js'
import { type Watcher, watchRooms } from './watcher.js'

/** Calls the member on every page of theirs: once, for as long as they are signed in. */
export function CallMember() {
  const { me, site } = useDesk()
  const inbox = useInbox()
  const route = routeOf(useAddress())
  const room = route.page === 'messages' ? route.room : null
  // That page is the card.
  const isSaid = route.page === 'welcome' && route.step === 'ring'
  const [watcher, setWatcher] = useState<Watcher | null>(null)
  useEffect(() => {
    const started = watchRooms(inbox, `${site.id}:${me.user.id}`, me.user.id)
    setWatcher(started)
    return () => started.stop()
  }, [inbox, site.id, me.user.id])
  useEffect(prepareBell, [])
  useEffect(watchPermission, [])
  useEffect(() => watcher?.shows(room), [watcher, room])
  return watcher && !isSaid && <RingCard onHush={watcher.hush} inConversation={room !== null} />
}
