const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/** Pictures that hold no script. An SVG is a document, so it is only offered for download. */
export const shownInline = (mediaType: string): boolean => pictures.has(mediaType)

/** A size a person can read: 84 kB, 1.2 MB. */
export function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** What kind of file a media type is, in a word; empty when there is none that helps. */
export function sayKind(mediaType: string): string {
  if (mediaType === 'application/pdf') return 'PDF'
  if (mediaType === 'text/plain') return 'Text'
  return mediaType.startsWith('image/') ? 'Picture' : ''
}
