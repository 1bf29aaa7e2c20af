/** Silence after which a node that never said good-bye counts as dead, in milliseconds. */
const DEAD_AFTER = 600_000

interface Heard {
  at: number
  lost: number
}

/** The other nodes, as far as they were heard. A silent one may be cut off, and storing what nobody here is told of. */
export class Roll {
  private readonly nodes = new Map<string, Heard>()

  /** @param patience milliseconds of silence that mean nothing */
  constructor(
    private readonly patience: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * @param lost messages that the node could not send, ever since
   * @returns whether it has lost some since it was last heard
   */
  heard(nodeId: string, lost: number): boolean {
    const before = this.nodes.get(nodeId)
    this.nodes.set(nodeId, { at: this.now(), lost })
    return before !== undefined && before.lost !== lost
  }

  left(nodeId: string): void {
    this.nodes.delete(nodeId)
  }

  /** Whether nobody is silent. */
  get complete(): boolean {
    const now = this.now()
    let complete = true
    for (const [nodeId, { at }] of this.nodes) {
      if (now - at > DEAD_AFTER) this.nodes.delete(nodeId)
      else if (now - at > this.patience) complete = false
    }
    return complete
  }
}
