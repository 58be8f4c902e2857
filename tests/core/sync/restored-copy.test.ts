// A backup of a device is opened elsewhere while the device itself goes on: both write.
import { expect, test } from 'vitest'
import { openGroup } from '#core/group'
import { crashImage, reopened, temporaryProfile } from '#tests/archive'
import { founder } from '#tests/group'
import { joined, link, nextSession, until, untilSame, withSync, type Device } from '#tests/sync'

/** Both have the same after this, and are not linked any more. */
const exchange = async (a: Device, b: Device): Promise<void> => {
  const cut = link(a, b)
  await untilSame(a, b)
  cut()
}

test('a restored copy of a device wrote after it: what the device writes next reaches others after a restart', async () => {
  const { directory, archive } = temporaryProfile()
  const a = withSync(founder('Alice', { archive }))
  const b = await joined('Bob', a)
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'before the copy')
  await exchange(a, b)

  const restored = reopened(crashImage(directory))
  const group = openGroup(restored, a.group.id, a.environment)
  const copy = withSync({ ...a, archive: restored, group })
  copy.notebook.write(page, 'by the copy')
  await exchange(copy, b)
  await exchange(a, b)
  a.notebook.write(page, 'after the copy')

  const again = nextSession(a)
  link(again, b)
  await until(() => b.notebook.lines(page)?.includes('after the copy') ?? false)
  expect(b.notebook.lines(page)).toEqual(['after the copy', 'before the copy', 'by the copy'])
})
