import { Heights } from './heights.js'

/** The lines that are drawn: of `from` up to and without `to`, which may lie beyond the end to follow it. */
export interface DrawnRange {
  readonly from: number
  readonly to: number
}

/** The parts of a drawn log: what scrolls, the lines in it, and what stands for those that are not drawn. */
export interface LogParts {
  readonly log: HTMLElement
  readonly above: HTMLElement
  readonly lines: HTMLElement
  readonly below: HTMLElement
}

interface Told {
  onRange: (range: DrawnRange, isUrgent: boolean) => void
  onEnd: (atEnd: boolean) => void
  /** The line at the top, when there is something above it. */
  onTop: (place: number | null) => void
  /** What came before the first line will be wanted soon. */
  onEarly: () => void
}

/** Pixels from the end that still count as the end: half a line more or less is nobody's wish. */
const NEAR = 24
/** How much is drawn beyond the visible, in screens, and when it is time to draw other lines. */
const BEYOND = 1
const TOO_LITTLE = 0.5
const TOO_MUCH = 4
/** What came before is fetched when less than this is left above, in screens. */
const EARLY = 2

/**
 * Draws a part of a long log and keeps it where its reader is: at the end it follows what is new, anywhere else
 * nothing moves, whatever is put in, drawn or measured above.
 *
 * Lines stand in the normal flow between two spacers. That a line is higher than was guessed is taken out of the
 * spacer above it rather than scrolled away, since moving the scroll would end a gesture that is under way; the
 * difference is settled when the reader rests.
 */
export class LogView {
  readonly heights: Heights
  #told: Told
  #parts: LogParts | null = null
  #first = 0
  #end = 0
  #drawn: DrawnRange = { from: 0, to: 0 }
  #follows = true
  #spacer = 0
  #top = 0
  #isHidden = false
  /** The line at the top and where it stands among all; where it stands must not change by itself. */
  #anchor: { place: number; offset: number } | null = null
  #target: { place: number; inset: number } | null = null

  constructor(guess: (place: number) => number, told: Told) {
    this.heights = new Heights(guess)
    this.#told = told
  }

  /** What to draw at the end of a log, before anything could be measured. */
  lastRange(first: number, end: number, height: number): DrawnRange {
    return { from: this.heights.above(end, height * (1 + BEYOND), first), to: Number.POSITIVE_INFINITY }
  }

  /** Other lines are drawn, or more are there: call before they are painted. */
  drawn(parts: LogParts, first: number, end: number, range: DrawnRange): void {
    this.#parts = parts
    this.#first = first
    this.#end = end
    this.#drawn = range
    this.settle()
  }

