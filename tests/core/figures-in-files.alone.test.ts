// Pictures and files are larger than one encrypted file may be: the rest goes in the next file.
import { expect, test, vi } from 'vitest'
import { random } from '#core/keys'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { admit, committee, run } from '#tests/committee'
import { until } from '#tests/sync'
import { memoryLinks } from '../acceptance/link.ts'

vi.mock(import('../../src/core/sync/files/locked-file.ts'), async original => ({
  ...(await original()),
  mostPacked: 1 << 20,
}))

test('when a member is admitted, the text comes at once, and files beyond one encrypted file with the next', async () => {
  const { chair, group, id } = await committee('Agreed.', [])
  const hashes = Array.from({ length: 6 }, () => chair.documents.enclose(id, random(400_000)).hash)
  const newcomer = await admit(chair, group, 'member', 'newcomer')
  const give = async (from: OpenProfile, to: OpenProfile): Promise<void> => {
    for (const session of [from, to]) await session.documents.flush()
    await to.sync.readFile((await from.sync.writeFile({ group, members: [] })).bytes)
  }
  const arrived = (): number =>
    hashes.filter(hash => newcomer.documents.hasEnclosed(id, { what: 'file', hash })).length
  expect(newcomer.documents.digest(id)).toBe(chair.documents.digest(id))
  const first = arrived()
  expect(first).toBeLessThan(hashes.length)
  await give(newcomer, chair)
  await run(chair, id, { insert: 'Later words. ', block: 1, at: 0 })
  for (let files = 0; arrived() < hashes.length && files < 6; files++) {
    const { isWhole } = await chair.sync.writeFile({ group, members: [] })
    await give(chair, newcomer)
    expect(isWhole).toBe(arrived() === hashes.length)
    await give(newcomer, chair)
  }
  expect(arrived()).toBe(hashes.length)
  expect(newcomer.documents.digest(id)).toBe(chair.documents.digest(id))
})

test('when a file brought a part, a link sends the missing rest alone', async () => {
  const { chair, group, id } = await committee('Agreed.', [])
  const hashes = Array.from({ length: 6 }, () => chair.documents.enclose(id, random(400_000)).hash)
  const newcomer = await admit(chair, group, 'member', 'newcomer')
  const left = () =>
    hashes.filter(hash => !newcomer.documents.hasEnclosed(id, { what: 'file', hash })).length
  const before = left()
  expect(before).toBeLessThan(hashes.length)
  const deviceOf = (session: OpenProfile) => session.groups.get(group).self.device
  const { a, b } = memoryLinks({ a: deviceOf(chair), b: deviceOf(newcomer) })
  let sent = 0
  const { send } = a
  a.send = async bytes => {
    sent += bytes.length
    return send(bytes)
  }
  chair.sync.addLink(group, a)
  newcomer.sync.addLink(group, b)
  await until(() => left() === 0)
  a.close()
  // The one that was half here, and the messages around all.
  expect(sent).toBeLessThan((before + 1) * 400_000)
})

test('when there are many pieces of files, they are never read at once, for sending or for counting', async () => {
  const { chair, group, id } = await committee('Agreed.', [])
  for (let n = 0; n < 12; n++) chair.documents.enclose(id, random(400_000))
  const { messages } = chair.archive
  const read = messages.range
  let most = 0
  messages.range = (...where) => {
    const rows = read(...where)
    most = Math.max(
      most,
      rows.reduce((sum, { body }) => sum + (body?.length ?? 0), 0),
    )
    return rows
  }
  const newcomer = await admit(chair, group, 'member', 'newcomer')
  await newcomer.documents.flush()
  await chair.sync.readFile((await newcomer.sync.writeFile({ group, members: [] })).bytes)
  chair.sync.reach(group)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(2_200_000)
})
