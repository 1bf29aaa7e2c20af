import type { Socket as NetworkSocket } from 'node:net'
import type { WebSocket } from 'ws'
import type { Socket } from '../../realtime/connection.js'
import { corkForThisTurn } from './cork.js'
import { textFrame } from './text-frame.js'

const HUNG_UP = new Error('hung up on')

/**
 * A `ws` socket as a connection sees it. What is said goes to the network beside `ws`, which would make a frame for each
 * receiver; that breaks into nothing, for `ws` holds nothing back when nothing is compressed.
 */
export class WireSocket implements Socket {
  constructor(
    private readonly ws: WebSocket,
    private readonly network: NetworkSocket,
  ) {}

  send(text: string): void {
    // Once a close frame is out nothing may follow it.
    if (this.ws.readyState !== this.ws.OPEN) return
    corkForThisTurn(this.network)
    this.network.write(textFrame(text))
  }

  close(code: number, reason: string): void {
    this.ws.close(code, reason)
  }

  terminate(): void {
    // All that still waits to be written fails with it; each would make an error of its own otherwise.
    this.network.destroy(HUNG_UP)
    this.ws.terminate()
  }

  ping(): void {
    this.ws.ping()
  }

  pause(): void {
    this.ws.pause()
  }

  resume(): void {
    this.ws.resume()
  }

  get buffered(): number {
    return this.ws.bufferedAmount
  }
}
