/** One of six quiet colours for a person, always the same for the same id. */
export function toneOf(id: string): number {
  let hash = 0
  for (let at = 0; at < id.length; at += 1) hash = (hash * 31 + id.charCodeAt(at)) | 0
  return (Math.abs(hash) % 6) + 1
}

/** One or two letters to stand for a name; empty when it holds none. */
export function initialsOf(name: string): string {
  const words = name
    .split(/[\s._-]+/u)
    .map(word => [...word].find(sign => /\p{L}|\p{N}/u.test(sign)))
    .filter(sign => sign !== undefined)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words[words.length - 1] : undefined]
  return (first + last).toLocaleUpperCase()
}
