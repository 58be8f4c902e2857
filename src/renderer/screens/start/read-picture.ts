// The text of the QR code in a picture that a person chose. It is decoded here, in the sandboxed window:
// a stranger's image never reaches the process that holds the keys.
import { decodeQR } from 'qr/decode.js'

/** Larger pictures are shrunk to this many pixels on their longer side before they are searched. */
const longestSide = 2000

/** Null when it is no picture, or no code is found in it. */
export async function readPicture(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) return null
  context.drawImage(picture, 0, 0, width, height)
  picture.close()
  const { data } = context.getImageData(0, 0, width, height)
  try {
    return decodeQR({ width, height, data }, { timeLimit: 5000, effort: 8 })
  } catch {
    return null
  }
}
