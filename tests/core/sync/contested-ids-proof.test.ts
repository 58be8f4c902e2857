// Client ids of 16 bits instead of 53, so that they meet: devices begin sessions whose ids others use,
// some by intent and some by chance. Every word stays with the device that signed it, no word of an
// honest device is refused or lost, no honest device is listed as an offender, and all devices have one
// text, whatever order the messages come in. Three listeners hear all of it, each in an order of its own.
// Four schedules here, 1,000 in `npm run prove`; a seed is a schedule.
import { expect, test } from 'vitest'
import type { Archive } from '#core/archive'
import { decodeStrict, digest, fromHex, random } from '#core/keys'
import { anchorAt, clientIdOf, openThread, readThreads, replyTo, rootOf } from '#shared/document'
import type { ClientIds } from '#core/documents'
import type { DeviceId, DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, shuffled, textIn, type Dice } from '#tests/documents'
import { founder, joiner, meet, type Person } from '#tests/group'
import { feedFor, forge as signed, packed } from '#tests/forge'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { deviceOf, type Device } from '#tests/writing-device'
import * as Y from 'yjs'
import { writeUpdateBody } from '../../../src/core/documents/bodies.ts'
import { any, craft } from '../documents/crafted.ts'
import { newFeed, readMessage } from '../../../src/core/sync/message.ts'
import { readPack } from '../../../src/core/sync/pack.ts'

/** The app's ids, cut to 16 bits, and quick: who looks for one that another uses finds it. */
const shortIds: ClientIds = {
  of(document, { device, feed, writer }) {
    const place = [device, feed, document].map(fromHex)
    const [a = 0, b = 0] = digest('short', ...place, Uint8Array.of(writer >> 8, writer & 255))
    return 2 + ((a * 256 + b) % 65_534)
  },
  apart: (document, writer) => clientIdOf(digest, document, writer, 'client-apart'),
}

const turn = (): Promise<void> => new Promise(setImmediate)

type Writer = Device & { name: string; said: string[]; isHostile: boolean }

const nonceBytes = 6
const most = 6
/** Devices that hear all of it at the end. */
const listeners = 3

/** A nonce with which the first window of a session of `person` uses one of `targets` as its client id. */
const nonceFor = (
  { group }: Person,
  document: DocumentId,
  targets: ReadonlySet<number>,
  dice: Dice,
): Uint8Array => {
  const { device } = group.self
  const nonce = new Uint8Array(16)
  for (;;) {
    nonce.set(dice.bytes(nonceBytes))
    const feed = newFeed(group.id, device, nonce)
    if (targets.size === 0 || targets.has(shortIds.of(document, { device, feed, writer: 0 })))
      return nonce
  }
}

/** A group with one shared page that all of them have. */
const cast = async (archives: readonly Archive[]) => {
  const [first, ...others] = archives
  if (!first) throw new TypeError('nobody')
  const host = founder('Alice', { archive: first })
  const people = [host, ...others.map((archive, at) => joiner(`Member ${at}`, host, { archive }))]
  for (const person of people) meet(host, person)
  const devices = people.map(person => deviceOf(person, random, shortIds))
  const [alice, ...rest] = devices as [Device, ...Device[]]
  const page = await alice.documents.create({
    ...{ group: host.group.id, kind: 'statement', title: 'Working paper', language: 'en' },
    blocks: ['First', 'Second', 'Third'].map(text => ({ kind: 'paragraph', runs: [{ text }] })),
  })
  await alice.documents.share(page)
  await turn()
  alice.replica.prepare()
  await turn()
  for (const { person, replica } of rest) {
    const given = [...alice.replica.handover(person.group.self.device)]
    replica.receive(given.map(({ bytes }) => readPack(bytes)!))
  }
  return { devices, page }
}

const deviceIn = ({ person }: Pick<Device, 'person'>): DeviceId => person.group.self.device

/** What `read` finds in the page of a device. */
const inPage = async <T>(
  { documents }: Device,
  page: DocumentId,
  read: (doc: Y.Doc) => T,
): Promise<T> => {
  const found: T[] = []
  await documents.editAs(page, doc => void found.push(read(doc)))
  return found[0] as T
}