  /** Something may have another height now. `atRest`: nobody is scrolling. */
  settle(atRest = false): void {
    const parts = this.#parts
    if (!parts) return
    const { log } = parts
    if (log.clientHeight === 0) {
      this.#isHidden = true
      return
    }
    // What is not displayed forgets where it was.
    if (this.#isHidden) log.scrollTop = this.#top
    this.#isHidden = false
    this.#measure(parts)
    this.#place(parts, atRest)
    if (this.#isAtEnd(log) && !this.#target) this.#follows = true
    this.#note(parts)
    this.#told.onEnd(this.#follows)
    this.#fit(parts, false)
    this.#askEarly(log)
  }

  scrolled(): void {
    const parts = this.#parts
    if (!parts || parts.log.clientHeight === 0) return
    const { log } = parts
    const wasUp = log.scrollTop < this.#top - 1
    if (this.#isAtEnd(log)) this.#follows = true
    else if (wasUp) this.#follows = false
    this.#note(parts)
    this.#told.onEnd(this.#follows)
    this.#fit(parts, true)
    this.#askEarly(log)
  }

  toEnd(): void {
    this.#follows = true
    this.#target = null
    this.#told.onEnd(true)
    this.#go(this.#end)
  }

  /** Brings the top of a line `inset` pixels below the top of the log. */
  toPlace(place: number, inset: number): void {
    this.#follows = false
    this.#target = { place, inset }
    this.#told.onEnd(false)
    this.#go(place)
  }

  /** Stays here although the end will move: what grows is being looked at. */
  readonly hold = (): void => {
    this.#follows = false
    if (this.#parts) this.#note(this.#parts)
  }

  #go(place: number): void {
    const height = this.#parts?.log.clientHeight ?? 0
    this.#told.onRange(this.#rangeAround(place, height), false)
    this.settle()
  }

  #rangeAround(place: number, height: number): DrawnRange {
    const to = this.heights.below(place, height * (1 + BEYOND), this.#end) + 1
    return {
      from: this.heights.above(place, height * (place >= this.#end ? 1 + BEYOND : BEYOND), this.#first),
      to: to >= this.#end ? Number.POSITIVE_INFINITY : to,
    }
  }

  #measure({ lines }: LogParts): void {
    const { from } = this.#drawn
    for (let index = 0; index < lines.children.length; index += 1) {
      const line = lines.children[index]
      if (line) this.heights.measured(from + index, line.getBoundingClientRect().height)
    }
  }

  #place(parts: LogParts, atRest: boolean): void {
    const { log, below } = parts
    const { from, to } = this.#drawn
    const right = this.heights.between(this.#first, from)
    below.style.height = `${this.heights.between(Math.min(to, this.#end), this.#end)}px`
    if (this.#follows) {
      this.#setSpacer(parts, right)
      log.scrollTop = log.scrollHeight
      return
    }
    const target = this.#target
    if (target && this.#isDrawn(target.place)) {
      this.#setSpacer(parts, right)
      log.scrollTop = this.#offsetOf(parts, target.place) - target.inset
      this.#target = null
      return
    }
    const anchor = this.#anchor
    if (!anchor || !this.#isDrawn(anchor.place)) {
      this.#setSpacer(parts, right)
      return
    }
    const still = this.#spacer - (this.#offsetOf(parts, anchor.place) - anchor.offset)
    const isShort = still < Math.min(right, EARLY * log.clientHeight)
    if (atRest || from === this.#first || isShort) {
      this.#setSpacer(parts, right)
      // Written only where it changes: writing it ends a gesture.
      if (Math.abs(right - still) >= 0.5) log.scrollTop += right - still
    } else this.#setSpacer(parts, still)
  }

  #setSpacer({ above }: LogParts, pixels: number): void {
    this.#spacer = pixels
    above.style.height = `${pixels}px`
  }

  #note(parts: LogParts): void {
    const { log, lines } = parts
    this.#top = log.scrollTop
    const edge = log.getBoundingClientRect().top
    let low = 0
    let high = lines.children.length
    while (low < high) {
      const middle = (low + high) >> 1
      const bottom = lines.children[middle]?.getBoundingClientRect().bottom ?? 0
      if (bottom > edge) high = middle
      else low = middle + 1
    }
    const line = lines.children[low]
    if (!line) return
    const place = this.#drawn.from + low
    this.#anchor = { place, offset: this.#offsetOf(parts, place) }
    this.#told.onTop(line.getBoundingClientRect().top < edge ? place : null)
  }

  /** Draws other lines when too little or too much is drawn around what is visible. */
  #fit(parts: LogParts, mayBeUrgent: boolean): void {
    const { log, lines } = parts
    const { from, to } = this.#drawn
    const height = log.clientHeight
    const edge = log.getBoundingClientRect().top
    const drawn = lines.getBoundingClientRect()
    const over = edge - drawn.top
    const under = drawn.bottom - edge - height
    const wantsUp = from > this.#first && over < TOO_LITTLE * height
    const wantsDown = to < this.#end && under < TOO_LITTLE * height
    if (!wantsUp && !wantsDown && over < TOO_MUCH * height && under < TOO_MUCH * height) return
    // Where the scrollbar was dragged there may be nothing but a spacer: what would stand there becomes the anchor.
    if (over < -height || under < -height) {
      const into = over < 0 ? this.#spacer + over : -under - height
      const scale = over < 0 ? this.heights.between(this.#first, from) / Math.max(1, this.#spacer) : 1
      const place = this.heights.below(over < 0 ? this.#first : to, Math.max(0, into * scale), this.#end - 1)
      this.#anchor = { place, offset: log.scrollTop }
    }
    const around = this.#follows ? this.#end : (this.#anchor?.place ?? this.#end)
    const range = this.#rangeAround(around, height)
    if (range.from === from && Math.min(range.to, this.#end) === Math.min(to, this.#end)) return
    this.#keepFocus(parts, range)
    this.#told.onRange(range, mayBeUrgent && (over < 0 || under < 0))
  }

  /** A line that goes must not take the focus with it. */
  #keepFocus({ log, lines }: LogParts, { from, to }: DrawnRange): void {
    const { activeElement } = document
    if (!activeElement || !lines.contains(activeElement)) return
    const index = [...lines.children].findIndex(line => line.contains(activeElement))
    const place = this.#drawn.from + index
    if (place < from || place >= to) log.focus({ preventScroll: true })
  }

  #askEarly(log: HTMLElement): void {
    const isAll = log.scrollHeight <= log.clientHeight
    // Who stands at the end has not asked for what came before.
    if (isAll || (!this.#follows && log.scrollTop < EARLY * log.clientHeight)) this.#told.onEarly()
  }

  #isAtEnd(log: HTMLElement): boolean {
    return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR
  }

  #isDrawn(place: number): boolean {
    return place >= this.#drawn.from && place < Math.min(this.#drawn.to, this.#end)
  }

  /** Where a drawn line begins, in pixels from the start of all that scrolls. */
  #offsetOf({ log, lines }: LogParts, place: number): number {
    const line = lines.children[place - this.#drawn.from]
    if (!line) return 0
    return line.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop
  }
}
