// Several groups between the same two machines, on real sockets: each has its own link, and all of
// them come back by themselves when addresses change or all devices slept for a while.
import { expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import { openSync, type LanOptions, type Sync } from '#core/sync'
import { temporaryArchive } from '#tests/archive'
import { founder, joiner, startOfTime, type Person } from '#tests/group'
import { loopbackNetwork, swift } from '#tests/lan'
import { noCircles, quietDocuments, until } from '#tests/sync'

const syncOf = (people: readonly Person[], lan: LanOptions, now: () => number): Sync => {
  const [first] = people
  if (!first) throw new TypeError('nobody')
  const sync = openSync({
    archive: first.archive,
    groups: () => people.map(({ group }) => group),
    circles: noCircles,
    documents: quietDocuments,
    random,
    defect: () => {},
    now,
    later: swift,
    lan,
  })
  onTestFinished(() => sync.close())
  return sync
}

test('two groups have links at once: they are linked again after every change', async () => {
  const network = await loopbackNetwork()
  const [one, other] = [temporaryArchive(), temporaryArchive()]
  const groups = ['First', 'Second'].map(name => {
    const host = founder('Alice', { archive: one }, name)
    return { host, guest: joiner('Bob', host, { archive: other }) }
  })
  let time = startOfTime
  const a = syncOf(
    groups.map(({ host }) => host),
    network,
    () => time,
  )
  const b = syncOf(
    groups.map(({ guest }) => guest),
    network,
    () => time,
  )
  const ids = groups.map(({ host }) => host.group.id).toSorted()
  const linked = (sync: Sync): boolean =>
    sync
      .peers()
      .map(({ group }) => group)
      .toSorted()
      .join() === ids.join()
  await a.lan.start()
  await b.lan.start()
  await until(() => linked(a) && linked(b))

  // Another port, as after another address.
  const [before] = a.lan.status().addresses
  a.lan.stop()
  await until(() => b.peers().length === 0)
  await a.lan.start()
  await until(() => linked(a) && linked(b))
  expect(a.lan.status().addresses[0]).not.toBe(before)

  // Both slept for a night.
  a.lan.stop()
  b.lan.stop()
  time += 8 * 60 * 60 * 1000
  await b.lan.start()
  await a.lan.start()
  await until(() => linked(a) && linked(b))
  for (const id of ids) {
    await a.level(id)
    await b.level(id)
  }
  expect(a.peers()).toHaveLength(2)
  expect(b.peers()).toHaveLength(2)
})
