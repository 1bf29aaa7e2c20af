/** Red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

/** What a picture shows; its file's name begins with it. */
export const scenes = ['pendant', 'desk-lamp', 'bulb'] as const
export type Scene = (typeof scenes)[number]

type Point = readonly [x: number, y: number]

/** The colour of a thing where it is, null where it is not; x and y from 0, and x to 1. */
type Thing = (x: number, y: number) => Colour | null

const FLOOR = 0.58

const mix = (from: Colour, to: Colour, part: number): Colour => {
  const at = Math.max(0, Math.min(1, part))
  return [
    from[0] + (to[0] - from[0]) * at,
    from[1] + (to[1] - from[1]) * at,
    from[2] + (to[2] - from[2]) * at,
  ]
}

/** How far a point is from the line between two others. */
function apart(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

function nearest(x: number, y: number, line: readonly [Point, ...Point[]]): number {
  let [from] = line
  let far = Number.POSITIVE_INFINITY
  for (const to of line) {
    if (to !== from) far = Math.min(far, apart(x, y, from, to))
    from = to
  }
  return far
}

const rod =
  (line: readonly [Point, ...Point[]], half: number, colour: Colour): Thing =>
  (x, y) => {
    const far = nearest(x, y, line)
    return far > half ? null : mix(colour, [255, 255, 255], 0.28 * (1 - far / half))
  }

const ellipse = (x: number, y: number, [cx, cy]: Point, wide: number, high: number): number =>
  Math.hypot((x - cx) / wide, (y - cy) / high)

const shadow =
  (middle: Point, wide: number): Thing =>
  (x, y) => {
    const far = ellipse(x, y, middle, wide, wide * 0.16)
    return far > 1 ? null : mix([96, 72, 50], table(x, y), far)
  }

/** Boards with a little grain. */
function table(x: number, y: number): Colour {
  const grain = Math.sin(y * 190 + Math.sin(x * 9) * 2.2) * 0.5 + Math.sin(y * 61 + x * 5) * 0.5
  return mix(mix([148, 108, 72], [176, 138, 98], 0.5 + grain * 0.35), [236, 214, 180], 0.125)
}

const room: Thing = (x, y) => {
  if (y > FLOOR) return table(x, y)
  const lit = 1 - Math.hypot(x - 0.35, y - 0.1) * 0.75
  return mix([191, 191, 185], [246, 243, 236], lit)
}

const [BRASS, BLACK, GREEN]: readonly [Colour, Colour, Colour] = [
  [176, 136, 70],
  [38, 40, 42],
  [31, 95, 75],
]

const crack: readonly [Point, ...Point[]] = [
  [0.655, 0.2],
  [0.595, 0.26],
  [0.618, 0.315],
  [0.545, 0.36],
  [0.56, 0.42],
  [0.49, 0.455],
  [0.475, 0.53],
]
const branch: readonly [Point, ...Point[]] = [
  [0.545, 0.36],
  [0.47, 0.345],
  [0.42, 0.375],
]

const globe: Thing = (x, y) => {
  const far = ellipse(x, y, [0.53, 0.365], 0.19, 0.175)
  if (far > 1) return null
  const split = Math.min(nearest(x, y, crack), nearest(x, y, branch))
  if (split < 0.0028) return [66, 58, 52]
  const glass = mix([253, 250, 242], [196, 194, 188], far ** 3 + (y - 0.3) * 0.6)
  const shine = ellipse(x, y, [0.46, 0.29], 0.06, 0.04)
  const lit = shine < 1 ? mix([255, 255, 255], glass, shine) : glass
  return split < 0.009 ? mix([255, 255, 255], lit, split / 0.009) : lit
}

/** The shade of the desk lamp: a cone that looks down to the left, with its light below. */
const cone: Thing = (x, y) => {
  const [along, across] = [(x - 0.46) * -0.64 + (y - 0.19) * 0.77, (x - 0.46) * 0.77 + (y - 0.19) * 0.64]
  if (along < -0.03 || along > 0.13) return null
  const half = 0.032 + Math.max(0, along) * 0.62
  if (Math.abs(across) > half) return null
  return mix(GREEN, [196, 226, 208], 0.5 * Math.max(0, 0.6 - Math.abs(across / half + 0.35)))
}
const light: Thing = (x, y) => {
  const far = ellipse(x, y, [0.3, 0.585], 0.25, 0.075)
  return y > FLOOR && far < 1 ? mix([255, 240, 204], table(x, y), far) : null
}

const glass: Thing = (x, y) => {
  const far = ellipse(x, y, [0.5, 0.27], 0.135, 0.14)
  const neck = Math.abs(x - 0.5) < 0.058 + Math.max(0, 0.44 - y) * 0.25
  if (far > 1 && !(neck && y > 0.35 && y < 0.452)) return null
  const shine = ellipse(x, y, [0.455, 0.21], 0.035, 0.05)
  const body = mix([252, 248, 236], [198, 196, 190], Math.abs(x - 0.46) * 5 + (y - 0.2) * 0.5)
  return shine < 1 ? mix([255, 255, 255], body, shine) : body
}
const thread: Thing = (x, y) => {
  if (y < 0.45 || y > 0.585 || Math.abs(x - 0.5) > 0.055 - Math.max(0, y - 0.55) * 0.9) return null
  const wave = Math.sin((y + (x - 0.5) * 0.16) * 210)
  return mix([120, 122, 124], [226, 226, 222], 0.5 + wave * 0.3 - Math.abs(x - 0.475) * 6)
}

/** What stands in front comes first. */
const things: Record<Scene, readonly Thing[]> = {
  pendant: [
    globe,
    rod(
      [
        [0.505, 0.185],
        [0.555, 0.185],
      ],
      0.014,
      BRASS,
    ),
    rod(
      [
        [0.53, 0.18],
        [0.53, -0.01],
      ],
      0.0042,
      BLACK,
    ),
    shadow([0.54, 0.62], 0.24),
  ],
  'desk-lamp': [
    cone,
    rod(
      [
        [0.46, 0.18],
        [0.67, 0.3],
      ],
      0.0085,
      BLACK,
    ),
    rod(
      [
        [0.67, 0.3],
        [0.6, 0.59],
      ],
      0.0085,
      BLACK,
    ),
    rod(
      [
        [0.668, 0.298],
        [0.672, 0.302],
      ],
      0.017,
      BRASS,
    ),
    (x, y) =>
      ellipse(x, y, [0.6, 0.6], 0.1, 0.024) < 1 ? mix(GREEN, [210, 230, 216], (0.612 - y) * 9) : null,
    shadow([0.6, 0.622], 0.15),
    light,
  ],
  bulb: [thread, glass, shadow([0.5, 0.6], 0.13)],
}

export function colourAt(scene: Scene, x: number, y: number): Colour {
  for (const thing of things[scene]) {
    const colour = thing(x, y)
    if (colour !== null) return colour
  }
  return room(x, y) ?? [0, 0, 0]
}
