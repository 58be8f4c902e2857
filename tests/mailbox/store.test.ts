// Both stores of a mailbox host against the same suite, and the tests that need the disk.
import { describe, expect, test } from 'vitest'
import { random } from '#core/keys'
import { Failure } from '#shared/failure'
import { sqliteStore } from '#mailbox'
import { memoryStore } from '#tests/memory-store'
import { temporaryDirectory } from '#tests/archive'
import { storeSuite } from '../acceptance/store.ts'

describe('in memory', () => {
  storeSuite(memoryStore)
})
describe('in SQLite', () => {
  storeSuite(() => sqliteStore(temporaryDirectory()))
})

const given = { at: 1, quotas: { mailbox: 1 << 20, total: 1 << 20 } }

test('a kept part is there after opening again, under the same log', async () => {
  const directory = temporaryDirectory()
  const mailbox = random(32)
  const store = sqliteStore(directory)
  await store.append(mailbox, new Uint8Array([1, 2, 3]), given)
  const before = await store.usage(mailbox)
  await store.close()
  const again = sqliteStore(directory)
  expect(await again.usage(mailbox)).toEqual(before)
  expect(await again.read(mailbox, 0, 1000)).toEqual([
    { place: before.last, bytes: new Uint8Array([1, 2, 3]) },
  ])
  await again.close()
})

test('two hosts never share one store', async () => {
  const directory = temporaryDirectory()
  const store = sqliteStore(directory)
  expect(() => sqliteStore(directory)).toThrow(new Failure('profile-in-use'))
  expect(() => sqliteStore('/nowhere/at/all')).toThrow(new Failure('not-writable'))
  await store.close()
})
