/** What is meant by a typed address: the origin it lies in, or what is wrong with it and what may be meant. */
export type TypedOrigin =
  | { readonly origin: string; readonly wrong?: never }
  | { readonly origin?: never; readonly wrong: string; readonly better?: string }

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i
const HOST =
  /^(?:localhost|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:[/?#].*)?$/iu

/** Reads one typed address; `https://Shop.example/page` means `https://shop.example`. */
export function readOrigin(typed: string): TypedOrigin {
  const text = typed.trim()
  if (text.includes('*')) return { wrong: 'A wildcard is not allowed. Add each site by its own address.' }
  if (!SCHEME.test(text)) {
    if (!HOST.test(text) || !URL.canParse(`https://${text}`)) return { wrong: noAddress }
    const scheme = /^(?:localhost|127\.)/i.test(text) ? 'http' : 'https'
    return { wrong: `Begin with https://`, better: new URL(`${scheme}://${text}`).origin }
  }
  if (!/^https?:/i.test(text)) return { wrong: 'Only https:// and http:// addresses can show the chat.' }
  return URL.canParse(text) ? { origin: new URL(text).origin } : { wrong: noAddress }
}

const noAddress = 'This is no address such as https://shop.example'

/** An origin as a person says it: without the scheme that nearly every site has. */
export const sayOrigin = (origin: string): string => origin.replace(/^https:\/\//, '')

/** The list with one more, each once. */
export const withOrigin = (origins: readonly string[], more: string): string[] => [
  ...new Set([...origins, more]),
]
