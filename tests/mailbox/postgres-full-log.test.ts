// The disk of the write-ahead log is full: PostgreSQL ends, and ends again at each start. A device hears
// that the host is full or is sent away, and what was kept is there when there is room again.
// @module-tag long
import {
  chownSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sign } from '#core/keys'
import { openPostgresStore } from '#mailbox'
import { temporaryDirectory } from '#tests/archive'
import { call, hosted, opened, pairOf, sealed } from '#tests/mailbox'
import { openPostgres, type Server } from '#tests/postgres'
import { smallDisk, type SmallDisk } from '#tests/small-disk'

/** A server whose write-ahead log has a disk of its own. */
const openOnDisk = async (): Promise<{ server: Server; disk: SmallDisk }> => {
  const server = await openPostgres()
  onTestFinished(() => server.remove())
  await server.stop()
  const [log, place] = [join(server.folder, 'data/pg_wal'), join(server.folder, 'wal')]
  const { uid, gid } = statSync(log)
  const disk = smallDisk(join(temporaryDirectory(), 'at'), place, 64)
  onTestFinished(() => disk.remove())
  cpSync(log, place, { recursive: true })
  for (const name of ['', ...readdirSync(place, { recursive: true, encoding: 'utf8' })])
    chownSync(join(place, name), uid, gid)
  rmSync(log, { recursive: true })
  symlinkSync(place, log)
  await server.start()
  return { server, disk }
}

/** The code with which a host sends a device away that wants to open its mailbox. */
const sentAway = async (url: string): Promise<number> => {
  const device = call(url)
  const { public: address, secret } = pairOf('ours')
  const [, , nonce] = await device.next('challenge')
  device.say([1, 'open', address, sign('mailbox', nonce as Uint8Array, secret)])
  return device.closed
}

test('the write-ahead log finds no room: devices are sent away, and kept parts are there afterwards', async () => {
  const { server, disk } = await openOnDisk()
  const store = await openPostgresStore(server.address(await server.database()))
  const { url } = await hosted({ store, now: Date.now, defect: () => {} })
  const device = await opened(url, 'ours')
  disk.fill()
  const places: number[] = []
  /** Null once a part is not kept. */
  const append = async (): Promise<number | null> => {
    device.say([1, 'append', 1, sealed(16_384)])
    const answer = await device.either('kept', 'refused').catch(() => null)
    return answer?.[1] === 'kept' ? (answer[3] as number) : null
  }
  for (let place = await append(); place !== null; place = await append()) places.push(place)
  expect(places.length).toBeGreaterThan(0)
  await server.ended()
  expect(await sentAway(url)).toBe(1011)
  await expect(server.start()).rejects.toThrow('No space left on device')
  expect(await sentAway(url)).toBe(1011)
  disk.free()
  await server.start()
  const again = await opened(url, 'ours')
  again.say([1, 'read', 0])
  for (const place of places) expect((await again.next('part'))[2]).toBe(place)
  again.say([1, 'append', 1, sealed()])
  expect((await again.next('kept'))[3]).toBeGreaterThan(places.at(-1) ?? 0)
  expect(readFileSync(join(server.folder, 'log'), 'utf8')).toContain('PANIC')
})
