/** Red, green, blue, 0 to 255. */
type Colour = readonly [number, number, number]

const BLACK: Colour = [0, 0, 0]
const WHITE: Colour = [255, 255, 255]
/** WCAG AA for text. */
export const READABLE = 4.5
const STEPS = 32

const HEX = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i

/** Whether this is a CSS hex colour: three, four, six or eight digits. Everything below takes nothing else. */
export const isColour = (text: string): boolean => HEX.test(text)

/** How much lighter the lighter of two colours is, 1 to 21, as WCAG counts. Both are `#rgb` to `#rrggbbaa`. */
export function contrast(one: string, other: string): number {
  return ratio(parse(one, WHITE), parse(other, WHITE))
}

/**
 * The colour itself where it reads on its ground, else the nearest mix of it with black or white that does.
 * What is transparent shows the ground through (the ground itself lies on white). Always answers `#rrggbb`.
 */
export function readable(text: string, ground: string, wanted = READABLE): string {
  const below = parse(ground, WHITE)
  const asked = parse(text, below)
  // One of the two always reads: 4.58:1 is the worst there is.
  const end = isDark(ground) ? WHITE : BLACK
  for (let step = 0; step < STEPS; step++) {
    const mixed = mix(asked, end, step / STEPS)
    if (ratio(mixed, below) >= wanted) return hex(mixed)
  }
  return hex(end)
}

/** `part` of the first and the rest of the second, as `#rrggbb`. */
export function blend(one: string, other: string, part: number): string {
  const below = parse(other, WHITE)
  return hex(mix(below, parse(one, below), part))
}

/** Whether white or black is its better neighbour. */
export function isDark(ground: string): boolean {
  const below = parse(ground, WHITE)
  return ratio(WHITE, below) > ratio(BLACK, below)
}

/** Without what shines through, as `#rrggbb`: the only form a colour picker takes. */
export function solid(colour: string): string {
  return hex(parse(colour, WHITE))
}

function parse(colour: string, below: Colour): Colour {
  const digits = colour.slice(1)
  const full = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits
  const [red = 0, green = 0, blue = 0, alpha = 255] = (full.match(/../g) ?? []).map(pair =>
    parseInt(pair, 16),
  )
  return mix(below, [red, green, blue], alpha / 255)
}

function mix(from: Colour, to: Colour, part: number): Colour {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * part)
  return [at(0), at(1), at(2)]
}

function hex(colour: Colour): string {
  return `#${colour.map(value => value.toString(16).padStart(2, '0')).join('')}`
}

function ratio(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
