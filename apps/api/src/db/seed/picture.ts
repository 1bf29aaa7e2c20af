import { crc32, deflateSync } from 'node:zlib'
import { type Colour, colourAt, type Scene } from './scene.js'

const [WIDE, HIGH] = [480, 360]

/** A PNG of one of the shop's lamps, as a visitor might photograph it. */
export function picture(scene: Scene): Buffer {
  const rows = Array.from({ length: HIGH }, (_, y) =>
    // Each row begins with its filter: none.
    Buffer.concat([Buffer.of(0), ...Array.from({ length: WIDE }, (_, x) => pixel(scene, x, y))]),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDE, 0)
  header.writeUInt32BE(HIGH, 4)
  // 8 bits of red, green and blue each.
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The mean of four points, so that no edge has steps. */
function pixel(scene: Scene, x: number, y: number): Buffer {
  const sum: [number, number, number] = [0, 0, 0]
  for (const [right, down] of [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ] as const) {
    const [red, green, blue]: Colour = colourAt(scene, (x + right) / WIDE, (y + down) / WIDE)
    sum[0] += red
    sum[1] += green
    sum[2] += blue
  }
  return Buffer.from(sum.map(part => Math.max(0, Math.min(255, Math.round(part / 4)))))
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
