// A newcomer has messages of a forked feed from before its beginning, in order to hand them on. A
// device that meets only the newcomer must get both contents.
import { describe, expect, test } from 'vitest'
import { decodeStrict, encode } from '#core/keys'
import type { Role } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { fileOfPacks, forge, forgeAfter, packed, type Forged } from '#tests/forge'
import { joiner } from '#tests/group'
import { hosted, recording } from '#tests/mailbox'
import {
  aliceWithSync,
  handFile,
  joined,
  link,
  nextSession,
  until,
  withSync,
  type Device,
} from '#tests/sync'
import { headsFromWire, readMessage } from '../../../src/core/messages/message.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

type Run = readonly Pick<Forged, 'message' | 'body' | 'signature'>[]

const give = async ({ group, sync }: Device, ...runs: Run[]) => {
  const packs = runs.map(run => packed(run))
  return sync.readFile(await fileOfPacks(group.self.keys, group.id, packs))
}

/** A message of Mallory that writes one line, as the first one of a feed or after another one. */
const lineBy = (mallory: Device, page: DocumentId, line: string, before?: Forged): Forged => {
  const { group, archive } = mallory
  const pen = { group: group.id, ...group.self }
  const { secret } = archive.documents.get(page)!
  const body = encode([1, 'update', null, [line]])
  const wrong = { kind: 'update', document: page, secret, body }
  const first = { ...wrong, after: { records: group.recordHeads(), feeds: [] } }
  return before ? forgeAfter(pen, before, wrong) : forge(pen, first)
}

const stopped = ({ sync, group }: Device): string[] =>
  [...sync.offences(group.id)].flatMap(([device, { isStopped }]) => (isStopped ? [device] : []))

const waitingAt = ({ archive, group }: Device): number =>
  archive.waitingMessages.list({ group: group.id }).length

/** A member with nothing of the group's texts yet. */
const admitted = (name: string, host: Device, role: Role = 'member'): Device =>
  withSync(joiner(name, host, { archive: temporaryArchive() }, role))

/** Amina, Ben, Chen and Mallory share a page, and have the first two messages of Mallory. */
const begun = async () => {
  const amina = aliceWithSync()
  const page = amina.notebook.create()
  amina.notebook.share(page)
  const ben = await joined('Ben', amina)
  const chen = await joined('Chen', amina)
  const mallory = await joined('Mallory', amina)
  const zero = lineBy(mallory, page, 'zero')
  const one = lineBy(mallory, page, 'one', zero)
  const all = [amina, ben, chen, mallory]
  for (const each of all.slice(1)) await handFile(amina, each)
  for (const each of all) await give(each, [zero, one])
  // All others state it.
  for (const each of all.slice(1)) await handFile(each, amina)
  const write = (line: string, before: Forged): Forged => lineBy(mallory, page, line, before)
  return { amina, ben, chen, mallory, page, zero, one, write }
}

/** Amina has both contents, with the messages before them under the same signatures. */
const forked = async () => {
  const scene = await begun()
  const { amina, ben, mallory, one, write } = scene
  const two = write('two', one)
  const yes = write('YES', two)
  const more = write('YES, and more', yes)
  const no = write('NO', two)
  await give(amina, [two, yes], [more])
  await give(ben, [two, no])
  await handFile(ben, amina)
  expect(stopped(amina)).toEqual([mallory.group.self.device])
  return { ...scene, two, yes, more, no }
}

const lines = ['NO', 'YES', 'YES, and more', 'one', 'two', 'zero']

/** The device has both contents, knows the fork, and no message waits there. */
const expectBoth = (each: Device, { page, mallory }: Pick<Scene, 'page' | 'mallory'>): void => {
  expect(each.notebook.lines(page)?.filter(line => lines.includes(line))).toEqual(lines)
  expect(stopped(each)).toEqual([mallory.group.self.device])
  expect(waitingAt(each)).toBe(0)
  expect(each.defects).toEqual([])
}
type Scene = Awaited<ReturnType<typeof forked>>

