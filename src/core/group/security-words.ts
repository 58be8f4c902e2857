// Security words: six words that two people compare aloud, from a slow hash of everything that an
// attacker between them could have changed. 66 bits suffice for two reasons. The joining key is
// made after the invitation, so one side of the comparison is fixed before anyone can search the
// other, and each try costs 64 MiB and three passes.
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import { digest, fromHex, stretch, utf8, type Bytes } from '#core/keys'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import type { Language, Words } from '#shared/contract'

/**
 * The lists of BIP 39, 2,048 words each, by the group's language. English where the list has no
 * words that can be told apart by ear: the Chinese list has single characters, many of which sound
 * alike.
 */
const lists: Partial<Record<Language, readonly string[]>> = { fr: french, es: spanish }
const listFor = (language: Language) =>
  lists[language] ? { language, list: lists[language] } : { language: 'en' as const, list: english }

/** From 32 bytes to 32 bytes, slowly. Tests may pass a cheap function. */
export type Stretch = (secret: Bytes) => Bytes

const salt = utf8('baraza six words')
const mebibyte = 1024 * 1024

/** Argon2id, 3 passes, 64 MiB, one lane, with one salt for all groups. */
export const stretchWords: Stretch = secret => stretch(secret, salt, 3, 64 * mebibyte)

export type Transcript = {
  group: GroupId
  invitation: RecordId
  /** All bytes of the join record. */
  join: Bytes
  inviter: { device: DeviceId; agreement: Bytes }
  joiner: { device: DeviceId; agreement: Bytes }
}

/**
 * The six words. `spoken` is the language of the group, which both sides know from the root or the
 * invitation.
 */
export const securityWordsOf = (
  transcript: Transcript,
  spoken: Language,
  slowly: Stretch = stretchWords,
): Words => {
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
  return wordsFrom(secret, spoken, slowly)
}

/** Six words, and the same as numbers, from 32 bytes. */
export const wordsFrom = (
  secret: Bytes,
  spoken: Language,
  slowly: Stretch = stretchWords,
): Words => {
  const first = slowly(secret).subarray(0, 9)
  let bits = first.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> 6n
  const digits = (bits % 10n ** 20n).toString().padStart(20, '0')
  const { language, list } = listFor(spoken)
  const words: string[] = []
  for (let index = 0; index < 6; index++) {
    words.unshift((list[Number(bits & 2047n)] ?? '').normalize('NFC'))
    bits >>= 11n
  }
  return { language, words, numbers: digits.match(/.{4}/g) ?? [] }
}
