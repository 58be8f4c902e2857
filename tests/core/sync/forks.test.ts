// A member signs two contents for one place of a feed and gives each to another part of the group.
// When both have met, honest devices go on hearing each other in the same run, and all get a
// warning.
// @module-tag long
import { afterEach, expect, test, vi } from 'vitest'
import { encode, random, toHex } from '#core/keys'
import { checks } from '#core/sync'
import type { DocumentId } from '#shared/ids'
import { fileOfPacks, forge, forgeAfter, packed, type Forged, type Pen } from '#tests/forge'
import {
  aliceWithSync,
  handFile,
  joined,
  link,
  nextSession,
  until,
  untilSame,
  type Device,
} from '#tests/sync'
import { readForkProof } from '../../../src/core/sync/equivocation/fork-proof.ts'

afterEach(() => void vi.restoreAllMocks())

const penOf = ({ group }: Device): Pen => ({ group: group.id, ...group.self })

/** Brings packs to a device in a file that carries nothing else. */
const give = async ({ group, sync }: Device, ...packs: Uint8Array[]) =>
  sync.readFile(await fileOfPacks(group.self.keys, group.id, packs))

/** A message of Mallory that writes one line. */
const lineBy = (mallory: Device, page: DocumentId, line: string, before?: Forged): Forged => {
  const secret = mallory.archive.documents.get(page)!.secret
  const wrong = {
    kind: 'update',
    document: page,
    secret,
    body: encode([1, 'update', null, [line]]),
  }
  const pen = penOf(mallory)
  const first = { ...wrong, after: { records: mallory.group.recordHeads(), feeds: [] } }
  return before ? forgeAfter(pen, before, wrong) : forge(pen, first)
}

/** Amina, Ben, Chen and Mallory share two pages. Amina has "YES" of Mallory, Ben has "NO". */
const split = async () => {
  const amina = aliceWithSync()
  const page = amina.notebook.create()
  const other = amina.notebook.create()
  amina.notebook.share(page)
  amina.notebook.share(other)
  const ben = await joined('Ben', amina)
  const chen = await joined('Chen', amina)
  const mallory = await joined('Mallory', amina)
  for (const each of [ben, chen, mallory]) await handFile(amina, each)
  const first = lineBy(mallory, page, 'I have read it')
  const yes = lineBy(mallory, page, 'YES we adopt', first)
  const no = lineBy(mallory, page, 'NO we reject', first)
  for (const each of [amina, ben]) await give(each, packed([first]))
  await give(amina, packed([yes]))
  await give(ben, packed([no]))
  return { amina, ben, chen, mallory, page, other, first, yes, no }
}

/** Every device writes in both pages, on the text that it has. */
const write = ({ page, other }: { page: DocumentId; other: DocumentId }, ...who: Device[]) => {
  for (const { group, notebook } of who)
    for (const each of [page, other]) notebook.write(each, `by ${group.self.member}`)
}

const stopped = ({ sync, group }: Device): string[] =>
  [...sync.offences(group.id)].flatMap(([device, { isStopped }]) => (isStopped ? [device] : []))

test('both contents meet in files: honest devices hear each other in that same run', async () => {
  const scene = await split()
  const { amina, ben, chen, mallory, other } = scene
  write(scene, amina, ben)
  await handFile(amina, chen)
  write(scene, chen)
  const honest = [amina, ben, chen]
  // One round, both ways.
  for (const from of honest) for (const to of honest) if (from !== to) await handFile(from, to)
  for (const to of honest) {
    const lines = honest.map(({ group }) => `by ${group.self.member}`).toSorted()
    expect(to.notebook.lines(other)).toEqual(lines)
    expect(stopped(to)).toEqual([mallory.group.self.device])
  }
})

test('both contents meet on a link: later messages of honest devices arrive', async () => {
  const scene = await split()
  const { amina, ben, other, mallory } = scene
  write(scene, amina, ben)
  link(amina, ben)
  const lines = [amina, ben].map(({ group }) => `by ${group.self.member}`).toSorted()
  for (const each of [amina, ben]) {
    await until(() => each.notebook.lines(other)?.join() === lines.join())
    await until(() => stopped(each).join() === mallory.group.self.device)
    expect(each.defects).toEqual([])
  }
})

