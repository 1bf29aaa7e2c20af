import { crc32, deflateSync } from 'node:zlib'

const SIDE = 96

/** A small PNG that looks like something: a cracked bowl on a table, coloured by `tone` from 0 to 255. */
export function picture(tone: number): Buffer {
  const rows = Array.from({ length: SIDE }, (_, y) =>
    // Each row begins with its filter: none.
    Buffer.concat([Buffer.of(0), ...Array.from({ length: SIDE }, (_, x) => Buffer.from(pixel(x, y, tone)))]),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIDE, 0)
  header.writeUInt32BE(SIDE, 4)
  // 8 bits of red, green and blue each.
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function pixel(x: number, y: number, tone: number): [number, number, number] {
  const fromMiddle = Math.hypot(x - SIDE / 2, y - SIDE * 0.4)
  const bowl = y > SIDE * 0.4 && fromMiddle < SIDE * 0.36
  const crack = Math.abs(x - SIDE * 0.55 + (y % 9) - 4) < 2
  if (bowl && crack) return [40, 36, 34]
  if (bowl) return [90 + (tone >> 2), 130 + (tone >> 3), 120]
  return y > SIDE * 0.62 ? [164, 126, 88] : [238, 234, 226]
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
