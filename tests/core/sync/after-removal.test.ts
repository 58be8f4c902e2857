// Secrecy after a removal: the removed device has the full log, all records and keys that it ever
// had and all traffic of every link, and opens no envelope or encrypted file that was made later.
import { expect, test } from 'vitest'
import type { Link } from '#core/sync'
import { aliceWithSync, joined, until, untilSame, type Device } from '#tests/sync'
import { memoryLinks } from '../../acceptance/link.ts'
import { openOutside } from '../../../src/core/sync/files/locked-file.ts'
import { openEnvelope } from '../../../src/core/sync/link/envelope.ts'

/** Links the two and keeps every frame that passes. */
const overheard = (a: Device, b: Device, heard: Uint8Array[]): void => {
  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  const listening = (link: Link): Link => ({
    ...link,
    send(frame) {
      heard.push(frame.slice())
      return link.send(frame)
    },
  })
  a.sync.addLink(a.group.id, listening(ends.a))
  b.sync.addLink(b.group.id, listening(ends.b))
}

const opens = ({ group }: Device, frames: readonly Uint8Array[]): number =>
  frames.filter(frame => {
    const part = openEnvelope(frame, epoch => group.epochKey(epoch))
    return part !== null && part !== 'unknown-epoch'
  }).length

test('a device is removed: it opens no later envelope, whatever it holds', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  const t = await joined('Thief', a)
  b.group.addRecords(a.group.recordsBeyond([]))
  const heard: Uint8Array[] = []
  overheard(a, b, heard)
  overheard(a, t, heard)
  await untilSame(a, b)
  await untilSame(a, t)
  t.notebook.write(page, 'in time')
  a.notebook.write(page, 'to all')
  await until(() => b.notebook.lines(page)?.length === 2 && t.notebook.lines(page)?.length === 2)
  expect(opens(t, heard)).toBeGreaterThan(0)

  const member = t.group.self.member
  if (!member) throw new TypeError('no member')
  a.group.removeMember(member, 'left')
  // The removed member gets the news, and the link ends.
  await until(() => a.sync.peers().length === 1)
  await until(() => !t.group.state().devices.has(t.group.self.device))
  // From here on both who remain know.
  await until(() => !b.group.state().devices.has(t.group.self.device))
  await untilSame(a, b)
  heard.length = 0
  for (let line = 0; line < 20; line++) {
    a.notebook.write(page, `Alice ${line}`)
    b.notebook.write(page, `Bob ${line}`)
    await until(() => a.notebook.lines(page)?.includes(`Bob ${line}`) ?? false)
  }
  await untilSame(a, b)
  const { bytes } = await b.sync.writeFile({ group: b.group.id, members: [] })
  // Everything that any device has, except the keys that were boxed for others.
  t.group.addRecords(b.group.recordsBeyond([]))
  expect(t.group.recordHeads()).toEqual(b.group.recordHeads())
  const seals = opens(a, heard)
  expect(seals).toBeGreaterThanOrEqual(40)
  expect(opens(t, heard)).toBe(0)
  expect(await openOutside(bytes, t.group.self.keys.agreement.secret)).toBeNull()
  expect(b.notebook.lines(page)).toContain('in time')
  expect([...a.defects, ...b.defects, ...t.defects]).toEqual([])
})

test('a removed device writes: its messages reach no device that knows, by link or by file', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const t = await joined('Thief', a)
  const b = await joined('Bob', a)
  a.group.shutOut(t.group.self.device)
  t.notebook.write(page, 'too late')
  const { bytes } = await t.sync.writeFile({ group: t.group.id, members: [] })
  await a.sync.readFile(bytes)
  expect(a.notebook.lines(page)).toEqual([])
  const ends = memoryLinks({ a: a.group.self.device, b: t.group.self.device })
  a.sync.addLink(a.group.id, ends.a)
  expect(a.sync.peers()).toEqual([])
  // Bob does not know of it, and accepts the message until then: it then counts for both.
  await b.sync.readFile(bytes).catch(() => {})
  b.group.addRecords(a.group.recordsBeyond([]))
  overheard(a, b, [])
  await untilSame(a, b)
  expect(a.notebook.lines(page)).toEqual(b.notebook.lines(page))
})