/** The messages of Mallory for all that count here, under which names. */
const counted = ({ archive, group }: Device, mallory: Device) =>
  archive.messages
    .heads(group.id)
    .filter(({ device, audience }) => device === mallory.group.self.device && audience === group.id)
    .flatMap(({ feed, first, seq }) => archive.messages.range(group.id, feed, first, seq + 1))
    .map(({ id, line }) => `${line} ${id}`)
    .toSorted()

const meetAll = async (devices: readonly Device[]): Promise<void> => {
  for (const from of devices) for (const to of devices) if (from !== to) await handFile(from, to)
}

test('both contents met: all honest devices keep both, under the same names', async () => {
  const scene = await split()
  const { amina, ben, chen, mallory, first, yes, no } = scene
  const honest = [amina, ben, chen]
  await meetAll(honest)
  await meetAll(honest)
  const kept = counted(amina, mallory)
  for (const { message } of [first, yes, no])
    expect(kept.filter(each => each.endsWith(message.id))).toHaveLength(1)
  for (const each of honest) expect(counted(each, mallory)).toEqual(kept)
  await untilSame(amina, ben)
  // In a later session too.
  expect(counted(nextSession(ben), mallory)).toEqual(kept)
})

/** Amina, Ben, Chen and Dana share two pages with Mallory. No device has a message of Mallory. */
const untold = async () => {
  const amina = aliceWithSync()
  const page = amina.notebook.create()
  const other = amina.notebook.create()
  for (const each of [page, other]) amina.notebook.share(each)
  const [ben, chen, dana, mallory] = [
    await joined('Ben', amina),
    await joined('Chen', amina),
    await joined('Dana', amina),
    await joined('Mallory', amina),
  ]
  for (const each of [ben, chen, dana, mallory]) await handFile(amina, each)
  return { amina, ben, chen, dana, mallory, page, other }
}

test('each content came under one signature with the messages before it: a device that has none gets all', async () => {
  const { amina, ben, chen, dana, mallory, page } = await untold()
  const first = lineBy(mallory, page, 'I have read it')
  const yes = lineBy(mallory, page, 'YES we adopt', first)
  const no = lineBy(mallory, page, 'NO we reject', first)
  await give(amina, packed([first, yes]))
  await give(ben, packed([first, no]))
  await meetAll([amina, ben])
  await meetAll([amina, ben])
  expect(counted(amina, mallory)).toHaveLength(3)
  await handFile(amina, chen)
  link(ben, dana)
  await untilSame(ben, dana)
  for (const each of [ben, chen, dana])
    expect(counted(each, mallory)).toEqual(counted(amina, mallory))
})

test('a branch forks again under one signature: a device that has none gets all', async () => {
  const { amina, ben, chen, dana, mallory, page } = await untold()
  const first = lineBy(mallory, page, 'I have read it')
  const yes = lineBy(mallory, page, 'YES we adopt', first)
  const with1 = lineBy(mallory, page, 'with one change', yes)
  const with2 = lineBy(mallory, page, 'with two changes', yes)
  const no = lineBy(mallory, page, 'NO we reject', first)
  await give(amina, packed([first, yes, with1]))
  await give(ben, packed([first, yes, with2]))
  await give(chen, packed([first, no]))
  for (let round = 0; round < 2; round++) await meetAll([amina, ben, chen])
  expect(counted(amina, mallory)).toHaveLength(5)
  await handFile(amina, dana)
  for (const each of [ben, chen, dana])
    expect(counted(each, mallory)).toEqual(counted(amina, mallory))
})

test('a stopped device signs more: only messages that another device had accepted count, for all', async () => {
  const scene = await split()
  const { amina, ben, chen, mallory, page, yes, no } = scene
  const honest = [amina, ben, chen]
  // Ben accepts one more before the contents meet; Amina gets one when Amina knows.
  const early = lineBy(mallory, page, 'NO, and more', no)
  const late = lineBy(mallory, page, 'YES, and more', yes)
  await give(ben, packed([early]))
  await meetAll(honest)
  expect(await give(amina, packed([late]))).toMatchObject({ accepted: 0, refused: 0, waiting: 1 })
  await meetAll(honest)
  const kept = counted(amina, mallory)
  expect(kept.some(each => each.endsWith(early.message.id))).toBe(true)
  expect(kept.some(each => each.endsWith(late.message.id))).toBe(false)
  for (const each of honest) expect(counted(each, mallory)).toEqual(kept)
})

