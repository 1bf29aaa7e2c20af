import { fileTypeFromBuffer } from 'file-type'

/** What may be uploaded, by the media type its content has, with the name endings that fit. The first is the usual one. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png', 'apng'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'csv', 'tsv', 'md', 'log', 'json', 'yaml', 'yml', 'ics', 'vcf', 'ini', 'conf', 'sql'],
}

export const isPicture = (type: string): boolean => type.startsWith('image/')

export const endingsOf = (type: string): readonly string[] => ENDINGS[type] ?? []

/** The media type of the content, whatever its sender called it; null when it is none that may be uploaded. */
export async function typeOf(bytes: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const type = found?.mime === 'image/apng' ? 'image/png' : found?.mime
  if (type !== undefined && type in ENDINGS) return type
  // Calendars and address cards are found by their first line; they are text like any other.
  if (type !== undefined && !type.startsWith('text/')) return null
  return isText(bytes) ? 'text/plain' : null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/
const MARKUP_FIRST = /^\s*<[!?/a-z]/i
const MARKUP_NEAR = /<(?:!doctype|html|head|body|svg|script|iframe|object|embed)\b/i

/** UTF-8 that no reader could take for a page: what a browser would run must not be on our origin in any form. */
function isText(bytes: Buffer): boolean {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return false
  }
  return !CONTROL.test(text) && !MARKUP_FIRST.test(text) && !MARKUP_NEAR.test(text.slice(0, 4_096))
}
