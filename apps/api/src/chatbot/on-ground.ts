/**
 * The colour of what stands on a ground: the one the site chose where it reads there (4.5:1), else white or black, of
 * which one always does. Both are `#rgb` to `#rrggbbaa`; what is see-through counts as solid.
 */
export function onGround(text: string, ground: string): string {
  const below = luminance(ground)
  const contrast = (other: number) => (Math.max(other, below) + 0.05) / (Math.min(other, below) + 0.05)
  if (contrast(luminance(text)) >= 4.5) return text
  return contrast(1) > contrast(0) ? '#fff' : '#000'
}

/** As WCAG counts it, from 0 to 1. */
function luminance(colour: string): number {
  const digits = colour.slice(1)
  const pairs = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits
  const part = (at: number) => {
    const value = Number.parseInt(pairs.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}
