interface Ask<Wanted, Found> {
  readonly wanted: Wanted
  readonly resolve: (found: Found) => void
  readonly reject: (error: unknown) => void
}

/**
 * One question at a time is under way, and who asks meanwhile joins the next: a crowd that comes at once costs a few
 * questions, somebody alone waits for nobody.
 *
 * @param askFor answers in the order it was asked; when it fails, everybody it was asked for is told so
 * @param most in one question
 */
export function gathered<Wanted, Found>(
  askFor: (wanted: readonly Wanted[]) => Promise<readonly Found[]>,
  most = 200,
): (wanted: Wanted) => Promise<Found> {
  let waiting: Ask<Wanted, Found>[] = []
  let asking = false

  const askAll = async () => {
    asking = true
    while (waiting.length > 0) {
      const asks = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        const found = await askFor(asks.map(({ wanted }) => wanted))
        if (found.length !== asks.length) throw new Error(`${asks.length} asked, ${found.length} answered`)
        for (const [at, answer] of found.entries()) asks[at]?.resolve(answer)
      } catch (error) {
        for (const { reject } of asks) reject(error)
      }
    }
    asking = false
  }

  return wanted =>
    new Promise((resolve, reject) => {
      waiting.push({ wanted, resolve, reject })
      if (!asking) void askAll()
    })
}
