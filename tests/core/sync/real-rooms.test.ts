// The rooms in the composition of the product: two members write one document over the local
// network, over encrypted files, over both; and unshared text is nowhere.
import { expect, onTestFinished, test } from 'vitest'
import { createProfile } from '#core/archive'
import { askToJoin, foundGroup } from '#core/group'
import { decodeStrict, fromHex, random, utf8 } from '#core/keys'
import type { Link } from '#core/sync'
import { applyEditScript } from '#document/edits'
import type { DocumentId, GroupId } from '#shared/ids'
import { cheapCost, passphrase, temporaryDirectory } from '#tests/archive'
import { cheapStretch } from '#tests/group'
import { recorderBefore, typedNetwork } from '#tests/lan'
import { until } from '#tests/sync'
import { memoryLinks } from '../../acceptance/link.ts'
import { composeProfile, type OpenProfile } from '../../../src/core/profile/open-profile.ts'
import { inflate, inflateBrotli } from '../../../src/core/messages/codec/inflate.ts'
import { openOutside } from '../../../src/core/sync/files/locked-file.ts'
import { openEnvelope } from '../../../src/core/sync/link/envelope.ts'
import { openTransfers } from '../../../src/core/sync/link/transfers.ts'

type Member = { session: OpenProfile; group: GroupId; defects: unknown[] }

const now = (): number => 1_700_000_000_000

const unlock = async (): Promise<{ session: OpenProfile; defects: unknown[] }> => {
  const defects: unknown[] = []
  const session = await composeProfile({
    archive: createProfile(temporaryDirectory(), passphrase, { now, cost: cheapCost }),
    now,
    offline: true,
    lan: typedNetwork,
    emit: () => {},
    onDefect: error => defects.push(error),
  })
  onTestFinished(() => session.close())
  return { session, defects }
}

const fileFrom = async ({ session, group }: Member): Promise<Uint8Array> => {
  await session.documents.flush()
  return (await session.sync.writeFile({ group, members: [] })).bytes
}

/** Alice, who founded the group, and Bob, who joined it by files. */
const members = async (): Promise<[Member, Member]> => {
  const [a, b] = [await unlock(), await unlock()]
  const given = { name: 'Advisory group', level: 'global', language: 'en', handle: 'A.' } as const
  const environment = { now, stretch: cheapStretch }
  const founded = foundGroup(a.session.archive, given, environment)
  const group = a.session.groups.add(founded.id)
  const { file } = a.session.groups.get(group).invite({ role: 'member' })
  const { reply } = askToJoin(b.session.archive, { bytes: file, handle: 'B.' }, { now })
  b.session.groups.add(group)
  const inviting = a.session.groups.get(group)
  inviting.admit(inviting.readReply(reply).reply)
  const [alice, bob] = [
    { ...a, group },
    { ...b, group },
  ]
  await bob.session.sync.readFile(await fileFrom(alice))
  return [alice, bob]
}

const create = (
  { session, group }: Member,
  text = 'First words.',
  title = 'Working paper',
): Promise<DocumentId> =>
  session.documents.create({
    group,
    kind: 'statement',
    title,
    language: 'en',
    blocks: [{ kind: 'paragraph', runs: [{ text }] }],
  })

const write = ({ session }: Member, document: DocumentId, text: string): Promise<void> =>
  session.documents.editAs(document, doc => {
    applyEditScript(doc, [{ insert: `${text} `, block: 1, at: 0 }], { random, now: () => 1 })
  })

const textOf = ({ session }: Member, document: DocumentId): string =>
  session.archive.documents.get(document)
    ? session.documents
        .page(document)
        .blocks.flatMap(({ runs }) => runs.map(({ text }) => text))
        .join('\n')
    : ''

const areSame = (a: Member, b: Member, document: DocumentId): boolean =>
  b.session.archive.documents.get(document) !== null &&
  a.session.documents.digest(document) === b.session.documents.digest(document)

