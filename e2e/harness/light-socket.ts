import { randomBytes } from 'node:crypto'
import { connect, type Socket as TcpSocket } from 'node:net'
import type { OpenSocket, Socket } from '@deskbell/client/ports'

/**
 * The least that is a WebSocket client: ten thousand of them leave the machine to the server. Takes what our own server
 * sends (whole text frames, pings, a close) and nothing else, and answers pings, as a browser does.
 */
export class LightSocket implements Socket {
  readonly #tcp: TcpSocket
  #waiting: Buffer = Buffer.alloc(0)
  #opened = false
  #ended = false
  #code = 1006
  /** The status of a handshake that was refused. */
  refusedWith: number | undefined

  /** @param url of a server on this machine, `ws://host:port/path` */
  constructor(
    url: string,
    protocols: readonly string[],
    private readonly handlers: Parameters<OpenSocket>[2],
  ) {
    const { hostname, port, pathname, search } = new URL(url)
    this.#tcp = connect({ host: hostname, port: Number(port), noDelay: true })
    this.#tcp.on('connect', () => {
      const key = randomBytes(16).toString('base64')
      this.#tcp.write(
        `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: ${protocols.join(', ')}\r\n\r\n`,
      )
    })
    this.#tcp.on('data', (bytes: Buffer) => this.#take(bytes))
    // `close` follows.
    this.#tcp.on('error', () => {})
    this.#tcp.on('close', () => this.#end())
  }

  /** Whether the handshake is over and nobody has hung up. */
  get isOpen(): boolean {
    return this.#opened && !this.#ended
  }

  send(text: string): void {
    this.#write(0x1, Buffer.from(text))
  }

  close(): void {
    this.#write(0x8, Buffer.from([0x03, 0xe8]))
    this.#tcp.destroySoon()
  }

  /** As when the network is gone: no good-bye; the client itself learns of it, too. */
  cut(): void {
    this.#tcp.resetAndDestroy()
  }

  /** As a reader that stands still: nothing is taken off the line any more. */
  pause(): void {
    this.#tcp.pause()
  }

  resume(): void {
    this.#tcp.resume()
  }

  #take(bytes: Buffer): void {
    this.#waiting = this.#waiting.length === 0 ? bytes : Buffer.concat([this.#waiting, bytes])
    if (!this.#opened && !this.#shake()) return
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) {
      if (this.#ended) return
      if (frame.opcode === 0x1) this.handlers.message(frame.payload.toString())
      else if (frame.opcode === 0x9) this.#write(0xa, frame.payload)
      else if (frame.opcode === 0x8) {
        this.#code = frame.payload.length >= 2 ? frame.payload.readUInt16BE() : 1005
        this.close()
      }
    }
  }

  #shake(): boolean {
    const end = this.#waiting.indexOf('\r\n\r\n')
    if (end === -1) return false
    const status = Number(this.#waiting.subarray(9, 12))
    this.#waiting = this.#waiting.subarray(end + 4)
    this.#opened = status === 101
    if (!this.#opened) {
      this.refusedWith = status
      this.#tcp.destroy()
    }
    return this.#opened
  }

  #next(): { opcode: number; payload: Buffer } | undefined {
    const bytes = this.#waiting
    if (bytes.length < 2) return undefined
    const short = bytes.readUInt8(1)
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (bytes.length < head) return undefined
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
    if (bytes.length < head + length) return undefined
    // What is left is a piece of what came last; it is small, or it would be kept alive by what it was cut from.
    this.#waiting = bytes.length === head + length ? Buffer.alloc(0) : bytes.subarray(head + length)
    return { opcode: bytes.readUInt8(0) & 0x0f, payload: bytes.subarray(head, head + length) }
  }

  #write(opcode: number, payload: Buffer): void {
    if (!this.isOpen) return
    const short = payload.length < 126
    const head = Buffer.alloc(short ? 6 : 8)
    head.writeUInt8(0x80 | opcode, 0)
    if (short) head.writeUInt8(0x80 | payload.length, 1)
    else {
      head.writeUInt8(0x80 | 126, 1)
      head.writeUInt16BE(payload.length, 2)
    }
    // Masked, as a client has to, with a mask of zeros.
    this.#tcp.write(Buffer.concat([head, payload]))
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    this.handlers.close(this.#code)
  }
}
