// A chosen or pasted picture, drawn again: the pixels that leave this window were drawn by this
// window, never the file, so no information in the file about its author, place and time can go
// with them.
import { isPictureSize, largestPicture } from '#document/model'
import { mostDecoded, sizeOfPicture } from '#document/files'

/** `not-one`: neither PNG nor JPEG, or damaged. `too-large`: more bytes or pixels than are looked at. */
export type Drawn = { bytes: Uint8Array<ArrayBuffer>; width: number; height: number }
export type NotDrawn = 'not-one' | 'too-large'

/** Bytes of a file: what cameras make, with room to spare. */
const largestFile = 32 * 1024 * 1024
/** Pixels of a side of what is kept: 300 to the inch across a printed page. */
const longestKept = 2000
/** Bytes up to which a drawing stays what it is; a photograph that came as PNG does not. */
const largestDrawing = 700 * 1024

const canvasOf = (picture: ImageBitmap, scale: number, ground: string | null): OffscreenCanvas => {
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No canvas to draw on')
  if (ground !== null) {
    context.fillStyle = ground
    context.fillRect(0, 0, width, height)
  }
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  return canvas
}

const encoded = async (canvas: OffscreenCanvas, type: string): Promise<Drawn> => {
  const blob = await canvas.convertToBlob({ type, quality: 0.85 })
  const { width, height } = canvas
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height }
}

const isKept = ({ bytes, width, height }: Drawn): boolean =>
  bytes.length <= largestPicture && isPictureSize(width, height)

/** A drawing stays PNG, which keeps its lines sharp; everything else becomes JPEG, on white. */
const drawn = async (picture: ImageBitmap, isPng: boolean): Promise<Drawn | null> => {
  const longest = Math.max(picture.width, picture.height)
  let scale = Math.min(1, longestKept / longest)
  if (isPng) {
    const drawing = await encoded(canvasOf(picture, scale, null), 'image/png')
    if (isKept(drawing) && drawing.bytes.length <= largestDrawing) return drawing
  }
  for (; scale * longest >= 1; scale *= 0.75) {
    const photograph = await encoded(canvasOf(picture, scale, 'white'), 'image/jpeg')
    if (isKept(photograph)) return photograph
  }
  return null
}

export const drawPicture = async (file: Blob): Promise<Drawn | NotDrawn> => {
  if (file.size > largestFile) return 'too-large'
  const bytes = new Uint8Array(await file.arrayBuffer())
  // Looked at before anything is decoded: a few bytes can say that they are a sea of pixels.
  const size = sizeOfPicture(bytes)
  if (!size) return 'not-one'
  if (size.width * size.height > mostDecoded) return 'too-large'
  const type = `image/${size.type}`
  const picture = await createImageBitmap(new Blob([bytes], { type })).catch(() => null)
  if (!picture) return 'not-one'
  try {
    return (await drawn(picture, size.type === 'png')) ?? 'not-one'
  } finally {
    picture.close()
  }
}
