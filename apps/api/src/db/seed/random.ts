/** Numbers that look random and are the same again for the same seed. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  chance(probability: number): boolean
  shuffled<T>(items: readonly T[]): T[]
}

/** A linear congruential generator (Numerical Recipes' constants), of which the high bits are used. */
export function random(seed: number): Random {
  // Seeds that are neighbours would give neighbouring numbers for ever.
  let state = scattered(scattered(seed))
  const float = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const int = (low: number, high: number) => low + Math.floor(float() * (high - low + 1))
  return {
    int,
    pick: items => items[int(0, items.length - 1)] ?? items[0],
    chance: probability => float() < probability,
    shuffled: items => {
      const rest = [...items]
      return items.flatMap(() => rest.splice(int(0, rest.length - 1), 1))
    },
  }
}

const scattered = (bits: number): number => Math.imul(bits ^ (bits >>> 16), 0x45d9_f3b5) ^ (bits >>> 7)
