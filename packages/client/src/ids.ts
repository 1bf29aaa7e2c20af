const ALPHABET = '0123456789abcdefghijklmnopqrstuv'

/** `length` random letters and digits of 5 bits each. Not `randomUUID`, which pages on plain http do not have. */
export function randomId(length = 24): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, byte => ALPHABET[byte & 31]).join('')
}
