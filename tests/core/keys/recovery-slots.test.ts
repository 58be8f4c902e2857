import { expect, test } from 'vitest'
import {
  addRecoverySlot,
  createKeySlots,
  makeRecoverySlot,
  newRecoverySecret,
  openKeySlots,
  opensRecoverySlot,
  random,
  recoverKeySlots,
  recoverySlotsOf,
  removeRecoverySlot,
  rewrapKeySlots,
  toHex,
  type ProfileKeys,
} from '#core/keys'
import { cheapCost } from '#tests/archive'
import { refusal } from '#tests/refusal'

const hex = (keys: ProfileKeys): string[] => Object.values(keys).map(toHex)
const words = 'four plain test words'

const made = () => {
  const { file, keys } = createKeySlots(words, cheapCost)
  const secret = newRecoverySecret()
  const wanted = { kind: 'code', id: random(5), secret } as const
  return { file, keys, secret, slot: makeRecoverySlot(file, words, wanted), wanted }
}

test('when a recovery secret opens the keys under a new passphrase, the old one opens nothing', () => {
  const { file, keys, secret, slot } = made()
  expect(refusal(() => recoverKeySlots(file, secret, 'new words', cheapCost))).toBe(
    'recovery-wrong',
  )
  const withSlot = addRecoverySlot(file, slot)
  expect(hex(openKeySlots(withSlot, words))).toEqual(hex(keys))
  const recovered = recoverKeySlots(withSlot, secret, 'new words', cheapCost)
  expect(hex(openKeySlots(recovered, 'new words'))).toEqual(hex(keys))
  expect(refusal(() => openKeySlots(recovered, words))).toBe('wrong-passphrase')
  // The code works again, and survives a new passphrase.
  const later = rewrapKeySlots(recovered, 'new words', 'later words', cheapCost)
  expect(hex(openKeySlots(recoverKeySlots(later, secret, 'x', cheapCost), 'x'))).toEqual(hex(keys))
})

test('when a slot is made, it needs the passphrase, and only its own secret opens it', () => {
  const { file, secret, slot, wanted } = made()
  expect(refusal(() => makeRecoverySlot(file, 'wrong', wanted))).toBe('wrong-passphrase')
  expect(opensRecoverySlot(slot, secret)).toBe(true)
  for (let trial = 0; trial < 1000; trial += 1) {
    expect(opensRecoverySlot(slot, newRecoverySecret())).toBe(false)
  }
  const withSlot = addRecoverySlot(file, slot)
  const wrong = () => recoverKeySlots(withSlot, newRecoverySecret(), 'x', cheapCost)
  expect(refusal(wrong)).toBe('recovery-wrong')
  expect(toHex(withSlot)).not.toContain(toHex(secret))
})

test('when a new slot is added, it replaces that of its kind and no other, and a removed one opens nothing', () => {
  const { file, secret, slot } = made()
  const shares = { kind: 'shares', id: random(5), secret: newRecoverySecret() } as const
  const both = addRecoverySlot(addRecoverySlot(file, slot), makeRecoverySlot(file, words, shares))
  expect(recoverySlotsOf(both).map(({ kind }) => kind)).toEqual(['code', 'shares'])
  const next = { kind: 'code', id: random(5), secret: newRecoverySecret() } as const
  const replaced = addRecoverySlot(both, makeRecoverySlot(file, words, next))
  const opens = (at: Uint8Array, by: Uint8Array) =>
    refusal(() => recoverKeySlots(at, by, 'x', cheapCost))
  expect(opens(replaced, secret)).toBe('recovery-wrong')
  expect(opens(replaced, next.secret)).toBe(null)
  expect(opens(replaced, shares.secret)).toBe(null)
  const without = removeRecoverySlot(replaced, 'code')
  expect(recoverySlotsOf(without).map(({ kind }) => kind)).toEqual(['shares'])
  expect(opens(without, next.secret)).toBe('recovery-wrong')
  expect(opens(without, shares.secret)).toBe(null)
})

test('when a slot is moved under another kind or id, it does not open', () => {
  const { slot, secret } = made()
  const text = toHex(slot)
  const renamed = Buffer.from(text.replace('64636f6465', '66736861726573'), 'hex')
  expect(opensRecoverySlot(new Uint8Array(renamed), secret)).toBe(false)
  for (let bit = 0; bit < slot.length * 8; bit += 1) {
    const flipped = Uint8Array.from(slot)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    expect(opensRecoverySlot(flipped, secret)).toBe(false)
  }
})
