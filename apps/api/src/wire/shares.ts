import { DeskbellError } from '../core/errors.js'
import { networkOf } from './network.js'

/** Divides something that is scarce, such as memory, so that no one address gets all of it. */
export class Shares {
  private taken = 0
  private readonly byNetwork = new Map<string, number>()

  /** @param total all there is; @param each what one network may hold of it */
  constructor(
    private readonly total: number,
    private readonly each: number,
  ) {}

  /**
   * @returns gives it back; more than once does no harm
   * @throws overloaded
   */
  take(address: string, amount: number): () => void {
    const network = networkOf(address)
    const before = this.byNetwork.get(network) ?? 0
    if (this.taken + amount > this.total || before + amount > this.each) {
      throw new DeskbellError('overloaded', 'Too much is under way just now. Please try again.', {
        retryAfterMs: 2_000,
      })
    }
    this.taken += amount
    this.byNetwork.set(network, before + amount)
    let held = true
    return () => {
      if (!held) return
      held = false
      this.taken -= amount
      const left = (this.byNetwork.get(network) ?? 0) - amount
      if (left > 0) this.byNetwork.set(network, left)
      else this.byNetwork.delete(network)
    }
  }
}