test('members exchange over the network, by files in any order and twice, or both: one text', async () => {
  const [a, b] = await members()
  const document = await create(a)
  await a.session.documents.share(document)
  await a.session.sync.lan.start()
  const [address = ''] = a.session.sync.lan.status().addresses
  await b.session.sync.lan.dial(b.group, address)
  await until(() => areSame(a, b, document))

  await Promise.all([write(a, document, 'live-a'), write(b, document, 'live-b')])
  await until(() => textOf(a, document).includes('live-b'))
  await until(() => areSame(a, b, document) && textOf(b, document).includes('live-a'))

  b.session.sync.lan.stop()
  await until(() => a.session.sync.peers().length === 0)
  const files: { from: Member; bytes: Uint8Array }[] = []
  for (let round = 0; round < 3; round++) {
    for (const [member, name] of [
      [a, 'a'],
      [b, 'b'],
    ] as const) {
      await write(member, document, `apart-${name}${round}`)
      files.push({ from: member, bytes: await fileFrom(member) })
    }
  }
  for (const { from, bytes } of [...files.toReversed(), ...files]) {
    await (from === a ? b : a).session.sync.readFile(bytes)
  }
  expect(areSame(a, b, document)).toBe(true)

  await write(a, document, 'both-a')
  await b.session.sync.readFile(await fileFrom(a))
  await write(b, document, 'both-b')
  await b.session.sync.lan.dial(b.group, address)
  await b.session.documents.flush()
  await until(() => areSame(a, b, document) && textOf(a, document).includes('both-b'))
  for (const words of ['live-a', 'live-b', 'apart-a2', 'apart-b2', 'both-a', 'both-b']) {
    expect(textOf(b, document).split(words)).toHaveLength(2)
  }
  expect([...a.defects, ...b.defects]).toEqual([])
})

/** The bytes that a pack inflates to. */
const unpacked = (pack: Uint8Array): Uint8Array => {
  const list = decodeStrict(pack, 1 << 24)
  const short = Array.isArray(list) && list[1] === 'columns' ? list[2] : null
  const plain = short instanceof Uint8Array ? inflateBrotli(short, 1 << 24) : inflate(pack, 1 << 24)
  return plain ?? pack
}

/** All frames of a link, opened with the group's own keys. */
const listening = (link: Link, { session, group }: Member, heard: Uint8Array[]): Link => {
  const transfers = openTransfers()
  const keyOf = (epoch: Parameters<Parameters<typeof openEnvelope>[1]>[0]) =>
    session.groups.get(group).epochKey(epoch)
  return {
    ...link,
    send(frame) {
      heard.push(frame.slice())
      const part = openEnvelope(frame, keyOf)
      const whole = part && part !== 'unknown-epoch' ? transfers.add(part) : null
      if (whole instanceof Uint8Array) heard.push(unpacked(whole))
      return link.send(frame)
    },
  }
}

const holds = (parts: readonly Uint8Array[], what: Uint8Array): boolean =>
  parts.some(part => Buffer.from(part).includes(Buffer.from(what)))

test('a document is private: nothing of it is in a file or on a link before it is shared', async () => {
  const [a, b] = await members()
  const secret = 'a sentence that only Alice has seen'
  const title = 'a title that only Alice has seen'
  const shared = await create(a)
  await a.session.documents.share(shared)
  const document = await create(a, secret, title)
  await write(a, document, 'more of it')
  const traces = [utf8(secret), utf8(title), utf8('more of it'), fromHex(document)]
  const heard: Uint8Array[] = []

  const meet = async (): Promise<void> => {
    const [one, other] = [a, b].map(({ session, group }) => session.groups.get(group).self.device)
    const ends = memoryLinks({ a: one!, b: other! })
    a.session.sync.addLink(a.group, listening(ends.a, a, heard))
    b.session.sync.addLink(b.group, ends.b)
    await a.session.documents.flush()
    await until(() => areSame(a, b, shared))
    await a.session.sync.level(a.group)
    ends.a.close()
  }
  const carried = async (): Promise<Uint8Array[]> => {
    const reader = b.session.groups.get(b.group).self.keys.agreement.secret
    const inside = await openOutside(await fileFrom(a), reader)
    const packs = (decodeStrict(inside!, 1 << 26) as Uint8Array[][])[4]!
    return [inside!, ...packs.map(unpacked)]
  }
  const before = await carried()
  await meet()
  for (const trace of traces) {
    expect(holds(before, trace)).toBe(false)
    expect(holds(heard, trace)).toBe(false)
  }
  expect(holds(before, fromHex(shared))).toBe(true)
  expect(holds(heard, fromHex(shared))).toBe(true)

  await a.session.documents.share(document)
  const after = await carried()
  await meet()
  await until(() => areSame(a, b, document))
  for (const trace of traces) {
    expect(holds(after, trace)).toBe(true)
    expect(holds(heard, trace)).toBe(true)
  }
})

