// Deflate (RFC 1951) for packs, and an inflation that stops where honest bytes would have ended.
import { inflateRawSync } from 'node:zlib'
import { deflateSync } from 'fflate'
import type { Bytes } from '#core/keys'

/** Text and repeated ids shrink to a hundredth at most; one letter a million times, further. */
const mostRatio = 250
const slack = 64 * 1024

/**
 * Raw deflate, the same bytes for the same input on every device. What would shrink further than
 * `inflate` follows is stored as it is.
 */
export const deflate = (bytes: Bytes): Bytes => {
  const short = deflateSync(bytes, { level: 6 })
  return bytes.length <= slack + short.length * mostRatio ? short : deflateSync(bytes, { level: 0 })
}

/**
 * What `bytes` inflate to; null when that is more than `most` bytes, more than 250 times as long
 * (beyond 64 KiB), or when they are no deflate stream. Node's inflation and not the library's: it
 * stops at the limit, where the other would go on to the end of a bomb without keeping the result.
 */
export const inflate = (bytes: Bytes, most: number): Bytes | null => {
  if (bytes.length === 0) return null
  const maxOutputLength = Math.min(most, slack + bytes.length * mostRatio)
  try {
    return new Uint8Array(inflateRawSync(bytes, { maxOutputLength }))
  } catch {
    return null
  }
}
