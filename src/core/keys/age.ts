// X25519 keys as age (https://age-encryption.org/v1) writes them, and opening a file that is locked
// to one.
import { bech32 } from '@scure/base'
import { Decrypter } from 'age-encryption'
import type { Bytes } from './primitives.ts'

/** A 32-byte public key as an age recipient. */
export const ageRecipient = (key: Bytes): string => bech32.encodeFromBytes('age', key)

/**
 * An honest head has a stanza for each device; each X25519 stanza costs a multiplication for each
 * key.
 */
const mostHead = 64 * 1024
const mostStanzas = 1_024
const latin = new TextDecoder('latin1')

/** Whether the head of an age file is one that is read. This needs no key. */
export const isFairAge = (bytes: Bytes): boolean => {
  const head = latin.decode(bytes.subarray(0, mostHead))
  const last = head.indexOf('\n--- ')
  if (last < 0 || head.indexOf('\n', last + 1) < 0) return false
  return head.slice(0, last).split('\n-> ').length - 1 <= mostStanzas
}

/**
 * Called between pieces with the number of bytes read. An error that it throws ends the reading.
 */
export type Step = (read: number) => Promise<void>

const pieceBytes = 1 << 20

/** The bytes in pieces, each on demand. */
const piecesOf = (bytes: Bytes, step: Step): ReadableStream<Bytes> => {
  let at = 0
  return new ReadableStream(
    {
      async pull(controller) {
        if (at > 0) await step(Math.min(at, bytes.length))
        if (at >= bytes.length) return controller.close()
        controller.enqueue(bytes.subarray(at, at + pieceBytes))
        at += pieceBytes
      },
    },
    { highWaterMark: 0 },
  )
}

const allOf = async (stream: ReadableStream<Bytes>, most: number): Promise<Bytes> => {
  const all = new Uint8Array(most)
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return all.subarray(0, length)
    all.set(value, length)
    length += value.length
  }
}

/**
 * The content of an age file for a 32-byte secret key; null if the file is for another key. Throws
 * for damage, for a head that is not read, and the errors of `step`.
 */
export const openAge = async (
  bytes: Bytes,
  secret: Bytes,
  step: Step = async () => {},
): Promise<Bytes | null> => {
  if (!isFairAge(bytes)) throw new Error('a head that is not read')
  const decrypter = new Decrypter()
  decrypter.addIdentity(bech32.encodeFromBytes('age-secret-key-', secret).toUpperCase())
  try {
    return await allOf(await decrypter.decrypt(piecesOf(bytes, step)), bytes.length)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched')) return null
    throw error
  }
}
