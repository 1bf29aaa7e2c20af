import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chatRoom } from '../test/chat-room.js'
import { memoryStore } from '../test/memory-store.js'
import { storedOutbox } from './outbox-storage.js'

// G2, G3, G4, G5, G6 and G7 for one client: whatever is lost in whatever order, at the end everything is there once.
test('after any run of losses it holds what a fresh client is given', () => {
  const action = fc.constantFrom('say', 'send', 'drop', 'accept', 'beat', 'pass', 'earlier', 'read', 'reload')
  const losses = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), losses, (actions, lost) => {
      const { net, server, start, open } = chatRoom()
      let losing = 0
      server.lose = () => lost[losing++ % lost.length] ?? false
      const storage = storedOutbox(memoryStore())
      let chat = open({ storage })
      const written: string[] = []
      let failed = false
      for (const [at, what] of actions.entries()) {
        if (what === 'say') server.say(`said ${at}`)
        else if (what === 'send') {
          chat.send(`sent ${at}`)
          written.push(`sent ${at}`)
        } else if (what === 'drop') net.last.drop()
        else if (what === 'accept') {
          net.clock.advance(500)
          if (!server.sockets.includes(net.last)) server.accept(net.last)
        } else if (what === 'beat') server.beat()
        else if (what === 'pass') net.clock.advance(2_500)
        else if (what === 'earlier') chat.loadEarlier()
        else if (what === 'read') chat.markRead()
        else {
          chat.stop()
          chat = start({ storage })
        }
      }
      server.lose = () => false
      net.last.drop()
      for (let round = 0; round < 12; round++) {
        net.clock.advance(6_000)
        if (!server.sockets.includes(net.last)) server.accept(net.last)
        server.beat()
        for (const send of chat.getSnapshot().sends) {
          if (send.status !== 'failed') continue
          failed = true
          chat.retry(send.clientId)
        }
        chat.loadEarlier()
      }
      const { entries, sends, unread } = chat.getSnapshot()
      expect(sends).toEqual([])
      expect(entries).toEqual(server.entries)
      const mine = entries.filter(entry => entry.from.kind === 'visitor').map(entry => entry.content)
      expect([...mine].sort()).toEqual([...written].sort())
      // What its writer sent again by hand comes where they did so.
      if (!failed) expect(mine).toEqual(written)
      const fresh = open()
      expect(unread).toBe(fresh.getSnapshot().unread)
    }),
    { numRuns: 300 },
  )
})