describe('a newcomer began in both branches, and the admitter is gone', () => {
  test('a device meets the newcomer by files: it gets both contents', async () => {
    const scene = await forked()
    const { amina, chen, page } = scene
    const dana = admitted('Dana', amina)
    await handFile(amina, dana, true)
    dana.notebook.write(page, 'Dana')
    await handFile(dana, chen)
    expectBoth(chen, scene)
    expect(chen.notebook.lines(page)).toContain('Dana')
  })

  test('the newcomer lacks what all others have: it gives both contents, and takes the rest', async () => {
    const scene = await forked()
    const { amina, chen, mallory } = scene
    // All who are left stated that they have the first messages.
    amina.group.shutOut(mallory.group.self.device)
    const dana = admitted('Dana', amina)
    await handFile(amina, dana, true)
    expect(keptAt(dana).has(scene.zero.message.id)).toBe(false)
    await handFile(dana, chen)
    await handFile(chen, dana)
    for (const each of [chen, dana]) expectBoth(each, scene)
  })

  test('a device meets the newcomer by a link, in its next session: it gets both contents', async () => {
    const scene = await forked()
    const { amina, chen, page } = scene
    const before = admitted('Dana', amina)
    await handFile(amina, before, true)
    const dana = nextSession(before)
    dana.notebook.write(page, 'Dana')
    chen.group.addRecords(dana.group.recordsBeyond([]))
    link(dana, chen)
    await until(() => chen.notebook.lines(page)?.includes('Dana') === true)
    await dana.sync.level(dana.group.id)
    expect(dana.sync.peers()).toHaveLength(1)
    for (const each of [dana, chen]) expectBoth(each, scene)
  })

  test('a device meets the newcomer by a mailbox alone: it gets both contents, which go up once', async () => {
    const record = recording()
    const { url } = await hosted({ store: record.store })
    const meet = async ({ sync, group }: Device): Promise<number> => {
      const before = record.appended.length
      await sync.mailboxes.meet(group.id, url)
      return record.appended.length - before
    }
    const scene = await forked()
    const { amina, chen, mallory, page } = scene
    // All who are left stated that they have the first messages.
    amina.group.shutOut(mallory.group.self.device)
    const dana = admitted('Dana', amina)
    await handFile(amina, dana, true)
    dana.notebook.write(page, 'Dana')
    expect(await meet(dana)).toBeGreaterThan(0)
    expect(await meet(dana)).toBe(0)
    chen.group.addRecords(dana.group.recordsBeyond([]))
    await meet(chen)
    expectBoth(chen, scene)
    expect(chen.notebook.lines(page)).toContain('Dana')
  })

  test('the newcomer admits another one: a device that meets only that one gets both', async () => {
    const scene = await forked()
    const { amina, chen, page } = scene
    const dana = admitted('Dana', amina, 'chair')
    await handFile(amina, dana, true)
    const eve = admitted('Eve', dana)
    await handFile(dana, eve, true)
    eve.notebook.write(page, 'Eve')
    await handFile(eve, chen)
    expectBoth(chen, scene)
    expect(chen.notebook.lines(page)).toContain('Eve')
  })
})

/** The ids of messages that are kept in order to hand them on, with a body or without one. */
const keptAt = ({ archive, group }: Device, isWhole = false): Set<string> =>
  new Set(
    archive.backfillPacks
      .list({ group: group.id })
      .flatMap(({ pack }) => readPack(pack)!.items)
      .filter(({ body }) => !isWhole || body !== null)
      .map(({ message }) => message.id),
  )

/** The bootstrap that `host` wrote for a newcomer, each message as a run. */
const bootstrap = async (host: Device, to: Device): Promise<Run[]> => {
  const { archive, group, sync } = host
  const { device, member } = to.group.self
  await sync.writeFile({ group: group.id, members: [member!] })
  const { feed } = archive.messages.heads(group.id).find(({ audience }) => audience === device)!
  return archive.messages
    .range(group.id, feed, 0, 99)
    .map(({ header, body, signature }) => [
      { message: readMessage(header)!, body: body!, signature: signature! },
    ])
}

/** Its first message, which says where the newcomer begins. */
const beginning = async (host: Device, to: Device): Promise<Run> => (await bootstrap(host, to))[0]!

