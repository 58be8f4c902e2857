// Checking the bytes of a picture: PNG and JPEG and nothing else, with a number of pixels that any
// device can hold, and with no metadata. Nothing is decoded here. A window draws each picture again
// before it is kept; a file from a terminal is cleaned of everything but pixels. A peer's picture
// with more than pixels is refused, so that no device has to trust how another made it.
import { isPictureSize, largestPicture, type Picture, type PictureType } from '#document/model'
import { digest, equal, toHex, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'

export type PictureFile = { type: PictureType; width: number; height: number }

/** The picture, and its bytes without any part beside the pixels. */
type Found = PictureFile & { clean: Bytes }

const join = (parts: readonly Uint8Array[]): Bytes => {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

const pngStart = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** The parts by which pixels are drawn (PNG, third edition, 11.2 and 11.3.1.1). */
const pngParts: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
/** The limit of parts of a picture: Chromium writes one for 64 KiB at the least. */
const mostParts = 4096

const nameIn = (bytes: Bytes, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4))

const readPng = (bytes: Bytes): Found | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kept: Uint8Array[] = [pngStart]
  let size: { width: number; height: number } | null = null
  let hasPixels = false
  let parts = 0
  for (let at = pngStart.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    const name = nameIn(bytes, at + 4)
    const isFirst = at === pngStart.length
    if (end > bytes.length || isFirst !== (name === 'IHDR') || ++parts > mostParts) return null
    if (isFirst) {
      if (length !== 13) return null
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    }
    hasPixels ||= name === 'IDAT' && length > 0
    if (pngParts.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') {
      return size && hasPixels && length === 0 ? { type: 'png', ...size, clean: join(kept) } : null
    }
    at = end
  }
  return null
}

const jpegStart = Uint8Array.of(0xff, 0xd8)
/** Baseline, extended and progressive (ITU-T T.81, table B.1); browsers draw no other. */
const frames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])
/**
 * Tables, frame, scan, interval: the parts that pixels need. Applications' parts and comments are
 * left out.
 */
const jpegParts: ReadonlySet<number> = new Set([...frames, 0xc4, 0xda, 0xdb, 0xdd])
/** A progressive picture has about ten; hundreds of empty ones would keep a decoder busy. */
const mostScans = 24

/** Behind the coded pixels that begin at `at`: a marker that is neither stuffing nor a restart. */
const scanEnd = (bytes: Bytes, at: number): number => {
  let next = at
  for (;;) {
    next = bytes.indexOf(0xff, next)
    if (next < 0 || next + 1 >= bytes.length) return bytes.length
    const marker = bytes[next + 1] ?? 0
    const isCoded = marker === 0 || (marker >= 0xd0 && marker <= 0xd7)
    if (!isCoded) return next
    next += 2
  }
}

const readJpeg = (bytes: Bytes): Found | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kept: Uint8Array[] = [jpegStart]
  let size: { width: number; height: number } | null = null
  let [parts, scans] = [0, 0]
  for (let at = jpegStart.length; at + 2 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff || ++parts > mostParts) return null
    if (marker === 0xd9)
      return size && scans > 0
        ? { type: 'jpeg', ...size, clean: join([...kept, bytes.subarray(at, at + 2)]) }
        : null
    if (at + 4 > bytes.length) return null
    const length = view.getUint16(at + 2)
    let end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    if (frames.has(marker)) {
      if (size || length < 8) return null
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    if (marker === 0xda) {
      if (!size || ++scans > mostScans) return null
      end = scanEnd(bytes, end)
    }
    const isApplication = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
    if (!jpegParts.has(marker) && !isApplication) return null
    if (jpegParts.has(marker)) kept.push(bytes.subarray(at, end))
    at = end
  }
  return null
}

const startsWith = (bytes: Bytes, start: Bytes): boolean =>
  bytes.length > start.length && equal(bytes.subarray(0, start.length), start)

const find = (bytes: Bytes): Found | null => {
  const found = startsWith(bytes, pngStart)
    ? readPng(bytes)
    : startsWith(bytes, jpegStart)
      ? readJpeg(bytes)
      : null
  const isDrawable = found && found.width > 0 && found.height > 0
  return isDrawable && isPictureSize(found.width, found.height) ? found : null
}

/**
 * The picture in `bytes`; null where it is cut short or has anything beside its pixels: names,
 * places, times, colour profiles, previews, or bytes behind its end.
 */
export const readPicture = (bytes: Bytes): PictureFile | null => {
  const found = find(bytes)
  if (!found || found.clean.length !== bytes.length) return null
  const { type, width, height } = found
  return { type, width, height }
}

/** A picture as a text names it, with its bytes without any part beside the pixels. */
export type NamedPicture = { picture: Picture; bytes: Bytes }

/** Failures: `file-wrong-kind` for bytes that are no picture or have too many pixels, `file-too-large`. */
export const namedPicture = (given: Bytes): NamedPicture => {
  const found = find(given)
  if (!found) throw new Failure('file-wrong-kind')
  const { clean, ...file } = found
  if (clean.length > largestPicture) throw new Failure('file-too-large')
  const hash = toHex(digest('picture', clean))
  return { picture: { ...file, size: clean.length, hash }, bytes: clean }
}
