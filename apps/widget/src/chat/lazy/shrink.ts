import { LIMITS } from '@deskbell/protocol/limits'

/** The longer side of a picture that had to be made smaller, and what to try if it still is too large. */
const SIDES = [2_560, 1_600, 1_000]
const QUALITY = 0.85
/** What the server takes as it is. */
const KNOWN = /^image\/(?:png|jpe?g|gif|webp|avif)$/

/** What its name or its system says; some systems know no type for the pictures of some phones. */
export const isPicture = ({ type, name }: File): boolean =>
  type.startsWith('image/') || /\.hei[cf]$/i.test(name)

/**
 * Phones take pictures larger than what may be sent, or of a kind that few can open: those come back smaller, as JPEG,
 * where this browser can read them. All else is left as it is.
 * @throws when there is nothing to read: a folder, or a file that is gone
 */
export async function fitting(file: File): Promise<File> {
  await file.slice(0, 1).arrayBuffer()
  // A GIF would stop moving.
  if (
    !isPicture(file) ||
    file.type === 'image/gif' ||
    (KNOWN.test(file.type) && file.size <= LIMITS.fileBytes)
  )
    return file
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file)
  } catch {
    // The server says what it thinks of it.
    return file
  }
  try {
    for (const side of SIDES) {
      const blob = await jpegOf(picture, side)
      if (blob && blob.size <= LIMITS.fileBytes)
        return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: blob.type })
    }
    return file
  } finally {
    picture.close()
  }
}

async function jpegOf(picture: ImageBitmap, side: number): Promise<Blob | null> {
  const part = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * part))
  canvas.height = Math.max(1, Math.round(picture.height * part))
  const pen = canvas.getContext('2d')
  if (!pen) return null
  // What is transparent would turn black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
