import { expect, test } from 'vitest'
import {
  calibrateCost,
  checkKeySlots,
  createKeySlots,
  decodeStrict,
  digest,
  encode,
  openKeySlots,
  random,
  recoverKeySlots,
  rewrapKeySlots,
  toHex,
  type Bytes,
  type Encodable,
  type ProfileKeys,
} from '#core/keys'
import type { FailureCode } from '#shared/failure'
import { cheapCost } from '#tests/archive'
import { refusal } from '#tests/refusal'
import { watchStretching } from '#tests/stretching'

const hex = (keys: ProfileKeys): string[] => Object.values(keys).map(toHex)

const closed = (body: Bytes): Bytes => new Uint8Array([...body, ...digest('key slots', body)])

test('when the passphrase is right, however it is spaced, it gives the same three different keys', () => {
  const { file, keys } = createKeySlots('four plain test words', cheapCost)
  expect(hex(openKeySlots(file, '  four plain  test words '))).toEqual(hex(keys))
  expect(new Set(hex(keys)).size).toBe(3)
  expect(hex(createKeySlots('four plain test words', cheapCost).keys)).not.toEqual(hex(keys))
})

test('when the file is read, no key is in it', () => {
  const { file, keys } = createKeySlots('four plain test words', cheapCost)
  for (const key of hex(keys)) expect(toHex(file)).not.toContain(key)
})

test('when a thousand passphrases are wrong, the answer is one', () => {
  const { file } = createKeySlots('four plain test words', cheapCost)
  const answers = new Set<FailureCode | null>()
  for (let number = 0; number < 1000; number += 1) {
    answers.add(refusal(() => openKeySlots(file, `four plain test word${number}`)))
  }
  expect([...answers]).toEqual(['wrong-passphrase'])
})

test('when any bit is flipped or the file is cut, it is damage, never a wrong passphrase', () => {
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

test('when the format is later, the file is newer, not damaged', () => {
  const later = closed(encode([2, 'keys', 'something else', 1]))
  expect(refusal(() => openKeySlots(later, 'any'))).toBe('archive-is-newer')
})

const mebibyte = 2 ** 20
const passphraseSlot = (passes: number, memory: number, salt = random(16)): Encodable => [
  ...['passphrase', salt, passes, memory],
  random(72),
]
const slotsOf = (...slots: Encodable[]): Bytes => closed(encode([1, 'keys', slots]))

test('when a slot asks for no work, it is damage', () => {
  for (const [passes, memory] of [
    [0, 64 * mebibyte],
    [3, 1],
  ] as const)
    expect(refusal(() => openKeySlots(slotsOf(passphraseSlot(passes, memory)), 'any'))).toBe(
      'archive-damaged',
    )
})

test.each<[string, Encodable[]]>([
  ['one slot of 64 passes over 1 GiB', [passphraseSlot(64, 1_024 * mebibyte)]],
  ['one of more than 512 MiB', [passphraseSlot(1, 513 * mebibyte)]],
  ['one of more than twice the work of ours', [passphraseSlot(17, 256 * mebibyte)]],
  ['one of a billion passes', [passphraseSlot(1e9, 8_192)]],
  ['one of a hundred gigabytes', [passphraseSlot(3, 100 * 1_024 * mebibyte)]],
  ['two cheap slots', [passphraseSlot(1, 8_192), passphraseSlot(1, 8_192)]],
  ['500 slots', Array.from({ length: 500 }, () => passphraseSlot(3, 64 * mebibyte, random(16)))],
  [
    'nine recovery slots',
    [
      passphraseSlot(1, 8_192),
      ...Array.from({ length: 9 }, () => ['recovery', 'code', random(5), random(16), random(72)]),
    ],
  ],
])('when a file of key slots has %s, it is refused before any stretching', (_, slots) => {
  const stretched = watchStretching()
  const file = slotsOf(...slots)
  for (const open of [
    () => openKeySlots(file, 'any'),
    () => rewrapKeySlots(file, 'any', 'next', cheapCost),
    () => recoverKeySlots(file, random(16), 'next', cheapCost),
    () => checkKeySlots(file),
  ])
    expect(refusal(open)).toBe('file-too-costly')
  expect(stretched).not.toHaveBeenCalled()
  stretched.mockRestore()
})

test('when a slot has the highest cost, it is read, and one of twice its work too', () => {
  let time = 0
  const { passes, memory } = calibrateCost(() => time++)
  expect({ passes, memory }).toEqual({ passes: 8, memory: 256 * mebibyte })
  for (const slot of [passphraseSlot(passes, memory), passphraseSlot(2 * passes, memory)])
    expect(refusal(() => checkKeySlots(slotsOf(slot)))).toBe(null)
})

test('when the passphrase is new, it opens the same keys and the old one opens nothing', () => {
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

test('when slots are of an unknown kind, they survive a new passphrase', () => {
  const { file } = createKeySlots('old words', cheapCost)
  const later = ['zz-later', new Uint8Array([7, 7, 7])]
  const rewrapped = rewrapKeySlots(withLaterSlot(file, later), 'old words', 'new words', cheapCost)
  expect(toHex(rewrapped)).toContain(toHex(encode(later)))
  expect(refusal(() => openKeySlots(rewrapped, 'new words'))).toBe(null)
})

test('when the cost is calibrated, it follows the machine and is never below 3 passes over 64 MiB', () => {
  const costOf = (milliseconds: number) => {
    let time = 0
    return calibrateCost(() => (time += milliseconds) - milliseconds)
  }
  expect(costOf(5000)).toEqual({ passes: 3, memory: 64 * mebibyte })
  expect(costOf(500)).toEqual({ passes: 3, memory: 96 * mebibyte })
  expect(costOf(100)).toEqual({ passes: 5, memory: 256 * mebibyte })
})
