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
  let state = seed >>> 0
  const float = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  // Seeds that are neighbours begin alike; a few steps on they no longer do.
  for (let step = 0; step < 8; step++) float()
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
