// Signatures and keys in the forms of OpenSSH (PROTOCOL.sshsig, RFC 8709), so that `ssh-keygen -Y verify`
// checks a pack without Baraza. Ed25519 and SHA-512 alone.
import { base64 } from '@scure/base'
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { areEqual, joined, type Bytes, type PackCrypto } from './bytes.ts'
import { Refused, reading, type Read } from './refusal.ts'

export const namespace = 'baraza-pack'

const algorithm = 'ssh-ed25519'
const hashName = 'sha512'
const preamble = encodeUtf8('SSHSIG')
const begin = '-----BEGIN SSH SIGNATURE-----'
const end = '-----END SSH SIGNATURE-----'
/** Bytes before the key: preamble, version, three lengths and the name of the algorithm. */
const keyStart = 6 + 4 + 4 + 4 + algorithm.length + 4
/** Letters of a line, as ssh-keygen writes it. */
const lineLength = 70

const number = (value: number): Bytes => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/** A string of the SSH protocol: its length, then its bytes. */
const string = (value: string | Bytes): Bytes => {
  const bytes = typeof value === 'string' ? encodeUtf8(value) : value
  return joined(number(bytes.length), bytes)
}

/** A public key of 32 bytes as OpenSSH writes it behind `ssh-ed25519`. */
const keyBlob = (key: Bytes): Bytes => joined(string(algorithm), string(key))

export const sshKey = (key: Bytes): string => `${algorithm} ${base64.encode(keyBlob(key))}`

/** The key of 32 bytes in such a text; null for any other. */
export const keyIn = (text: string): Bytes | null => {
  let blob: Bytes
  try {
    blob = base64.decode(text.slice(algorithm.length + 1))
  } catch {
    return null
  }
  const key = blob.slice(-32)
  return sshKey(key) === text ? key : null
}

/** The bytes that the key signs. */
export const signedBytes = (message: Bytes, { sha512 }: Pick<PackCrypto, 'sha512'>): Bytes =>
  joined(preamble, string(namespace), string(''), string(hashName), string(sha512(message)))

export type SshSignature = { key: Bytes; signature: Bytes }

/** The file that `ssh-keygen -Y sign` would write. */
export const writeSshSignature = ({ key, signature }: SshSignature): string => {
  const blob = joined(
    preamble,
    number(1),
    string(keyBlob(key)),
    string(namespace),
    string(''),
    string(hashName),
    string(joined(string(algorithm), string(signature))),
  )
  const lines = base64.encode(blob).match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
  return `${[begin, ...lines, end].join('\n')}\n`
}

/** Refuses each other algorithm and namespace, and each other way to write the file. */
export const readSshSignature = (bytes: Bytes): Read<SshSignature> =>
  reading(() => {
    const refused = new Refused(0, 'The signature is none of a pack.')
    if (bytes.length > 4096) throw refused
    let blob: Bytes
    try {
      const [first, ...lines] = decodeUtf8(bytes).split('\n')
      if (first !== begin) throw refused
      blob = base64.decode(lines.slice(0, -2).join(''))
    } catch {
      throw refused
    }
    const found = { key: blob.slice(keyStart, keyStart + 32), signature: blob.slice(-64) }
    if (found.key.length !== 32 || found.signature.length !== 64) throw refused
    if (!areEqual(encodeUtf8(writeSshSignature(found)), bytes)) throw refused
    return found
  })
