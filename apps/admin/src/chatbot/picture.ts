/** Pixels of each side of what is kept: sharp where it is shown at 40, also on a phone with three of them to one. */
const SIDE = 256
/** Bytes of a picture that is cropped here; what is sent is far smaller. */
const MOST = 20 * 1024 * 1024

/** A part of a picture, in its own pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A picture that can be shown, at an address of this page; whoever opened it lets go of the address. */
export interface OpenPicture {
  readonly name: string
  readonly type: string
  readonly url: string
}

/** Why a file cannot be the picture, in words for a person. */
export class PictureError extends Error {}

/** Opens a file as a picture. @throws PictureError when it is none, or too large */
export async function openPicture(file: File): Promise<OpenPicture> {
  const name = file.name === '' ? 'This' : `“${file.name}”`
  if (file.size > MOST) throw new PictureError(`${name} is larger than 20 MB. Choose a smaller one.`)
  const url = URL.createObjectURL(file)
  try {
    const picture = await load(url)
    if (picture.naturalWidth === 0 || picture.naturalHeight === 0) throw new Error('has no size')
  } catch {
    URL.revokeObjectURL(url)
    throw new PictureError(`${name} is not a picture. Choose a PNG, JPEG, WebP or GIF.`)
  }
  return { name: file.name, type: file.type, url }
}

async function load(url: string): Promise<HTMLImageElement> {
  const picture = new Image()
  picture.src = url
  await picture.decode()
  return picture
}

/**
 * Which kind a cropped picture is kept as: as it came, so that what shines through stays.
 * A moving one stands still, which a picture of its first moment is enough for.
 */
export const keptType = (type: string): 'image/png' | 'image/jpeg' | 'image/webp' =>
  type === 'image/jpeg' || type === 'image/webp' ? type : 'image/png'

/** Cuts `area` out and makes it {@link SIDE} pixels square. @throws PictureError when the browser cannot */
export async function cropped({ url, type }: OpenPicture, area: Area): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const context = canvas.getContext('2d')
  const picture = await load(url).catch(() => null)
  if (context === null || picture === null) throw new PictureError(unable)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, area.x, area.y, area.width, area.height, 0, 0, SIDE, SIDE)
  const made = await new Promise<Blob | null>(done => canvas.toBlob(done, keptType(type), 0.92))
  if (made === null) throw new PictureError(unable)
  return made
}

const unable = 'Your browser could not cut this picture. Try another one.'

/** What a file is called that holds this picture. */
export const pictureName = ({ type }: Blob): string =>
  `picture.${type.replace('image/', '').replace('jpeg', 'jpg')}`

/** The first picture among what was pasted or dropped. */
export function pictureAmong(data: DataTransfer | null): File | null {
  const files = [...(data?.files ?? [])]
  return files.find(file => file.type.startsWith('image/')) ?? files[0] ?? null
}
