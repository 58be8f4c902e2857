// Security words: the same on both sides, and different when a key between them was swapped.
import type { SignedRecord } from '#core/records'
import { argon2Sync } from 'node:crypto'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import { expect, test } from 'vitest'
import { checkRecord, openGroup, stretchWords } from '#core/group'
import type { GroupStorage, Stretch } from '#core/group'
import { boxFor, digest, encode, fromHex, newDeviceKeys, random } from '#core/keys'
import { applicant, founder, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { inGroup, invitationKeysOf } from '#tests/records'

const hosting = (stretch?: Stretch) => {
  const archive = memoryGroups()
  const a = founder('Alice', { archive })
  const environment = stretch ? { ...a.environment, stretch } : a.environment
  return { ...a, environment, group: openGroup(archive, a.group.id, environment) }
}

const asking = (a: Person<GroupStorage>) => {
  const b = applicant('Bob', a, { archive: memoryGroups() })
  return { ...b, group: openGroup(b.archive, b.group.id, a.environment) }
}

/** A reply as the inviter's device opens it: `join`, boxed for that device. */
const replyOf = ({ group }: Person<GroupStorage>, { bytes, signatures }: SignedRecord) => {
  const signed = signatures.map(([device, signature]) => [fromHex(device), signature])
  const packed = encode([1, 'reply', fromHex(group.id), [bytes, signed]])
  return boxFor(group.self.keys.agreement.public, packed)
}

/** Replies that an attacker between the two can make with the invitation file. */
const swaps = (a: Person<GroupStorage>) => {
  const { file, invitation } = a.group.invite({ role: 'member' })
  const pair = invitationKeysOf(file)
  const invite = a.group.recordsBeyond([]).find(({ id }) => id === invitation)!
  const { join } = inGroup(a.group.id)
  const honest = newDeviceKeys()
  const swapped = () => {
    const other = newDeviceKeys()
    const both = random(1)[0]! < 128
    // A device's key cannot stay while its agreement key is swapped: it signs the record.
    return join(both ? other : { ...other, agreement: honest.agreement }, invite, pair)
  }
  return { honest: join(honest, invite, pair), swapped }
}

test('when both sides compute, the words are those of docs/protocol.md', () => {
  const a = hosting(stretchWords)
  const b = asking(a)
  const { reply } = a.group.readReply(b.reply)
  const words = a.group.replyWords(reply)
  expect(b.group.joinWords()).toEqual(words)

  const [alices, bobs] = [a.group.self.keys, b.group.self.keys]
  a.group.admit(reply)
  const records = a.group.recordsBeyond([]).map(signed => checkRecord(a.group.id, signed)!)
  const join = records.find(({ id }) => id === reply)!
  const secret = digest(
    'words',
    fromHex(a.group.id),
    fromHex(join.parents[0]!),
    join.signed.bytes,
    alices.signing.public,
    alices.agreement.public,
    bobs.signing.public,
    bobs.agreement.public,
  )
  const stretched = argon2Sync('argon2id', {
    message: secret,
    nonce: Buffer.from('baraza six words'),
    parallelism: 1,
    tagLength: 32,
    memory: 65_536,
    passes: 3,
  })
  const bits = [...stretched]
    .map(byte => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, 66)
  const pieces = [0, 1, 2, 3, 4, 5].map(at => bits.slice(at * 11, at * 11 + 11))
  expect(words.language).toBe('en')
  expect(words.words).toEqual(pieces.map(piece => wordlist[Number.parseInt(piece, 2)]))
  expect(words.numbers.join('')).toBe(BigInt(`0b${bits}`).toString().padStart(20, '0'))
})

test('when a key is swapped in the reply, the words differ: 1,000 of 1,000', () => {
  const a = hosting()
  const { honest, swapped } = swaps(a)
  const expected = a.group.replyWords(a.group.readReply(replyOf(a, honest)).reply)
  let same = 0
  const seen = new Set<string>()
  for (let run = 0; run < 1_000; run++) {
    const { reply } = a.group.readReply(replyOf(a, swapped()))
    const words = a.group.replyWords(reply)
    // The limit of waiting replies is lower than the number of tries.
    a.archive.joinRequests.remove({ group: a.group.id, id: reply })
    if (words.words.join() === expected.words.join()) same++
    if (words.numbers.join() === expected.numbers.join()) same++
    seen.add(words.words.join())
  }
  expect(same).toBe(0)
  expect(seen.size).toBe(1_000)
})

test('when the real, slow function is used, the words differ too', () => {
  const a = hosting(stretchWords)
  const { honest, swapped } = swaps(a)
  const all = [honest, swapped(), swapped(), swapped()].map(join =>
    a.group.replyWords(a.group.readReply(replyOf(a, join)).reply).words.join(' '),
  )
  expect(new Set(all).size).toBe(4)
})

test('when the group has a language with distinct words, the words are in it', () => {
  const lists = { en: wordlist, fr: french, es: spanish, ar: wordlist, ru: wordlist, zh: wordlist }
  for (const [language, list] of Object.entries(lists)) {
    const archive = memoryGroups()
    const a = founder('Alice', { archive }, 'Groupe', language as keyof typeof lists)
    const b = asking(a)
    const heard = a.group.replyWords(a.group.readReply(b.reply).reply)
    expect(b.group.joinWords()).toEqual(heard)
    expect(heard.language).toBe(list === wordlist ? 'en' : language)
    expect(heard.words).toHaveLength(6)
    const known = new Set(list.map(word => word.normalize('NFC')))
    expect(heard.words.filter(word => !known.has(word))).toEqual([])
  }
})

test('when another invitation has the same keys, the words differ', () => {
  const a = hosting()
  const keys = newDeviceKeys()
  const wordsFor = () => {
    const { file, invitation } = a.group.invite({ role: 'member' })
    const invite = a.group.recordsBeyond([]).find(({ id }) => id === invitation)!
    const join = inGroup(a.group.id).join(keys, invite, invitationKeysOf(file))
    return a.group.replyWords(a.group.readReply(replyOf(a, join)).reply).words.join(' ')
  }
  expect(wordsFor()).not.toBe(wordsFor())
})

test('when nobody asked, or after the admission, there are no words', () => {
  const failing = expect.objectContaining({ code: 'not-found' })
  const a = hosting()
  const b = asking(a)
  expect(() => a.group.joinWords()).toThrow(failing)
  const { reply } = a.group.readReply(b.reply)
  a.group.admit(reply)
  b.group.addRecords(a.group.recordsBeyond([]))
  expect(() => a.group.replyWords(reply)).toThrow(failing)
  expect(() => b.group.joinWords()).toThrow(failing)
})
