import { expect } from 'vitest'

/** What each old client reads. Fields may be added, these must stay as they are. */
const is = {
  string: expect.any(String),
  instant: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
  colour: expect.stringMatching(/^#[0-9a-fA-F]{3,8}$/),
}

export interface OldMessage {
  id: string
  room: string
  author: string
  type: string
  content: string
  file: string | null
  created: string
}

export interface OldRoom {
  user: { username: string }
  consumer: string
  messages: OldMessage[]
}

export const userShape = (username: string, email: string) => ({
  username,
  email,
  first_name: is.string,
  last_name: is.string,
})

export const messageShape = (exact: Partial<OldMessage> = {}) =>
  expect.objectContaining({
    id: is.string,
    room: expect.stringMatching(/^\S+ \S+$/),
    author: is.string,
    type: 'text',
    content: is.string,
    file: null,
    created: is.instant,
    ...exact,
  })

export const chatbotShape = {
  chatbotName: is.string,
  headerBackgroundColor: is.colour,
  headerTextColor: is.colour,
  introductionText: is.string,
  introductionBackgroundColor: is.colour,
  introductionTextColor: is.colour,
  receiverBackground: is.colour,
  senderBackground: is.colour,
  receiverTextColor: is.colour,
  senderTextColor: is.colour,
  background_color: is.colour,
  inputBarBackground: is.colour,
  inputTextColor: is.colour,
}

/** Every frame an old client may be told: it reads `message.content` or a list out of each. */
const oldCommands = ['rooms', 'new_room', 'room_exists', 'messages', 'new_message', 'error']

/** Fails when a socket of an old client was told anything that only new clients know. */
export function expectOldFramesOnly(history: readonly { command?: unknown }[]): void {
  expect(history.map(frame => frame.command).filter(name => !oldCommands.includes(String(name)))).toEqual([])
}