/** The client ids by which `device` has written, as it shows them itself. */
const idsOf = (device: Device, page: DocumentId): Promise<number[]> =>
  inPage(device, page, doc =>
    [...doc.store.clients.keys()].filter(
      client => device.documents.authorOf(page, client) === deviceIn(device),
    ),
  )

/** What is lacking, in any order. */
const exchange = async (from: Device, to: Device, dice: Dice): Promise<void> => {
  await turn()
  const lacking = to.replica.lacking(from.replica.heads().feeds)
  const packs = [...from.replica.packs(lacking, to.replica.heads().feeds)]
  for (const { bytes } of shuffled(packs, dice)) to.replica.receive([readPack(bytes)!])
  await turn()
}

const say = async (writer: Writer, page: DocumentId, dice: Dice): Promise<void> => {
  const token = `«${writer.name} ${writer.said.length}»`
  writer.said.push(token)
  await writer.documents.editAs(page, doc => {
    const [thread] = shuffled(readThreads(doc), dice)
    if (thread && dice.chance(0.2))
      return void replyTo(doc, thread.id, { at: 1, text: token }, random)
    const block = dice.below(rootOf(doc).length)
    const text = textIn(doc, block)
    const anchor = dice.chance(0.2)
      ? anchorAt(doc, { index: block, from: 0, to: text.length })
      : null
    if (anchor) openThread(doc, { kind: 'comment', at: 1, text: token, ...anchor }, random)
    else text.insert(dice.chance(0.5) ? 0 : text.length, token)
  })
}

/** A new session; with luck it uses an id of somebody else's, of whom it may not have heard. */
const restart = async (writer: Writer, all: Writer[], page: DocumentId, dice: Dice) => {
  await writer.documents.flush()
  const others = all.filter(each => each !== writer && !each.isHostile)
  const targets = new Set((await Promise.all(others.map(each => idsOf(each, page)))).flat())
  writer.close()
  const nonce = nonceFor(writer.person, page, targets, dice)
  const nonces = (length: number) => (length === nonce.length ? nonce : random(length))
  Object.assign(writer, deviceOf(writer.person, nonces, shortIds))
}

/** Words under an id that somebody else uses, of whom the author has heard: nobody takes them in. */
const forge = async (writer: Writer, page: DocumentId, dice: Dice): Promise<boolean> => {
  const { feed } = writer.replica
  const id = shortIds.of(page, { device: deviceIn(writer), feed, writer: 0 })
  const holder = writer.documents.authorOf(page, id)
  if (holder === null || holder === deviceIn(writer)) return false
  const update = await inPage(writer, page, doc => {
    const copy = new Y.Doc({ gc: false })
    if (dice.chance(0.5)) Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(copy)
    copy.clientID = id
    const words = new Y.XmlText('FORGED')
    const block = new Y.XmlElement('block')
    block.insert(0, [words])
    rootOf(copy).insert(0, [block])
    return Y.encodeStateAsUpdate(copy, before)
  })
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update })
  writer.person.archive.transaction(() =>
    writer.replica.publish({ document: page, kind: 'update', body }),
  )
  return true
}

/** The authors of what waits on a device. */
const waitingOf = ({ person: { archive, group } }: Device): DeviceId[] =>
  archive.notes.list(group.id, 'sync/waiting/').map(({ bytes }) => {
    const [header] = decodeStrict(bytes, 1 << 23) as Uint8Array[]
    return readMessage(header!)!.device
  })

/** By whom each token is, as a device shows it; null for words of several. */
const shownBy = async (device: Device, page: DocumentId): Promise<Map<string, DeviceId | null>> =>
  inPage(device, page, doc => {
    const by = (client: number) => device.documents.authorOf(page, client)
    const found = new Map<string, DeviceId | null>()
    for (const thread of readThreads(doc))
      for (const { client, text } of [thread.opening, ...thread.replies])
        found.set(text, by(client))
    for (let block = 0; block < rootOf(doc).length; block++) {
      const units: { unit: string; by: DeviceId | null }[] = []
      for (let item = textIn(doc, block)._start; item !== null; item = item.right)
        if (!item.deleted && item.content instanceof Y.ContentString)
          for (const unit of item.content.str) units.push({ unit, by: by(item.id.client) })
      const all = units.map(({ unit }) => unit).join('')
      for (const { 0: token, index } of all.matchAll(/«[^«»]*»/g)) {
        const whose = new Set(units.slice(index, index + token.length).map(each => each.by))
        found.set(token, whose.size === 1 ? [...whose][0]! : null)
      }
    }
    return found
  })

