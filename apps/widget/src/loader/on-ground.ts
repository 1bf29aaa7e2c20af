/** The colour of the button's bell: the one the site chose where it stands out on its ground, else white or black. */
export function onGround(text: string, ground: string): string {
  const below = luminance(ground) + 0.05
  const contrast = (other: number) => Math.max(other / below, below / other)
  if (contrast(luminance(text) + 0.05) >= 4.5) return text
  return contrast(1.05) > contrast(0.05) ? '#fff' : '#000'
}

/** As WCAG counts it, from 0 to 1, but for the dark end of its curve, where nobody can tell. Alpha is left out. */
function luminance(colour: string): number {
  if (colour.length < 6) return luminance(colour.replace(/\w/g, '$&$&'))
  return [0.2126, 0.7152, 0.0722].reduce(
    (sum, weight, part) => sum + weight * (parseInt(colour.substr(1 + 2 * part, 2), 16) / 255) ** 2.2,
    0,
  )
}
