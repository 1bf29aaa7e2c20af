import { InboxClient, type InboxOptions } from '../src/inbox.js'
import type { InboxRow } from '../src/inbox-rows.js'
import { noStorage } from '../src/outbox-storage.js'
import { FakeNetwork } from './fake-sockets.js'
import { SiteServer } from './site-server.js'

/** A site's server on a network of its own, and inboxes that come to it. */
export function inboxSite() {
  const net = new FakeNetwork()
  const server = new SiteServer(net)
  /** An inbox that asks to be let in. */
  const start = (more: Partial<InboxOptions> = {}): InboxClient => {
    const inbox = new InboxClient({
      url: 'wss://desk.example/ws/room/acme',
      ports: net.ports,
      storage: noStorage,
      pageSize: 3,
      ...more,
    })
    inbox.start()
    return inbox
  }
  /** One that is in. */
  const open = (more: Partial<InboxOptions> = {}): InboxClient => {
    const inbox = start(more)
    server.accept(net.last)
    return inbox
  }
  /** The one whose line was lost is in again. */
  const comeBack = () => {
    net.clock.advance(5_000)
    server.accept(net.last)
  }
  return { net, server, start, open, comeBack }
}

export const ids = (inbox: InboxClient) => inbox.getSnapshot().list.map(row => row.id)
export const row = (inbox: InboxClient, id: string): InboxRow | undefined => inbox.getSnapshot().byId.get(id)
export const room = (inbox: InboxClient, id: string) => inbox.getSnapshot().open.get(id)
export const said = (inbox: InboxClient, id: string) => room(inbox, id)?.entries.map(entry => entry.content)
