import { expect, test } from 'vitest'
import { ownBytes } from '#shared/own-bytes'

test('views into a larger buffer are copied out of it, however deep they are', () => {
  const pool = new Uint8Array(64).fill(7)
  const message = { kind: 'edit', updates: [{ bytes: pool.subarray(8, 10) }], text: 'as it is' }
  const owned = ownBytes(message) as typeof message
  expect(owned).toEqual(message)
  expect(owned.updates[0]?.bytes.buffer.byteLength).toBe(2)
  expect(message.updates[0]?.bytes.buffer).toBe(pool.buffer)
})

test('bytes that own their buffer, and anything else, stay the very same', () => {
  const whole = Uint8Array.of(1, 2)
  expect(ownBytes(whole)).toBe(whole)
  const date = new Date(0)
  expect(ownBytes(date)).toBe(date)
  expect([ownBytes(null), ownBytes('text'), ownBytes(undefined)]).toEqual([null, 'text', undefined])
})