const play = async (seed: number, archives: readonly Archive[]) => {
  const dice = diceFrom(seed)
  const count = 3 + dice.below(4)
  const { devices, page } = await cast(archives.slice(0, count + listeners))
  const writers: Writer[] = devices.slice(0, count).map((device, at) => ({
    ...device,
    ...{ name: `w${at}`, said: [], isHostile: at === 1 && dice.chance(0.7) },
  }))
  const late = devices.slice(count)
  const counts = { forged: 0, contested: 0, said: 0 }
  for (let step = 0; step < 20; step++) {
    const writer = dice.one(writers)
    if (dice.chance(0.25)) await restart(writer, writers, page, dice)
    if (writer.isHostile && (await forge(writer, page, dice))) {
      counts.forged++
      await restart(writer, writers, page, dice)
    } else await say(writer, page, dice)
    if (dice.chance(0.6)) await writer.documents.flush()
    if (dice.chance(0.6)) await exchange(dice.one(writers), dice.one(writers), dice)
  }
  const honest = writers.filter(({ isHostile }) => !isHostile)
  for (const each of writers) await each.documents.flush()
  for (let round = 0; round < 3; round++)
    for (const to of shuffled(honest, dice))
      for (const from of shuffled(writers, dice)) if (from !== to) await exchange(from, to, dice)
  for (const to of late) for (const from of shuffled(honest, dice)) await exchange(from, to, dice)

  const deviceBy = new Map(writers.map(writer => [writer.name, deviceIn(writer)]))
  const honestDevices = new Set(honest.map(deviceIn))
  const wrong: string[] = []
  for (const [at, each] of [...honest, ...late].entries()) {
    const shown = await shownBy(each, page)
    for (const token of honest.flatMap(({ said }) => said))
      if (!shown.has(token)) wrong.push(`device ${at} lost ${token}`)
    for (const [token, by] of shown)
      if (by !== deviceBy.get(token.slice(1).split(' ')[0] ?? ''))
        wrong.push(`${token} is by ${by}`)
    const waiting = waitingOf(each).filter(device => honestDevices.has(device))
    if (waiting.length > 0) wrong.push(`device ${at}: ${waiting.length} honest messages wait`)
    for (const [device, { refused }] of each.replica.offences())
      if (honestDevices.has(device)) wrong.push(`device ${at} lists ${device}: ${refused}`)
    const lines = each.documents.page(page).blocks.flatMap(({ runs }) => runs.map(run => run.text))
    if (lines.join('').includes('FORGED')) wrong.push(`device ${at} shows FORGED`)
  }
  counts.contested = late[0]?.documents.disputed(page).length ?? 0
  counts.said = honest.reduce((sum, { said }) => sum + said.length, 0)
  const texts = new Set([...honest, ...late].map(each => each.documents.digest(page).toString()))
    .size
  for (const each of [...writers, ...late]) each.close()
  return { outcome: { texts, wrong }, counts }
}

test(
  'no id that two devices claim puts words under the one that did not sign them',
  patiently,
  async () => {
    const { seeds, passed } = series('contested ids', 1_000, 4)
    const archives = Array.from({ length: most + listeners }, () => temporaryArchive())
    for (const seed of seeds) {
      const { outcome, counts } = await play(seed, archives)
      expect({ seed, ...outcome }).toEqual({ seed, texts: 1, wrong: [] })
      passed(seed, JSON.stringify(counts))
    }
  },
)

/** A message of `writer` with this update, whatever its own gate says. */
const send = (writer: Device, page: DocumentId, update: Uint8Array): void => {
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update })
  writer.person.archive.transaction(() =>
    writer.replica.publish({ document: page, kind: 'update', body }),
  )
}

