import type { TestSocket } from '../harness/socket.js'

/** What the ledger compares of an entry. */
export interface Told {
  readonly seq: number
  readonly id: string
  readonly content: string
}

interface Page {
  readonly messages: readonly Told[]
  readonly more: boolean
}

const toTold = ({ seq, id, content }: Told): Told => ({ seq, id, content })

/** The entries this socket was told of, in the order they came. */
export const toldTo = (socket: TestSocket): Told[] =>
  socket.history
    .filter(frame => frame.command === 'new_message')
    .map(frame => toTold(frame.message as unknown as Told))

/** The whole journal of a chat socket's room, page by page. */
export async function loadAll(socket: TestSocket): Promise<Told[]> {
  const loaded: Told[] = []
  for (let whole = false; !whole; ) {
    const ask = { command: 'fetch_messages', after: loaded.at(-1)?.seq ?? 0, limit: 200 }
    const page = (await socket.ask(ask, 'messages')) as unknown as Page
    loaded.push(...page.messages.map(toTold))
    whole = !page.more
  }
  return loaded
}
