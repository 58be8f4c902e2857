import { expect, test } from 'vitest'
import {
  calibrateCost,
  createKeySlots,
  decodeStrict,
  digest,
  encode,
  openKeySlots,
  rewrapKeySlots,
  toHex,
  type Bytes,
  type Encodable,
  type ProfileKeys,
} from '#core/keys'
import type { FailureCode } from '#shared/failure'
import { cheapCost } from '#tests/archive'
import { refusal } from '#tests/refusal'

const hex = (keys: ProfileKeys): string[] => Object.values(keys).map(toHex)

const closed = (body: Bytes): Bytes => new Uint8Array([...body, ...digest('key slots', body)])

test('the passphrase gives the same three different keys, however it is spaced', () => {
  const { file, keys } = createKeySlots('four plain test words', cheapCost)
  expect(hex(openKeySlots(file, '  four plain  test words '))).toEqual(hex(keys))
  expect(new Set(hex(keys)).size).toBe(3)
  expect(hex(createKeySlots('four plain test words', cheapCost).keys)).not.toEqual(hex(keys))
})

test('no key is in the file', () => {
  const { file, keys } = createKeySlots('four plain test words', cheapCost)
  for (const key of hex(keys)) expect(toHex(file)).not.toContain(key)
})

test('a thousand wrong passphrases get one answer', () => {
  const { file } = createKeySlots('four plain test words', cheapCost)
  const answers = new Set<FailureCode | null>()
  for (let number = 0; number < 1000; number += 1) {
    answers.add(refusal(() => openKeySlots(file, `four plain test word${number}`)))
  }
  expect([...answers]).toEqual(['wrong-passphrase'])
})

test('any flipped bit and any cut is damage, never a wrong passphrase', () => {
  const { file } = createKeySlots('four plain test words', cheapCost)
  for (let bit = 0; bit < file.length * 8; bit += 1) {
    const flipped = Uint8Array.from(file)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    expect(refusal(() => openKeySlots(flipped, 'four plain test words'))).toBe('archive-damaged')
  }
  for (let length = 0; length < file.length; length += 1) {
    const cut = file.subarray(0, length)
    expect(refusal(() => openKeySlots(cut, 'four plain test words'))).toBe('archive-damaged')
  }
})

test('a later format is newer, not damaged', () => {
  const later = closed(encode([2, 'keys', 'something else', 1]))
  expect(refusal(() => openKeySlots(later, 'any'))).toBe('archive-is-newer')
})

test('a slot that asks for a hundred gigabytes is damage', () => {
  const salt = new Uint8Array(16)
  for (const [passes, memory] of [
    [3, 100 * 2 ** 30],
    [1e9, 2 ** 26],
    [0, 2 ** 26],
    [3, 1],
  ] as const) {
    const file = closed(encode([1, 'keys', [['passphrase', salt, passes, memory, salt]]]))
    expect(refusal(() => openKeySlots(file, 'any'))).toBe('archive-damaged')
  }
})

test('a new passphrase opens the same keys and the old one no longer does', () => {
  const { file, keys } = createKeySlots('old words', cheapCost)
  const rewrapped = rewrapKeySlots(file, 'old words', 'new words', cheapCost)
  expect(hex(openKeySlots(rewrapped, 'new words'))).toEqual(hex(keys))
  expect(refusal(() => openKeySlots(rewrapped, 'old words'))).toBe('wrong-passphrase')
  expect(refusal(() => rewrapKeySlots(file, 'wrong', 'new words', cheapCost))).toBe(
    'wrong-passphrase',
  )
})

/** The file with one more slot, of a kind that a later version may add. */
const withLaterSlot = (file: Bytes, slot: Encodable): Bytes => {
  const [format, kind, slots] = decodeStrict(file.subarray(0, -32), 65_536) as Encodable[]
  return closed(encode([format!, kind!, [slot, ...(slots as Encodable[])]]))
}

test('slots of a kind that this version does not know survive a new passphrase', () => {
  const { file } = createKeySlots('old words', cheapCost)
  const later = ['zz-later', new Uint8Array([7, 7, 7])]
  const rewrapped = rewrapKeySlots(withLaterSlot(file, later), 'old words', 'new words', cheapCost)
  expect(toHex(rewrapped)).toContain(toHex(encode(later)))
  expect(refusal(() => openKeySlots(rewrapped, 'new words'))).toBe(null)
})

test('the cost follows the machine and never falls below 3 passes over 64 MiB', () => {
  const costOf = (milliseconds: number) => {
    let time = 0
    return calibrateCost(() => (time += milliseconds) - milliseconds)
  }
  const mebibyte = 2 ** 20
  expect(costOf(5000)).toEqual({ passes: 3, memory: 64 * mebibyte })
  expect(costOf(500)).toEqual({ passes: 3, memory: 96 * mebibyte })
  expect(costOf(100)).toEqual({ passes: 5, memory: 256 * mebibyte })
})
