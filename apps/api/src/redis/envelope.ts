import type { BusMessage } from '../realtime/bus.js'

/** What nodes say of themselves, beside what they say of rooms. */
type NodeMessage =
  /** `lost`: how many messages this node could not hand to Redis since it started. */
  { readonly type: 'beat'; readonly lost: number } | { readonly type: 'bye' }

interface Envelope {
  readonly from: string
  readonly message: BusMessage | NodeMessage
}

const known: Record<Envelope['message']['type'], true> = {
  appended: true,
  read: true,
  typing: true,
  presence: true,
  ended: true,
  beat: true,
  bye: true,
}

export const encode = (from: string, message: Envelope['message']): string =>
  JSON.stringify({ from, message })

/** @returns null for what this version does not know: the nodes of an installation are upgraded one by one */
export function decode(text: string): Envelope | null {
  try {
    const envelope = JSON.parse(text) as Envelope
    return typeof envelope.from === 'string' && Object.hasOwn(known, envelope.message.type) ? envelope : null
  } catch {
    return null
  }
}
