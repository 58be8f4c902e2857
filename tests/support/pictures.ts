// Pictures of tests: small ones, drawn here byte by byte.
import { crc32, deflateSync } from 'node:zlib'

const part = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export type Drawn = {
  width: number
  height: number
  /** Grey of a pixel, 0 to 255. */
  grey?: (x: number, y: number) => number
  /** Parts between the header and the pixels, such as words of the maker. */
  extra?: readonly [string, string][]
}

/** An 8-bit grey PNG. */
export const png = ({
  width,
  height,
  grey = (x, y) => (x * y) % 256,
  extra = [],
}: Drawn): Uint8Array => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = grey(x, y)
  return new Uint8Array(
    Buffer.concat([
      signature,
      part('IHDR', header),
      ...extra.map(([name, words]) => part(name, Buffer.from(words))),
      part('IDAT', deflateSync(rows)),
      part('IEND', Buffer.alloc(0)),
    ]),
  )
}

/** One that does not deflate, so that it travels in several pieces. */
export const largePng = (side: number): Uint8Array => {
  let seed = 1
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) % 256
  return png({ width: side, height: side, grey: next })
}

/** An 8 by 8 grey JPEG (baseline), with the parts that cameras put before the pixels. */
export const jpeg = (extra: readonly Uint8Array[] = []): Uint8Array => {
  const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')
  return new Uint8Array(
    Buffer.concat([
      bytes('ffd8'),
      ...extra,
      bytes(`ffdb 0043 00 ${'01'.repeat(64)}`),
      bytes('ffc0 000b 08 0008 0008 01 01 11 00'),
      bytes('ffc4 0014 00 01 000000000000000000000000000000 00'),
      bytes('ffc4 0014 10 01 000000000000000000000000000000 00'),
      bytes('ffda 0008 01 01 00 00 3f 00 3f'),
      bytes('ffd9'),
    ]),
  )
}

/** A segment with the place where a photograph was taken. */
export const exif = (words: string): Uint8Array => {
  const data = Buffer.from(`Exif\0\0${words}`, 'latin1')
  const segment = Buffer.alloc(data.length + 4)
  segment.writeUInt16BE(0xffe1, 0)
  segment.writeUInt16BE(data.length + 2, 2)
  data.copy(segment, 4)
  return new Uint8Array(segment)
}
