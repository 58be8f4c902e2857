// A session that ends in the middle of an exchange: packs that still lay on its links find the
// archive closed. The exchange ends, and no defect is reported.
import { expect, test } from 'vitest'
import { random, toHex } from '#core/keys'
import { aliceWithSync, joined, link, until, type Device } from '#tests/sync'

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate)
}

/** Two who share one long page; Bob has none of its lines yet. */
const pair = async (): Promise<[Device, Device]> => {
  const a = aliceWithSync()
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a)
  for (let line = 0; line < 40; line++) a.notebook.write(page, toHex(random(60_000)))
  return [a, b]
}

test.each([0, 1, 2, 3, 4, 5, 6, 7])(
  'a link is cut %i turns after the first packs came, and both ends close at once: no defect is reported',
  async after => {
    const [a, b] = await pair()
    const before = b.archive.messages.count(b.group.id)
    const cut = link(a, b)
    await until(() => b.archive.messages.count(b.group.id) > before)
    await turns(after)
    cut()
    for (const device of [b, a]) {
      device.sync.close()
      device.archive.close()
    }
    await turns(200)
    expect([...a.defects, ...b.defects]).toEqual([])
  },
)