/** Links the two, and counts what both say over the link. */
function countedLink(a: Member, b: Member): { bytes: number } {
  const [one, other] = [a, b].map(({ session, group }) => session.groups.get(group).self.device)
  const ends = memoryLinks({ a: one!, b: other! })
  const said = { bytes: 0 }
  const counted = (link: Link): Link => ({
    ...link,
    send(frame) {
      said.bytes += frame.length
      return link.send(frame)
    },
  })
  a.session.sync.addLink(a.group, counted(ends.a))
  b.session.sync.addLink(b.group, counted(ends.b))
  return said
}

test('two devices have the same: they find that out in less than two hundred bytes', async () => {
  const [a, b] = await members()
  const document = await create(a)
  await a.session.documents.share(document)
  for (let edit = 0; edit < 20; edit++) await write(a, document, `edit ${edit}`)
  await b.session.sync.readFile(await fileFrom(a))
  await a.session.sync.readFile(await fileFrom(b))
  await b.session.sync.readFile(await fileFrom(a))
  const said = countedLink(a, b)
  await Promise.all([a.session.sync.level(a.group), b.session.sync.level(b.group)])
  expect(said.bytes).toBeGreaterThan(0)
  expect(said.bytes).toBeLessThanOrEqual(200)
})

test('a sentence is written in a document of ninety pages: it takes less than two thousand bytes', async () => {
  const [a, b] = await members()
  const paragraph = 'A sentence of a usual length, of which a page has about thirty or so. '.repeat(
    8,
  )
  const document = await a.session.documents.create({
    group: a.group,
    kind: 'statement',
    title: 'Long',
    language: 'en',
    // Five paragraphs to a page.
    blocks: Array.from({ length: 450 }, () => ({ kind: 'paragraph', runs: [{ text: paragraph }] })),
  })
  await a.session.documents.share(document)
  const said = countedLink(a, b)
  await until(() => areSame(a, b, document))
  await Promise.all([a.session.sync.level(a.group), b.session.sync.level(b.group)])
  said.bytes = 0
  await write(a, document, 'One more sentence, which says what the group agreed in the end.')
  await until(() => textOf(b, document).includes('One more sentence'))
  expect(said.bytes).toBeGreaterThan(100)
  expect(said.bytes).toBeLessThan(2_000)
})

test('a live edit passes the wire: no word of it is visible, and it comes back after a cut', async () => {
  const [a, b] = await members()
  const document = await create(a)
  await a.session.documents.share(document)
  await a.session.sync.lan.start()
  const [address = ''] = a.session.sync.lan.status().addresses
  const wire = await recorderBefore(address)
  await b.session.sync.lan.dial(b.group, wire.address)
  await until(() => areSame(a, b, document))
  await write(a, document, 'words-for-members')
  await until(() => textOf(b, document).includes('words-for-members'))
  wire.cut()
  await write(b, document, 'written-while-cut')
  await until(() => textOf(a, document).includes('written-while-cut'))
  for (const trace of ['words-for-members', 'written-while-cut', 'Working paper', 'First words'])
    expect(wire.passed().includes(trace)).toBe(false)
  expect([...a.defects, ...b.defects]).toEqual([])
})
