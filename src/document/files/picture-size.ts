// How many pixels a picture's file says that it has, from its first bytes: asked before it is decoded.
import type { PictureType } from '#document/model'

/** Pixels of a picture that is decoded, before it is drawn smaller: 64 million, as telephones of today make them. */
export const mostDecoded = 64_000_000

export type PictureSize = { type: PictureType; width: number; height: number }

const isPng = (view: DataView): boolean =>
  view.byteLength >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a

/** A frame's header: every SOF but the tables that share its range (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const inJpeg = (view: DataView): PictureSize | null => {
  for (let at = 2; at + 9 <= view.byteLength;) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff) return null
    if (isFrame(marker))
      return { type: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    // A marker may have further FF in front of it.
    at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2))
  }
  return null
}

/** Null for what begins as neither PNG nor JPEG does. */
export const sizeOfPicture = (bytes: Uint8Array): PictureSize | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (isPng(view)) return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) }
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? inJpeg(view) : null
}
