interface Size {
  readonly width: number
  readonly height: number
}
interface Box extends Size {
  readonly left: number
  readonly top: number
}

const MARGIN = 8

/**
 * Where something goes that names a thing: above its middle, below it where there is no room above,
 * and never out of the window. All in pixels of the window.
 */
export function placeBeside(thing: Box, own: Size, view: Size): { left: number; top: number } {
  const middle = thing.left + (thing.width - own.width) / 2
  const left = Math.max(MARGIN, Math.min(middle, view.width - own.width - MARGIN))
  const above = thing.top - own.height
  return { left, top: above >= 0 ? above : thing.top + thing.height }
}
