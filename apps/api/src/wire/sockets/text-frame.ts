let last = { text: '', frame: encode('') }

/**
 * A text as one frame of RFC 6455, as a server sends it: unmasked, uncompressed, in one piece. What is told to many is
 * asked for many times in a row and made once.
 */
export function textFrame(text: string): Buffer {
  if (text !== last.text) last = { text, frame: encode(text) }
  return last.frame
}

function encode(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  // The last piece of a text.
  frame[0] = 0x81
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, head)
  return frame
}
