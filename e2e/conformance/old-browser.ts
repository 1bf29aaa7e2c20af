import { TestSocket } from '../harness/socket.js'

/**
 * As much of a browser as the old clients need: it keeps cookies, and names the origin of its page on whatever a
 * real one would. Knows the wire from its written description alone.
 */
export class OldBrowser {
  readonly #cookies = new Map<string, string>()
  readonly sockets: TestSocket[] = []

  constructor(readonly origin: string) {}

  /** The Cookie header of the next request. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Takes over what another browser has, as two pages of one browser share it. */
  adopt(other: OldBrowser): void {
    for (const [name, value] of other.#cookies) this.#cookies.set(name, value)
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#fetch(path, { headers })
  }

  /** An object goes as JSON, a form as multipart. */
  async post(path: string, body: object | FormData, headers: Record<string, string> = {}): Promise<Response> {
    const isForm = body instanceof FormData
    return this.#fetch(path, {
      method: 'POST',
      body: isForm ? body : JSON.stringify(body),
      headers: { ...(isForm ? {} : { 'content-type': 'application/json' }), ...headers },
    })
  }

  /** Opens `ws://host<path>` as a page of this origin does: no subprotocol, no header of its own. */
  async socket(path: string): Promise<TestSocket> {
    const socket = await TestSocket.open(this.origin.replace('http', 'ws') + path, {
      headers: { origin: this.origin, ...(this.cookie === '' ? {} : { cookie: this.cookie }) },
    })
    this.#keep(await socket.cookies())
    this.sockets.push(socket)
    return socket
  }

  async close(): Promise<void> {
    await Promise.all(this.sockets.map(socket => socket.close()))
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('origin', this.origin)
    if (this.cookie !== '') headers.set('cookie', this.cookie)
    const answer = await fetch(this.origin + path, { ...init, headers, redirect: 'manual' })
    this.#keep(answer.headers.getSetCookie())
    return answer
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const [name = '', ...value] = pair.split('=')
      const isOver = attributes.some(text => /^\s*max-age=0$/i.test(text))
      if (isOver) this.#cookies.delete(name.trim())
      else this.#cookies.set(name.trim(), value.join('='))
    }
  }
}