test('two long branches meet on a link: the messages that lead up to the place are found', async () => {
  const scene = await split()
  const { amina, ben, mallory, other, page, yes, no } = scene
  const branch = (from: Forged, length: number): Forged[] => {
    const run = [from]
    for (let at = 0; at < length; at++) run.push(lineBy(mallory, page, `line ${at}`, run.at(-1)))
    return run.slice(1)
  }
  await give(amina, packed(branch(yes, 3)))
  await give(ben, packed(branch(no, 9)))
  write(scene, amina, ben)
  link(amina, ben)
  await until(() => amina.notebook.lines(other)?.length === 2)
  await until(() => ben.notebook.lines(other)?.length === 2)
  await untilSame(amina, ben)
  expect(counted(amina, mallory)).toEqual(counted(ben, mallory))
  expect(counted(amina, mallory)).toHaveLength(15)
})

test('two long branches meet: the needs that each message meets are examined once', async () => {
  const { amina, ben, mallory, page, yes, no } = await split()
  const long = 600
  const grown = (from: Forged): Uint8Array[] => {
    const run = [lineBy(mallory, page, 'and', from)]
    while (run.length < long) run.push(lineBy(mallory, page, `and ${run.length}`, run.at(-1)))
    return [packed(run.slice(0, long / 2)), packed(run.slice(long / 2))]
  }
  await give(ben, ...grown(no))
  await give(amina, ...grown(yes))
  ben.notebook.write(page, 'Ben goes on')
  const begun = process.cpuUsage()
  await handFile(ben, amina)
  const { user, system } = process.cpuUsage(begun)
  expect(stopped(amina)).toEqual([mallory.group.self.device])
  // Half a second; 24 seconds if needs that are met a thousand times were examined a thousand
  // times.
  expect((user + system) / 1_000_000).toBeLessThan(8)
}, 120_000)

test('a device never meets the second content: it gets the proof at once, and so does a newcomer', async () => {
  const scene = await split()
  const { amina, ben, chen, mallory } = scene
  await handFile(ben, amina)
  const word = amina.archive.messages
    .heads(amina.group.id)
    .flatMap(({ feed }) => amina.archive.messages.range(amina.group.id, feed, 0, 99))
    .find(({ kind }) => kind === 'forked')
  expect(readForkProof(word!.body!)?.device).toBe(mallory.group.self.device)
  let changes = 0
  chen.sync.onChange(() => changes++)
  // The proof alone, and the messages that it stands on.
  link(amina, chen)
  await until(() => stopped(chen).join() === mallory.group.self.device)
  await until(() => changes > 0)
  const dana = await joined('Dana', amina)
  expect(stopped(dana)).toEqual([mallory.group.self.device])
})

test('a proof proves nothing: no device is stopped', async () => {
  const scene = await split()
  const { amina, ben, chen, mallory, first, yes, no } = scene
  const after = { records: mallory.group.recordHeads(), feeds: [] }
  const bodies = [
    encode([1, 'forked', packed([yes]), packed([yes])]),
    encode([1, 'forked', packed([first]), packed([yes])]),
    encode([1, 'forked', packed([yes]), packed([no], yes.signature)]),
    encode([1, 'forked', packed([yes])]),
  ]
  for (const body of bodies) {
    const said = forge(penOf(ben), { kind: 'forked', body, after })
    expect(await give(chen, packed([said]))).toMatchObject({ accepted: 0, refused: 1 })
  }
  expect(stopped(chen)).toEqual([])
  expect(stopped(amina)).toEqual([])
})

