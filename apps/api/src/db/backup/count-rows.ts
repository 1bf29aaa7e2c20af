/** Lines that end in these bytes: in COPY's text every row is one, whatever it holds. */
export function countRows(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1
  return count
}
