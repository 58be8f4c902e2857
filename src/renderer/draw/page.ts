// The hidden page that draws pictures of files from outside again. Main asks by the one function that it has.
import { drawPicture } from '../editor/figures/draw-picture.ts'

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))

/** Letters that one call takes as arguments. */
const stretch = 8192

const base64Of = (bytes: Uint8Array): string => {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += stretch)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + stretch)))
  return btoa(parts.join(''))
}

/** Base64 of a PNG or JPEG file; null where it is neither, or more than is looked at. */
const drawnAgain = async (base64: string): Promise<string | null> => {
  const drawn = await drawPicture(new Blob([bytesOf(base64)]))
  return typeof drawn === 'string' ? null : base64Of(drawn.bytes)
}

Object.assign(window, { drawnAgain })
