const HEX = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i

type Rgb = readonly [number, number, number]

/** Whether this is a CSS hex colour: three, four, six or eight digits. */
export const isColour = (text: string): boolean => HEX.test(text)

/** The same colour as `#rrggbb`, the only form a colour picker takes; transparency is dropped. */
export function sixDigits(colour: string): string {
  if (!isColour(colour)) return '#000000'
  const digits = colour.slice(1).toLowerCase()
  const long = digits.length < 6 ? [...digits].map(digit => digit + digit).join('') : digits
  return `#${long.slice(0, 6)}`
}

function rgbOf(colour: string): Rgb {
  const number = Number.parseInt(sixDigits(colour).slice(1), 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}

const hexOf = (rgb: Rgb) => `#${rgb.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(part => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const ratio = (one: number, other: number) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

/** Contrast of two colours as WCAG counts it, from 1 to 21. */
export const contrast = (one: string, other: string): number =>
  ratio(luminance(rgbOf(one)), luminance(rgbOf(other)))

/** What WCAG AA asks of text. */
export const READABLE = 4.5

/** The colour nearest to `text` that reads on `ground`: darker or lighter, whichever gets there sooner. */
export function readable(text: string, ground: string): string {
  const from = rgbOf(text)
  for (let step = 0; step <= 100; step += 1) {
    for (const end of [0, 255]) {
      const mixed = hexOf(from.map(part => part + ((end - part) * step) / 100) as unknown as Rgb)
      if (contrast(mixed, ground) >= READABLE) return mixed
    }
  }
  // Black or white reads on every colour, so this is never reached with a colour.
  return '#000000'
}
