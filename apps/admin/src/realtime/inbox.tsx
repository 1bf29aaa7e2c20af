import { roomAddress } from '@deskbell/client/address'
import { browserPorts } from '@deskbell/client/browser'
import { InboxClient, type InboxState } from '@deskbell/client/inbox'
import { storedOutbox, webStore } from '@deskbell/client/outbox-storage'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react'
import { meQuery } from '../accounts/me.js'
import { useDesk } from '../accounts/signed-in.js'

const InboxContext = createContext<InboxClient | null>(null)

/** Holds the one socket of a signed-in member for as long as any of their pages is open. */
export function InboxProvider({ children }: { children: ReactNode }) {
  const { me, site } = useDesk()
  const queries = useQueryClient()
  const [inbox, setInbox] = useState<InboxClient | null>(null)
  useEffect(() => {
    const mine = new InboxClient({
      url: roomAddress(location.origin, site.slug),
      ports: browserPorts(),
      // What one person wrote must never go out under the name of the next one at this browser.
      storage: storedOutbox(webStore(() => localStorage, `deskbell:${site.id}:${me.user.id}:`)),
    })
    // A session that was ended elsewhere is heard of on the socket first.
    const unsubscribe = mine.subscribe(() => {
      if (mine.getSnapshot().connection.status === 'ended') void queries.invalidateQueries(meQuery)
    })
    setInbox(mine)
    mine.start()
    return () => {
      unsubscribe()
      mine.stop()
    }
  }, [site.id, site.slug, me.user.id, queries])
  return inbox && <InboxContext value={inbox}>{children}</InboxContext>
}

/** The inbox to act on. Only below {@link InboxProvider}. */
export function useInbox(): InboxClient {
  const inbox = use(InboxContext)
  if (inbox === null) throw new Error('useInbox is only for pages below InboxProvider')
  return inbox
}

/** What the inbox knows now. */
export function useInboxState(): InboxState {
  const inbox = useInbox()
  return useSyncExternalStore(inbox.subscribe, inbox.getSnapshot)
}
