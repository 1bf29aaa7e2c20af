import { endingsOf } from './file-type.js'

/** UTF-16 units of a stored name. */
const LONGEST = 100

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g
/** Marks that turn the reading direction, or cannot be seen: `exe.fdp` must not read as `pdf.exe`. */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const RESERVED = /[<>:"|?*]/g

/**
 * A name that is safe to show, to store and to save under: no path, nothing invisible, an ending that fits the
 * content. A script that is text is saved as `.txt`, so that a double click never runs it.
 */
export function safeName(given: string, type: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replaceAll('\ufffd', '')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .replace(RESERVED, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const endings = endingsOf(type)
  const ending = /\.([^.]+)$/.exec(clean)?.[1]?.toLowerCase()
  const fits = ending !== undefined && endings.includes(ending)
  const stem = (fits ? clean.slice(0, -ending.length - 1) : clean) || 'file'
  const tail = fits ? clean.slice(-ending.length - 1) : endings[0] ? `.${endings[0]}` : ''
  // Cutting may halve a character of two units; the half is taken off.
  return stem.slice(0, LONGEST - tail.length).replace(/[\ud800-\udbff]$/, '') + tail
}