test('an accomplice names content after content: a bounded number is kept, and others go on', async () => {
  const scene = await split()
  const { amina, ben, mallory, page, other, first } = scene
  const oscar = await joined('Oscar', amina)
  const pen = penOf(oscar)
  let word = forge(pen, { after: { records: oscar.group.recordHeads(), feeds: [] } })
  const words = [word]
  const contents = Array.from({ length: 300 }, (_, at) => lineBy(mallory, page, `${at}`, first))
  for (const { message } of contents) {
    const { feed, seq, id } = message
    word = forgeAfter(pen, word, { after: { records: [], feeds: [{ feed, seq, id }] } })
    words.push(word)
  }
  await give(amina, packed(words), ...contents.map(each => packed([each])))
  const names = new Set(counted(amina, mallory).map(each => each.slice(0, 32)))
  expect(names.size).toBeLessThanOrEqual(1 + 256)
  // The accomplice's own messages are not held up either.
  expect(amina.archive.messages.has(word.message.id)).toBe(true)
  write(scene, ben)
  await handFile(ben, amina)
  expect(amina.notebook.lines(other)).toEqual([`by ${ben.group.self.member}`])
})

/** A document of this id that Mallory begins for all, with a secret of its own. */
const begunBy = (mallory: Device, document: DocumentId, secret: Uint8Array): Forged => {
  const body = encode([1, 'snapshot', secret, {}, [], [[], []], ['begun']])
  const after = { records: mallory.group.recordHeads(), feeds: [] }
  return forge(penOf(mallory), { kind: 'snapshot', document, secret, body, after })
}

test('a document is begun twice, under two secrets: its writers are heard in other documents', async () => {
  // Two secrets that lead to one id take 2^64 tries: here the check lets each through.
  vi.spyOn(checks, 'secretIsTheDocuments').mockReturnValue(true)
  const { amina, ben, chen, mallory, other } = await split()
  const document = toHex(random(16)) as DocumentId
  await give(amina, packed([begunBy(mallory, document, random(32))]))
  await give(ben, packed([begunBy(mallory, document, random(32))]))
  for (const { group, notebook } of [amina, ben])
    for (const each of [document, other]) notebook.write(each, `by ${group.self.member}`)
  const honest = [amina, ben, chen]
  await meetAll(honest)
  await meetAll(honest)
  const lines = [amina, ben].map(({ group }) => `by ${group.self.member}`).toSorted()
  for (const each of honest) expect(each.notebook.lines(other)).toEqual(lines)
  for (const each of honest)
    expect(each.archive.waitingMessages.list({ group: each.group.id })).toEqual([])
  // A newcomer too accepts text under the secret that is not the newcomer's.
  const dana = await joined('Dana', amina)
  await handFile(amina, ben)
  for (const each of [document, other]) ben.notebook.write(each, 'Ben again')
  await handFile(ben, dana)
  expect(dana.notebook.lines(other)).toContain('Ben again')
  // On each device the document is the one that came there first, with text on top of it.
  expect(amina.notebook.lines(document)).toEqual(
    ['begun', `by ${amina.group.self.member}`].toSorted(),
  )
  const ofBen = ['Ben again', 'begun', `by ${ben.group.self.member}`]
  expect(ben.notebook.lines(document)).toEqual(ofBen.toSorted())
})

/** Mallory begins a document of another device again under other secrets, and writes under each. */
const begunAgain = (mallory: Device, page: DocumentId, count: number): Uint8Array[][] =>
  Array.from({ length: count }, (_, at) => {
    const secret = random(32)
    const first = begunBy(mallory, page, secret)
    const body = encode([1, 'update', null, [`under secret ${at}`]])
    const wrong = { kind: 'update', document: page, secret, body }
    return [first, forgeAfter(penOf(mallory), first, wrong)].map(each => packed([each]))
  })

/** The lines of both documents on each device, and the messages that wait there. */
const heardBy = ({ page, other }: { page: DocumentId; other: DocumentId }, ...who: Device[]) =>
  who.map(({ archive, group, notebook }) => ({
    page: notebook.lines(page),
    other: notebook.lines(other),
    waiting: archive.waitingMessages.values({ group: group.id }, 'id'),
  }))

