import { roomAddress } from '@deskbell/client/address'
import { browserPorts } from '@deskbell/client/browser'
import { InboxClient, type InboxState } from '@deskbell/client/inbox'
import { storedOutbox, webStore } from '@deskbell/client/outbox-storage'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react'
import { meQuery } from '../accounts/me.js'
import { useDesk } from '../accounts/signed-in.js'
import { perFrame, type Source } from './per-frame.js'

interface Held {
  readonly inbox: InboxClient
  /** What is drawn: the client's state, anew at most once per frame. */
  readonly shown: Source<InboxState>
}

const InboxContext = createContext<Held | null>(null)

/** Holds the one socket of a signed-in member for as long as any of their pages is open. */
export function InboxProvider({ children }: { children: ReactNode }) {
  const { me, site } = useDesk()
  const queries = useQueryClient()
  const [held, setHeld] = useState<Held | null>(null)
  useEffect(() => {
    const inbox = new InboxClient({
      url: roomAddress(location.origin, site.slug),
      ports: browserPorts(),
      // What one person wrote must never go out under the name of the next one at this browser.
      storage: storedOutbox(webStore(() => localStorage, `deskbell:${site.id}:${me.user.id}:`)),
    })
    const shown = perFrame(inbox)
    // A session that was ended elsewhere is heard of on the socket first.
    const unsubscribe = shown.subscribe(() => {
      if (shown.getSnapshot().connection.status === 'ended') void queries.invalidateQueries(meQuery)
    })
    setHeld({ inbox, shown })
    inbox.start()
    return () => {
      unsubscribe()
      shown.stop()
      inbox.stop()
    }
  }, [site.id, site.slug, me.user.id, queries])
  return held && <InboxContext value={held}>{children}</InboxContext>
}

function useHeld(): Held {
  const held = use(InboxContext)
  if (held === null) throw new Error('The inbox is only for pages below InboxProvider')
  return held
}

/** The inbox to act on. Only below {@link InboxProvider}. */
export const useInbox = (): InboxClient => useHeld().inbox

/** What the inbox knows now: drawn anew for every change of anything, so better take a part. */
export const useInboxState = (): InboxState => useInboxPart(state => state)

/** One part of what the inbox knows; draws anew only when that part is another object or value. */
export function useInboxPart<Part>(part: (state: InboxState) => Part): Part {
  const { shown } = useHeld()
  return useSyncExternalStore(shown.subscribe, () => part(shown.getSnapshot()))
}
