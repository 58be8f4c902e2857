// Encrypted files at work: only messages that their readers lack, with progress, cancelled half way,
// and read again after a kill in the middle.
// @module-tag long
import { expect, test } from 'vitest'
import { openGroup } from '#core/group'
import { random, toHex } from '#core/keys'
import { crashImage, reopened as reopenedArchive, temporaryProfile } from '#tests/archive'
import { joiner } from '#tests/group'
import { aliceWithSync, handFile, joined, withSync, type Device } from '#tests/sync'

const fileFrom = (from: Device, everything: boolean, members: Device[] = []) =>
  from.sync.writeFile({
    group: from.group.id,
    everything,
    members: members.map(({ group }) => group.self.member!),
  })

const fill = (device: Device, page: ReturnType<Device['notebook']['create']>, lines: number) => {
  device.archive.transaction(() => {
    for (let line = 0; line < lines; line++) device.notebook.write(page, `x${toHex(random(200))}`)
  })
}

test('a file is for news: it holds what its readers are not known to have, and no more', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const [b, c] = [await joined('Bob', a), await joined('Carol', a)]
  fill(a, page, 300)
  await handFile(a, b)
  await handFile(a, c)
  // Bob and Carol state their heads; then Bob alone gets more.
  await handFile(b, a)
  await handFile(c, a)
  fill(a, page, 20)
  await handFile(a, b)
  await handFile(b, a)
  a.notebook.write(page, 'the newest')

  const all = await fileFrom(a, true)
  const forBoth = await fileFrom(a, false)
  const forBob = await fileFrom(a, false, [b])
  expect(all.messages).toBeGreaterThan(320)
  // The messages that Carol lacks, and statements of heads.
  expect(forBoth.messages).toBeGreaterThan(20)
  expect(forBoth.messages).toBeLessThan(40)
  expect(forBob.messages).toBeLessThan(10)
  expect(forBob.bytes.length).toBeLessThan(all.bytes.length / 10)

  await c.sync.readFile(forBoth.bytes)
  await b.sync.readFile(forBob.bytes)
  expect(b.notebook.lines(page)).toEqual(a.notebook.lines(page))
  expect(c.notebook.lines(page)).toEqual(a.notebook.lines(page))
})

test('a reader never stated its heads: it gets everything', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  b.archive.settings.set({ ...b.archive.settings.get(), sharePresence: false })
  fill(a, page, 30)
  const { bytes } = await fileFrom(a, false)
  await b.sync.readFile(bytes)
  expect(b.notebook.lines(page)).toEqual(a.notebook.lines(page))
})

test('a file is written or read: progress is reported, and either can be cancelled', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  for (let round = 0; round < 8; round++) fill(a, page, 600)
  const order = { group: a.group.id, members: [] }
  const seen: [number, number][] = []
  const { bytes } = await a.sync.writeFile(order, {
    progress: (done, total) => seen.push([done, total]),
    isCancelled: () => false,
  })
  expect(seen.length).toBeGreaterThan(3)
  expect(seen.every(([done, total], at) => done <= total && done >= (seen[at - 1]?.[0] ?? 0))).toBe(
    true,
  )
  let steps = 0
  const ended = { progress: () => void steps++, isCancelled: () => steps === 2 }
  await expect(a.sync.writeFile(order, ended)).rejects.toMatchObject({ code: 'cancelled' })
  // Beyond half of the way packs are taken in.
  let taken = 0
  const halfTaken = {
    progress: (done: number, total: number) => void (taken += done > total / 2 ? 1 : 0),
    isCancelled: () => taken === 2,
  }
  await expect(b.sync.readFile(bytes, halfTaken)).rejects.toMatchObject({ code: 'cancelled' })
  const some = b.notebook.lines(page)!.length
  expect(some).toBeGreaterThan(0)
  expect(some).toBeLessThan(4_800)
  // Again, to the end: known packs stay known.
  const received = await b.sync.readFile(bytes)
  expect(received.known).toBeGreaterThanOrEqual(some)
  expect(b.notebook.lines(page)).toEqual(a.notebook.lines(page))
})

test('a process is killed while it reads a file, and reads it again: the outcome is the same', async () => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const { directory, archive } = temporaryProfile()
  const bob = withSync(joiner('Bob', a, { archive }))
  await handFile(a, bob)
  for (let round = 0; round < 8; round++) fill(a, page, 600)
  const { bytes } = await a.sync.writeFile({ group: a.group.id, members: [] })
  const images: string[] = []
  await bob.sync.readFile(bytes, {
    progress: () => void images.push(crashImage(directory)),
    isCancelled: () => false,
  })
  expect(images.length).toBeGreaterThanOrEqual(3)
  const counts: number[] = []
  for (const image of [images[0]!, images[Math.floor(images.length / 2)]!]) {
    const kept = reopenedArchive(image)
    const group = openGroup(kept, a.group.id, bob.environment)
    const again = withSync({ ...bob, archive: kept, group })
    counts.push(again.notebook.lines(page)?.length ?? 0)
    await again.sync.readFile(bytes)
    expect(again.notebook.lines(page)).toEqual(a.notebook.lines(page))
  }
  expect(counts[0]).toBeLessThan(counts[1]!)
})