describe('packs of both contents come to a newcomer', () => {
  test('the newcomer began with one content, and a pack of the other one comes: nothing is lost', async () => {
    const scene = await begun()
    const { amina, chen, page, zero, one, write } = scene
    const two = write('two', one)
    const yes = write('YES', two)
    const more = write('YES, and more', yes)
    const no = write('NO', two)
    const other = write('NO, and more', no)
    await give(amina, [two], [yes, more])
    const dana = admitted('Dana', amina)
    await give(dana, await beginning(amina, dana), [yes, more])
    // The other content, under one signature with the messages that the kept pack follows.
    await give(dana, [zero, one, two, no, other])
    const kept = keptAt(dana)
    for (const { message } of [zero, one, two, yes, more]) expect(kept.has(message.id)).toBe(true)
    await handFile(amina, dana, true)
    dana.notebook.write(page, 'Dana')
    await handFile(dana, chen)
    const all = ['Dana', 'NO', 'NO, and more', ...lines.slice(1)]
    expect(chen.notebook.lines(page)).toEqual(all)
    expect(waitingAt(chen)).toBe(0)
  })

  test.each(['the first content first', 'the second content first'])(
    'the newcomer began with both, each a pack with what is before the fork, %s: both are kept',
    async order => {
      const scene = await begun()
      const { amina, ben, one, write } = scene
      const two = write('two', one)
      const [yes, no] = [write('YES', two), write('NO', two)]
      await give(amina, [two, yes])
      await give(ben, [two, no])
      await handFile(ben, amina)
      const dana = admitted('Dana', amina)
      await give(dana, await beginning(amina, dana))
      const runs: Run[] = [[two, yes], [no], [yes], [two, no]]
      for (const run of order === 'the first content first' ? runs : runs.toReversed())
        await give(dana, run)
      for (const each of [dana, nextSession(dana)])
        for (const { message } of [two, yes, no]) expect(keptAt(each).has(message.id)).toBe(true)
    },
  )

  test('the same messages come without bodies: the bodies that are here stay, and missing ones are added', async () => {
    const { amina, one, write } = await begun()
    const two = write('two', one)
    const yes = write('YES', two)
    await give(amina, [two, yes])
    const hollow = ({ message, signature }: Forged) => ({ message, signature, body: null as never })
    const ids = new Set<string>([two, yes].map(({ message }) => message.id))
    for (const runs of [
      [[yes], [hollow(two), hollow(yes)], [two, yes]],
      [[hollow(two), hollow(yes)], [yes], [two, hollow(yes)]],
      [
        [two, hollow(yes)],
        [hollow(two), yes],
      ],
    ]) {
      const dana = admitted('Dana', amina)
      await give(dana, await beginning(amina, dana))
      for (const run of runs) await give(dana, run)
      expect(keptAt(dana, true)).toEqual(ids)
    }
  })
})

test('a part of a branch comes again, and a later message of it: the next session knows both', async () => {
  const scene = await forked()
  const { amina, chen, mallory, page, zero, one, two, yes, more, write } = scene
  // Chen accepts one more before the fork is known, and writes on it.
  const last = write('YES, and even more', more)
  for (const run of [[two, yes], [more], [last]]) await give(chen, run)
  chen.notebook.write(page, 'Chen')
  const { archive, group } = chen
  const feed = archive.messages.heads(group.id).find(({ device }) => device === group.self.device)!
  const ofChen = archive.messages
    .range(group.id, feed.feed, feed.first, feed.seq + 1)
    .map(({ header, body, signature }) => ({
      message: readMessage(header)!,
      body: body!,
      signature: signature!,
    }))
  const dana = admitted('Dana', amina)
  await give(dana, ...(await bootstrap(amina, dana)))
  for (const run of [[zero, one], [two, yes], [last], ofChen]) await give(dana, run)
  expect(dana.archive.messages.has(more.message.id)).toBe(false)
  expect(dana.archive.messages.has(last.message.id)).toBe(true)
  expect(dana.notebook.lines(page)).toContain('Chen')
  const later = nextSession(dana)
  const said = (): number[] => {
    const heads = amina.archive.peerHeads.get({ group: group.id, device: dana.group.self.device })
    const points = heads ? headsFromWire(decodeStrict(heads.heads, 1 << 20))!.feeds : []
    return points.filter(({ id }) => id === last.message.id).map(({ seq }) => seq)
  }
  await handFile(later, amina)
  expect(said()).toEqual([5])
  expect(stopped(later)).toEqual([mallory.group.self.device])
})
