/**
 * How high the lines of a log are, by their places: as measured, or as guessed while nobody has seen them.
 * A guess is made once and kept, so that a sum is the same until something is measured.
 */
export class Heights {
  #heights: number[] = []
  #guess: (place: number) => number

  /** @param guess in pixels, above 0 */
  constructor(guess: (place: number) => number) {
    this.#guess = guess
  }

  at(place: number): number {
    const known = this.#heights[place]
    if (known !== undefined) return known
    const guessed = this.#guess(place)
    this.#heights[place] = guessed
    return guessed
  }

  measured(place: number, pixels: number): void {
    this.#heights[place] = pixels
  }

  /** All of `from` up to and without `to`. */
  between(from: number, to: number): number {
    let sum = 0
    for (let place = from; place < to; place += 1) sum += this.at(place)
    return sum
  }

  /** The place that many pixels below the top of `from`; never beyond `end`. */
  below(from: number, pixels: number, end: number): number {
    let place = from
    for (let left = pixels; place < end; place += 1) {
      left -= this.at(place)
      if (left < 0) break
    }
    return place
  }

  /** The place that many pixels above the top of `from`; never before `first`. */
  above(from: number, pixels: number, first: number): number {
    let place = from
    for (let left = pixels; place > first && left > 0; left -= this.at(place)) place -= 1
    return place
  }
}
