// Deflate (RFC 1951) and Brotli (RFC 7932) for packs, with an inflation that stops where honest
// bytes would have ended.
import { brotliCompressSync, brotliDecompressSync, constants, inflateRawSync } from 'node:zlib'
import { deflateSync } from 'fflate'
import type { Bytes } from '#core/keys'

/**
 * Text and repeated ids shrink to a hundredth at most; one letter a million times shrinks further.
 */
const mostRatio = 250
const slack = 64 * 1024

/** The bytes that a compressed text of this length may inflate to. */
export const mostMade = (length: number): number => slack + length * mostRatio

/**
 * Raw deflate, the same bytes for the same input on every device. Bytes that would shrink further
 * than `inflate` accepts are stored as they are.
 */
export const deflate = (bytes: Bytes): Bytes => {
  const short = deflateSync(bytes, { level: 6 })
  return bytes.length <= mostMade(short.length) ? short : deflateSync(bytes, { level: 0 })
}

/**
 * Levels of Brotli. For text, the next level takes fifteen times as long and gains a tenth. For
 * compressed bytes, such as pictures, the lower level takes a twentieth of the time and loses
 * nothing.
 */
export const brotliSteps = { words: 9, packed: 1 } as const

/**
 * Bits of a window that holds all of `length`: a wider one takes ten times as long for a few bytes.
 */
const windowFor = (length: number): number =>
  Math.min(22, Math.max(10, Math.ceil(Math.log2(length + 16))))

/** Null for bytes that would shrink further than `inflateBrotli` accepts. */
export const deflateBrotli = (bytes: Bytes, step: number = brotliSteps.words): Bytes | null => {
  const short = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: step,
      [constants.BROTLI_PARAM_LGWIN]: windowFor(bytes.length),
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
  return bytes.length <= mostMade(short.length) ? new Uint8Array(short) : null
}

/** Bytes of one meta-block. */
const mostStored = 1 << 16

/**
 * At most 65,536 bytes, stored in the form of Brotli: a window of 16 bits, one meta-block that is
 * not compressed (RFC 7932, 9.2), and an empty last one. This needs no encoder, whose start takes
 * longer than the rest of a letter's work, and one decoder reads everything.
 */
export const storeBrotli = (bytes: Bytes): Bytes => {
  const out = new Uint8Array(bytes.length + 4)
  const header = ((bytes.length - 1) << 4) | (1 << 20)
  out.set([header & 255, (header >> 8) & 255, header >> 16])
  out.set(bytes, 3)
  out[out.length - 1] = 3
  return out
}

/** The content of bytes that `storeBrotli` made; null for any other Brotli. */
const storedIn = (bytes: Bytes): Bytes | null => {
  const length = bytes.length - 4
  if (length < 1 || length > mostStored || bytes[length + 3] !== 3) return null
  const header = ((length - 1) << 4) | (1 << 20)
  for (let at = 0; at < 3; at++) if (bytes[at] !== ((header >> (8 * at)) & 255)) return null
  return bytes.slice(3, -1)
}

const bounded = (
  bytes: Bytes,
  most: number,
  work: (bytes: Bytes, options: { maxOutputLength: number; chunkSize: number }) => Uint8Array,
): Bytes | null => {
  if (bytes.length === 0) return null
  try {
    const maxOutputLength = Math.min(most, mostMade(bytes.length))
    // Short texts get small chunks: the usual 16 KiB for each would fill the memory.
    const chunkSize = Math.min(1 << 14, Math.max(64, 4 * bytes.length))
    return new Uint8Array(work(bytes, { maxOutputLength, chunkSize }))
  } catch {
    return null
  }
}

/** Like `inflate`, for Brotli. */
export const inflateBrotli = (bytes: Bytes, most: number): Bytes | null => {
  const stored = storedIn(bytes)
  if (stored) return stored.length <= most ? stored : null
  return bounded(bytes, most, brotliDecompressSync)
}

/**
 * The bytes that `bytes` inflate to; null when that is more than `most` bytes, more than 250 times
 * as long (beyond 64 KiB), or when they are no deflate stream. Node's inflation stops at the limit,
 * where a library's would read to the end of a bomb without keeping the result.
 */
export const inflate = (bytes: Bytes, most: number): Bytes | null =>
  bounded(bytes, most, inflateRawSync)
