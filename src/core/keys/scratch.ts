// Sealing and hashing of little, on the way of every keystroke to the disk: straight in a piece of
// libsodium's own memory. Its wrappers get a new piece for every argument of every call, which takes
// longer than the work. The functions are the same ones, and the bytes that they give.
import sodium from 'libsodium-wrappers-sumo'

type Bytes = Uint8Array

/**
 * The functions under the wrappers, with their parameters in C's order: addresses and lengths, a
 * 64-bit length as two halves.
 */
type Underlying = {
  HEAPU8: Bytes
  _malloc(length: number): number
  _crypto_generichash(...given: number[]): number
  _crypto_aead_xchacha20poly1305_ietf_encrypt(...given: number[]): number
}

await sodium.ready
const { libsodium } = sodium as unknown as { libsodium: Underlying }

/** Room for a key, a nonce and a digest, then for what is associated, then for the text. */
const place = { key: 0, nonce: 64, digest: 128, associated: 192, text: 1216 } as const
const mostAssociated = place.text - place.associated
/** Anything longer costs more than its arguments. */
const mostText = 16 * 1024
const [keyBytes, nonceBytes, tagBytes, digestBytes] = [32, 24, 16, 32]
const scratchBytes = place.text + mostText + tagBytes
const scratch = libsodium._malloc(scratchBytes)

/** Works in the scratch memory, and leaves nothing there. */
const within = <T>(used: number, work: (memory: Bytes) => T): T => {
  // Taken anew each time: it is another one when libsodium's memory has grown.
  const memory = libsodium.HEAPU8.subarray(scratch, scratch + used)
  try {
    return work(memory)
  } finally {
    memory.fill(0)
  }
}

const failed = (): never => {
  throw new Error('libsodium failed')
}

/** BLAKE2b-256 with a key of 16 to 64 bytes; null when `text` is not little. */
export const quickDigest = (key: Bytes, text: Bytes): Bytes | null =>
  text.length > mostText || key.length < 16 || key.length > place.nonce
    ? null
    : within(place.text + text.length, memory => {
        memory.set(key, place.key)
        memory.set(text, place.text)
        const status = libsodium._crypto_generichash(
          scratch + place.digest,
          digestBytes,
          scratch + place.text,
          text.length,
          0,
          scratch + place.key,
          key.length,
        )
        return status === 0 ? memory.slice(place.digest, place.digest + digestBytes) : failed()
      })

/** Nonce and XChaCha20-Poly1305 ciphertext; null when what is given is not little. */
export const quickSeal = (key: Bytes, nonce: Bytes, text: Bytes, associated: Bytes): Bytes | null =>
  text.length > mostText ||
  associated.length > mostAssociated ||
  key.length !== keyBytes ||
  nonce.length !== nonceBytes
    ? null
    : within(place.text + text.length + tagBytes, memory => {
        memory.set(key, place.key)
        memory.set(nonce, place.nonce)
        memory.set(associated, place.associated)
        memory.set(text, place.text)
        const status = libsodium._crypto_aead_xchacha20poly1305_ietf_encrypt(
          scratch + place.text,
          0,
          scratch + place.text,
          text.length,
          0,
          scratch + place.associated,
          associated.length,
          0,
          0,
          scratch + place.nonce,
          scratch + place.key,
        )
        if (status !== 0) failed()
        const sealed = new Uint8Array(nonceBytes + text.length + tagBytes)
        sealed.set(nonce)
        sealed.set(memory.subarray(place.text), nonceBytes)
        return sealed
      })
