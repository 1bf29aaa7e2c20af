import { deflateSync } from 'node:zlib'

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif'

/** The smallest files that begin as such pictures do. */
export function picture(type: PictureType): Buffer {
  switch (type) {
    case 'image/png':
      return png()
    case 'image/jpeg':
      return Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
    case 'image/gif':
      return Buffer.from(
        '47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b',
        'hex',
      )
    case 'image/webp':
      return Buffer.from(
        `${hex('RIFF')}1a000000${hex('WEBPVP8L')}0d0000002f00000010071011118888fe0700`,
        'hex',
      )
    case 'image/avif':
      return Buffer.from(`0000001c${hex('ftypavif')}00000000${hex('avifmif1miaf')}${'00'.repeat(40)}`, 'hex')
  }
}

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

const hex = (text: string) => Buffer.from(text).toString('hex')

/** One red pixel that every browser shows. */
function png(): Buffer {
  const header = Buffer.from('00000001000000010802000000', 'hex')
  const pixels = deflateSync(Buffer.from([0, 255, 0, 0]))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