/** All that `to` lacks. */
const give = (from: Device, to: Device): void => {
  const lacking = to.replica.lacking(from.replica.heads().feeds)
  for (const { bytes } of [...from.replica.packs(lacking, to.replica.heads().feeds)])
    to.replica.receive([readPack(bytes)!])
}

/** Ben has written, and Mallory, who has not heard of it, begins a session with the same id. */
const collision = async () => {
  const dice = diceFrom(7)
  const cast6 = await cast(Array.from({ length: 6 }, () => temporaryArchive()))
  const [, mallory, ben, ...others] = cast6.devices as [Device, Device, Device, ...Device[]]
  const { page } = cast6
  await ben.documents.editAs(page, doc => textIn(doc, 1).insert(0, 'BEN '))
  await ben.documents.flush()
  mallory.close()
  const nonce = nonceFor(mallory.person, page, new Set(await idsOf(ben, page)), dice)
  const nonces = (length: number) => (length === nonce.length ? nonce : random(length))
  const again = deviceOf(mallory.person, nonces, shortIds)
  const writer = { device: deviceIn(again), feed: again.replica.feed, writer: 0 }
  return { page, mallory: again, ben, others, writer }
}

test('an id in the place of a contested one is refused, in every order, of who has not heard of the contest', async () => {
  const { page, mallory, ben, others, writer } = await collision()
  const [chen, dora] = others as [Device, Device]
  const at = (key: string) => ({ parent: 'meta', key })
  const ids = [shortIds.of(page, writer), shortIds.apart(page, writer)]
  for (const [clock, client] of ids.entries())
    send(
      mallory,
      page,
      craft([{ client, clock, structs: [{ at: at('reference'), is: any('A/1') }] }]),
    )
  await turn()
  give(ben, chen)
  give(mallory, chen)
  give(mallory, dora)
  give(ben, dora)
  const looks = [chen, dora].map(each => ({
    digest: String(each.documents.digest(page)),
    refused: each.replica.offences().get(writer.device)?.refused,
    disputed: each.documents.disputed(page).length,
  }))
  expect(looks[0]).toMatchObject({ refused: 1, disputed: 1 })
  expect(looks[1]).toEqual(looks[0])
})

test('words of one writer come in two feeds: what others wrote in them is lost on no device', async () => {
  const { page, mallory, ben, others, writer } = await collision()
  const [chen, dora, eve] = others as [Device, Device, Device]
  const update = await inPage(mallory, page, doc => {
    const copy = new Y.Doc({ gc: false })
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(copy)
    copy.clientID = shortIds.of(page, writer)
    textIn(copy, 0).insert(0, 'MALLORY ')
    return Y.encodeStateAsUpdate(copy, before)
  })
  send(mallory, page, update)
  await turn()
  give(mallory, chen)
  await chen.documents.editAs(page, doc => textIn(doc, 0).insert(4, 'CHEN'))
  await chen.documents.flush()
  await turn()
  const { archive, group } = mallory.person
  const pen = { group: group.id, device: writer.device, keys: group.self.keys }
  const body = writeUpdateBody({ writers: [{ feed: writer.feed, writer: 0 }], update })
  const second = signed(pen, {
    ...{ feed: feedFor(pen), kind: 'update', document: page, body },
    ...{ secret: archive.documents.keyOf(page)!.secret },
    after: { records: group.recordHeads(), feeds: mallory.replica.heads().feeds.slice(0, 0) },
  })
  const pack = readPack(packed([second]))!
  dora.replica.receive([pack])
  for (const from of [ben, mallory, chen]) give(from, dora)
  for (const from of [mallory, ben, chen]) give(from, eve)
  eve.replica.receive([pack])
  await turn()
  for (const each of [dora, eve]) {
    const lines = each.documents
      .page(page)
      .blocks.map(({ runs }) => runs.map(run => run.text).join(''))
    expect(lines.join(' ')).toContain('MALLCHENORY')
    expect(each.replica.waiting()).toBe(0)
  }
})