/** The same where all have the lines of all, and nothing waits. */
const allHeard = (...who: Device[]) => {
  const lines = who.map(({ group }) => `by ${group.self.member}`).toSorted()
  return who.map(() => ({ page: lines, other: lines, waiting: [] }))
}

test.each([1, 65])(
  'a member begins a document again under other secrets (%i): all are heard, in any order',
  async count => {
    const scene = await untold()
    const { amina, ben, mallory, page } = scene
    const feeds = begunAgain(mallory, page, count)
    await give(amina, ...feeds.flat())
    await give(ben, ...feeds.toReversed().flat())
    write(scene, amina, ben)
    await meetAll([amina, ben])
    await meetAll([amina, ben])
    expect(heardBy(scene, amina, ben)).toEqual(allHeard(amina, ben))
  },
)

test('a document is begun again under another secret before it is here: all are heard', async () => {
  const { amina, ben, mallory, other } = await untold()
  const page = amina.notebook.create()
  amina.notebook.share(page)
  const packs = begunAgain(mallory, page, 1).flat()
  await give(amina, ...packs)
  await give(ben, ...packs)
  await handFile(amina, ben)
  write({ page, other }, amina, ben)
  await meetAll([amina, ben])
  await meetAll([amina, ben])
  expect(heardBy({ page, other }, amina, ben)).toEqual(allHeard(amina, ben))
})

test('an admitter gives a newcomer a secret that is none of the document: all are heard', async () => {
  const { amina, ben, mallory, page, other } = await untold()
  const secret = random(32)
  vi.spyOn(amina.notebook, 'snapshotFor').mockImplementation(document =>
    [amina.archive.documents.get(document)!.secret, secret].map(each => ({
      kind: 'snapshot',
      body: encode([1, 'snapshot', each, {}, [], [[], []], []]),
    })),
  )
  const eve = await joined('Eve', amina)
  const body = encode([1, 'update', null, ['under another secret']])
  const after = { records: mallory.group.recordHeads(), feeds: [] }
  const text = forge(penOf(mallory), { kind: 'update', document: page, secret, body, after })
  await handFile(amina, ben)
  for (const each of [ben, eve]) await give(each, packed([text]))
  write({ page, other }, ben, eve)
  await meetAll([ben, eve])
  await meetAll([ben, eve])
  expect(heardBy({ page, other }, ben, eve)).toEqual(allHeard(ben, eve))
})

test('a newcomer began with one content: writers on the other one are heard all the same', async () => {
  const scene = await split()
  const { amina, ben, mallory, page, other, yes, no } = scene
  // One more on each side: the newcomer may begin before, at or behind the last of the other
  // content.
  const more = lineBy(mallory, page, 'NO, and more', no)
  const dana = await joined('Dana', amina)
  expect(counted(amina, mallory).some(each => each.endsWith(yes.message.id))).toBe(true)
  await give(ben, packed([more]))
  await handFile(amina, ben)
  write(scene, ben)
  // Only Ben has any messages of Mallory.
  await handFile(ben, dana)
  expect(dana.notebook.lines(other)).toEqual([`by ${ben.group.self.member}`])
  await meetAll([amina, ben])
  for (const each of [amina, ben]) await handFile(each, dana)
  expect(stopped(dana)).toEqual([mallory.group.self.device])
  write(scene, amina)
  await handFile(amina, dana)
  expect(dana.notebook.lines(other)).toHaveLength(2)
})

test('a newcomer lacks text of the other content for good: nothing else waits for it', async () => {
  const scene = await split()
  const { amina, ben, mallory, page, other, yes } = scene
  const third = amina.notebook.create()
  amina.notebook.share(third)
  await handFile(amina, ben)
  await give(amina, packed([lineBy(mallory, page, 'YES, and more', yes)]))
  const dana = await joined('Dana', amina)
  await meetAll([amina, ben])
  // Ben's message needs text that Dana never gets.
  ben.notebook.write(other, 'on that', 'by nobody')
  ben.notebook.write(third, 'Ben')
  await meetAll([amina, ben])
  for (const each of [ben, amina]) await handFile(each, dana)
  expect(stopped(dana)).toEqual([mallory.group.self.device])
  expect(dana.notebook.lines(third)).toEqual(['Ben'])
})
