// The store in PostgreSQL against the suite of all stores, on a server of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { random } from '#core/keys'
import { openPostgresStore, type Store } from '#mailbox'
import { openPostgres, type Server } from '#tests/postgres'
import { trials } from '#tests/trials'
import { storeSuite } from '../acceptance/store.ts'

let server: Server
beforeAll(async () => {
  server = await openPostgres()
})
afterAll(() => server.remove())

const opened = async (): Promise<Store> =>
  openPostgresStore(server.address(await server.database()))

describe('in PostgreSQL', () => {
  storeSuite(opened, trials(40, 8))
})

const given = { at: 1, quotas: { mailbox: 1 << 20, total: 1 << 20 } }

test('a kept part is there after opening again, under the same log', async () => {
  const database = await server.database()
  const mailbox = random(32)
  const store = await openPostgresStore(server.address(database))
  await store.append(mailbox, new Uint8Array([1, 2, 3]), given)
  const before = await store.usage(mailbox)
  await store.close()
  const again = await openPostgresStore(server.address(database))
  expect(await again.usage(mailbox)).toEqual(before)
  expect(await again.read(mailbox, 0, 1000)).toEqual([
    { place: before.last, bytes: new Uint8Array([1, 2, 3]) },
  ])
  await again.close()
})

test('the newest place of many mailboxes is said at once, in the order of the question', async () => {
  const store = await opened()
  const [a, b, c] = [random(32), random(32), random(32)]
  for (let index = 0; index < 3; index++) await store.append(a, new Uint8Array(9), given)
  await store.append(c, new Uint8Array(9), given)
  expect(await store.newest?.([c, b, a])).toEqual([1, 0, 3])
  expect(await store.newest?.([])).toEqual([])
  await store.close()
})
