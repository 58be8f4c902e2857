import { expect, test } from 'vitest'
import {
  digest,
  fromHex,
  recoveryPair,
  sign,
  signingPairFrom,
  toHex,
  utf8,
  verify,
} from '#core/keys'
import type { GroupId } from '#shared/ids'

const [one, two] = ['ab'.repeat(32), 'cd'.repeat(32)] as GroupId[]
const secret = new Uint8Array(20).fill(7)

test('when a recovery secret is used, it is one pair every time, and another one in each group', () => {
  const pair = recoveryPair(secret, one!)
  expect(recoveryPair(secret, one!)).toEqual(pair)
  expect(toHex(recoveryPair(secret, two!).public)).not.toBe(toHex(pair.public))
  expect(toHex(recoveryPair(new Uint8Array(20).fill(8), one!).public)).not.toBe(toHex(pair.public))
  expect(pair).toEqual(signingPairFrom(digest('recovery', secret, fromHex(one!))))
})

test('when bytes are signed, only the secret half can do it', () => {
  const mine = recoveryPair(secret, one!)
  const signature = sign('rejoin', utf8('this device'), mine.secret)
  expect(verify('rejoin', utf8('this device'), signature, mine.public)).toBe(true)
  expect(verify('rejoin', utf8('this device'), signature, recoveryPair(secret, two!).public)).toBe(
    false,
  )
})
