// X25519 keys as age (https://age-encryption.org/v1) writes them, and opening a file that is locked
// to one.
import { bech32 } from '@scure/base'
import { Decrypter } from 'age-encryption'
import type { Bytes } from './primitives.ts'

/** A 32-byte public key as the name of whom a file is locked to. */
export const ageRecipient = (key: Bytes): string => bech32.encodeFromBytes('age', key)

/** What an age file holds for a 32-byte secret key; null when it is not for that. Throws at damage. */
export const openAge = async (bytes: Bytes, secret: Bytes): Promise<Bytes | null> => {
  const decrypter = new Decrypter()
  decrypter.addIdentity(bech32.encodeFromBytes('age-secret-key-', secret).toUpperCase())
  try {
    return await decrypter.decrypt(bytes)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched')) return null
    throw error
  }
}
