/** Numbers that look random and are the same again for the same seed. */
export interface Random {
  readonly seed: number
  /** From 0 up to, and without, 1. */
  float(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
}

/** `SEED=123` in the environment repeats a run; every test names its seed when it fails. */
export function chosenSeed(): number {
  const given = process.env.SEED
  return given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given)
}

/** A small generator (mulberry32): 2^32 states are plenty for picking test data. */
export function random(seed: number): Random {
  let state = seed >>> 0
  const float = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (low: number, high: number) => low + Math.floor(float() * (high - low + 1))
  return {
    seed,
    float,
    int,
    pick: items => {
      const item = items[int(0, items.length - 1)]
      if (item === undefined && items.length === 0) throw new Error('nothing to pick from')
      return item as (typeof items)[number]
    },
    chance: probability => float() < probability,
  }
}
