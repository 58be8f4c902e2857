// The six words that two people read to each other: a slow hash of all that an attacker between
// them could have changed. 66 bits are enough only because the joiner's key is made after the
// invitation, so one side of the comparison is fixed before the other can be tried, and because
// each try costs 64 MiB and three passes.
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { digest, fromHex, stretch, utf8, type Bytes } from '#core/keys'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import type { Words } from '#shared/contract'

/** From 32 bytes to 32 bytes, slowly. Tests may pass a cheap one. */
export type Stretch = (secret: Bytes) => Bytes

const salt = utf8('baraza six words')
const mebibyte = 1024 * 1024

/** Argon2id, 3 passes, 64 MiB, one lane, the same salt for everybody. */
export const stretchWords: Stretch = secret => stretch(secret, salt, 3, 64 * mebibyte)

export type Transcript = {
  group: GroupId
  invitation: RecordId
  /** The join record's whole bytes. */
  join: Bytes
  inviter: { device: DeviceId; agreement: Bytes }
  joiner: { device: DeviceId; agreement: Bytes }
}

export const wordsOf = (transcript: Transcript, slowly: Stretch = stretchWords): Words => {
  const { group, invitation, join, inviter, joiner } = transcript
  const secret = digest(
    'words',
    fromHex(group),
    fromHex(invitation),
    join,
    fromHex(inviter.device),
    inviter.agreement,
    fromHex(joiner.device),
    joiner.agreement,
  )
  const first = slowly(secret).subarray(0, 9)
  let bits = first.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> 6n
  const digits = (bits % 10n ** 20n).toString().padStart(20, '0')
  const words: string[] = []
  for (let index = 0; index < 6; index++) {
    words.unshift(wordlist[Number(bits & 2047n)] ?? '')
    bits >>= 11n
  }
  return { words, numbers: digits.match(/.{4}/g) ?? [] }
}
