// Travel mode: documents leave a device when another one has confirmed that it keeps them. Nothing
// of them is found there meanwhile, and they return from their keepers.
import { expect, test, vi } from 'vitest'
import { random } from '#core/keys'
import type { DeviceId, FeedId, MessageId } from '#shared/ids'
import { passphrase } from '#tests/archive'
import { admit, device, give, scrubbed, textOf, write, type Device } from '#tests/cores'
import { writeUpdateBody } from '../../../src/core/documents/bodies/bodies.ts'
import { writeLocked } from '../../../src/core/sync/files/locked-file.ts'
import {
  hashBody,
  newFeed,
  none,
  readMessage,
  signMessage,
  writeMessage,
} from '../../../src/core/messages/message.ts'
import { writePack } from '../../../src/core/sync/packs/pack.ts'
import { writeReturning } from '../../../src/core/sync/offload/messages.ts'
import { typedNetwork } from '#tests/lan'
import { png } from '#tests/pictures'
import { eventually, foundingOf } from '#tests/core'
import { deviceNamed } from '#tests/documents'
import { seenPlain } from '#tests/seen-plain'
import { admitted, create, founded, handFile, newSession, sharedByTwo } from '#tests/sessions'

const planted = 'Names of the witnesses of Tuesday'
const title = 'Witness protection at the hearing'

const setting = async (special: Parameters<typeof device>[0] = {}) => {
  const [amina, ben] = [await device(special), await device(special)]
  const group = await amina.core.answers['groups.create'](foundingOf())
  const document = await amina.core.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title,
    language: 'en',
  })
  await write(amina, document, planted)
  await amina.core.answers['documents.share']({ document })
  await admit(amina, ben, group, 'Ben')
  await give(ben, amina, group)
  return { amina, ben, group, document }
}
const isIn = async ({ directory }: Device, text: string): Promise<boolean> =>
  (await seenPlain(directory, passphrase)).includes(text)

test('when a member was removed before receiving it, that member keeps no document here', async () => {
  const { amina, ben, group, document } = await setting()
  const carol = await device()
  await admit(amina, carol, group, 'Carol')
  const { answers } = amina.core
  const asked = async () => {
    await answers['travel.ask']({ group, documents: [document] })
    await give(amina, ben, group)
    await give(ben, amina, group)
    return (await answers['travel.status']({ group })).here[0]?.state
  }
  expect(await asked()).toBe('owed')
  const { memberList } = await answers['groups.get']({ group })
  const { id: member, devices } = memberList.find(({ handle }) => handle === 'Carol')!
  // A device that is shut out may return, and would lack the document then.
  await answers['devices.shutOut']({ group, device: devices[0]!.id })
  expect(await asked()).toBe('owed')
  await answers['members.remove']({ group, member, reason: 'lost' })
  expect(await asked()).toBe('ready')
})

test('when another device keeps a document, it leaves, and returns with all its content', async () => {
  const { amina, ben, group, document } = await setting()
  const documents = [document]
  const status = async ({ core }: Device) => core.answers['travel.status']({ group })
  const stateOf = async (who: Device) => (await status(who)).here[0]?.state
  const own = await amina.core.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'Private',
    language: 'en',
  })
  expect((await status(amina)).here.map(({ state }) => state).toSorted()).toEqual([
    ...['not-asked', 'only-you'],
  ])
  // Nothing leaves unasked, unconfirmed, or private.
  const leave = async (who: Device) =>
    (await who.core.answers['travel.leave']({ group, documents: [document, own] })).left
  expect(await leave(amina)).toEqual([])
  await amina.core.answers['travel.ask']({ group, documents })
  const state = async () => (await status(amina)).here.find(each => each.document === document)
  expect(await state()).toMatchObject({ state: 'nobody', keepers: [] })
  expect(await leave(amina)).toEqual([])
  await give(amina, ben, group)
  await give(ben, amina, group)
  const ready = await state()
  expect(ready).toMatchObject({ state: 'ready', keepers: [{ name: expect.any(String) }] })
  // Nobody else has later edits.
  await write(amina, document, 'One more word')
  expect(await state()).toMatchObject({ state: 'not-asked' })
  expect(await leave(amina)).toEqual([])
  await amina.core.answers['travel.ask']({ group, documents })
  await give(amina, ben, group)
  await give(ben, amina, group)

  for (const text of [planted, title]) expect(await isIn(amina, text)).toBe(true)
  const done = scrubbed(amina)
  expect(await leave(amina)).toEqual([document])
  await done
  for (const text of [planted, title]) expect(await isIn(amina, text)).toBe(false)
  expect((await status(amina)).away).toMatchObject([
    { document, isAsked: false, keepers: ready?.keepers },
  ])
  expect(amina.core.answers['archive.check'](undefined)).toMatchObject({ damaged: 0, missing: 0 })
  expect((await amina.core.answers['search.query']({ text: 'witnesses' })).total).toBe(0)

  // Ben keeps it now and cannot offload it while no other device has it.
  await ben.core.answers['travel.ask']({ group, documents })
  await give(ben, amina, group)
  await give(amina, ben, group)
  expect(await stateOf(ben)).toBe('nobody')
  await ben.core.answers['travel.ask']({ group, documents: [] })

  // Edits made meanwhile leave no trace here either, and the chain goes on.
  await write(ben, document, 'Written during the travel')
  expect(await give(ben, amina, group)).toMatchObject({ refused: 0, waiting: 0 })
  await amina.core.close()
  for (const text of [planted, title, 'Written during the travel'])
    expect(await isIn(amina, text)).toBe(false)
  await amina.core.answers['profile.unlock']({ passphrase })

  await amina.core.answers['travel.return']({ group, documents })
  expect((await status(amina)).away).toMatchObject([{ document, isAsked: true }])
  await give(amina, ben, group)
  expect(await give(ben, amina, group)).toMatchObject({ refused: 0, waiting: 0 })
  expect((await status(amina)).away).toEqual([])
  expect(textOf(amina, document)).toBe(textOf(ben, document))
  expect(textOf(amina, document)).toContain('Written during the travel')
  const digest = ({ core }: Device) => core.answers['documents.digest']({ document })
  expect(digest(amina)).toBe(digest(ben))
  // They write on, both ways, and a third device that comes later reads it all.
  await write(amina, document, 'Amina is back')
  expect((await amina.core.answers['search.query']({ text: 'witnesses' })).total).toBe(1)
  await give(amina, ben, group)
  await write(ben, document, 'Welcome back')
  await give(ben, amina, group)
  expect(digest(amina)).toBe(digest(ben))
  expect(textOf(amina, document)).toContain('Welcome back')
  const carol = await device()
  await admit(amina, carol, group, 'Carol')
  expect(textOf(carol, document)).toBe(textOf(amina, document))
})

test('when the devices are linked, the confirmation comes automatically, and so does what is asked back', async () => {
  const special = { now: Date.now, offline: false, lan: typedNetwork }
  const { amina, ben, group, document } = await setting(special)
  const { addresses } = await ben.core.listen()
  await amina.core.listen()
  await amina.core.answers['network.dial']({ group, address: addresses[0] ?? '' })
  const ask = { group, documents: [document] }
  const status = () => Promise.resolve(amina.core.answers['travel.status']({ group }))
  await amina.core.answers['travel.ask'](ask)
  await eventually(amina.core, async () => (await status()).here[0]?.state === 'ready')
  expect(await amina.core.answers['travel.leave'](ask)).toEqual({ left: [document] })
  expect((await status()).here).toEqual([])
  await write(ben, document, 'During the travel, linked')
  await amina.core.answers['travel.return'](ask)
  await eventually(amina.core, async () => (await status()).here.length === 1)
  await eventually(amina.core, () => textOf(amina, document) === textOf(ben, document))
  expect(textOf(amina, document)).toContain('During the travel, linked')
  await write(amina, document, 'And back in reach')
  await eventually(ben.core, () => textOf(ben, document).includes('And back in reach'))
})

test('when two devices both want to offload a document, neither can rely on the other', async () => {
  const { amina, ben, group, document } = await setting()
  for (const { core } of [amina, ben])
    await core.answers['travel.ask']({ group, documents: [document] })
  await give(amina, ben, group)
  await give(ben, amina, group)
  await give(amina, ben, group)
  for (const { core } of [amina, ben]) {
    const { here } = await core.answers['travel.status']({ group })
    expect(here).toMatchObject([{ state: 'nobody', keepers: [] }])
    const { left } = await core.answers['travel.leave']({ group, documents: [document] })
    expect(left).toEqual([])
  }
})

test('when edits are in no message yet or wait, they stay with their document', async () => {
  const { amina, ben, group, document } = await sharedByTwo(planted)
  const travel = amina.sync.travel(group)
  const ask = async (): Promise<void> => {
    travel.ask([document])
    await handFile(amina, ben, group)
    await handFile(ben, amina, group)
    expect(travel.keepers()(document)?.whole).toHaveLength(1)
  }
  await ask()
  await amina.documents.editAs(document, doc => void doc.getMap('meta').set('reference', 'Late'))
  expect(travel.leave([document])).toEqual([])
  expect(amina.documents.page(document).meta.reference).toBe('Late')
  await amina.documents.flush()
  await ask()

  // Ben's next message comes without the messages before it.
  const { device, keys } = ben.groups.get(group).self
  const row = ben.archive.documents.get(document)
  const body = writeUpdateBody({ writers: [], update: new Uint8Array(2) }, 'update')
  const nowhere = { feed: 'cd'.repeat(16) as FeedId, seq: 3, id: 'ef'.repeat(32) as MessageId }
  const message = writeMessage({
    group,
    audience: group,
    device,
    feed: newFeed(group, device, random(16)),
    seq: 0,
    previous: none,
    after: { records: [], feeds: [nowhere] },
    kind: 'update',
    document,
    bodyHash: hashBody(row?.secret ?? null, body),
  })
  const pack = writePack({
    items: [{ message, body }],
    signature: signMessage(message.id, keys.signing.secret),
  })
  const readers = [amina.groups.get(group).self.keys.agreement.public]
  const given = { group, records: [], packs: [pack], messages: 1, heads: null }
  expect(await amina.sync.readFile(await writeLocked(given, readers))).toMatchObject({ waiting: 1 })
  expect(travel.leave([document])).toEqual([])
  expect(amina.documents.page(document).meta.reference).toBe('Late')
})

test('when a device always claims to lack a picture, nobody else waits for it', async () => {
  const amina = await newSession()
  const group = founded(amina)
  const document = await create(amina, group, planted)
  await amina.documents.share(document)
  const { hash } = amina.documents.addPicture(document, png({ width: 5, height: 4 }))
  const { archive } = amina
  const [always, once] = [deviceNamed('always'), deviceNamed('once')]
  /** Pieces that were sent for devices that claim to lack them. */
  const broughtFor = (...devices: DeviceId[]): number => {
    const before = archive.messages.count(group)
    const lackedBy = new Map(devices.map(device => [device, new Set([hash])]))
    archive.transaction(() => amina.documents.bringAgain(document, lackedBy))
    return archive.messages.count(group) - before
  }
  expect([broughtFor(always), broughtFor(always)]).toEqual([1, 0])
  expect([broughtFor(always, once), broughtFor(always, once)]).toEqual([1, 0])
})

test('when no keeper has every picture and file, the document stays, and the missing ones are sent', async () => {
  const [amina, ben] = [await newSession(), await newSession()]
  const group = founded(amina)
  const document = await create(amina, group, planted)
  await amina.documents.share(document)
  await admitted(amina, ben, group)
  const bytes = png({ width: 5, height: 4 })
  const { hash } = amina.documents.addPicture(document, bytes)
  const file = amina.documents.enclose(document, new Uint8Array([1, 2, 3]))
  const enclosed = { picture: { what: 'picture', hash }, file: { what: 'file', ...file } } as const
  await handFile(amina, ben, group)
  await handFile(ben, amina, group)
  // As with a newcomer who was admitted between two pieces: Ben has the words and not these.
  const { keptEnclosures } = ben.archive
  for (const what of ['picture', 'file'] as const) {
    const key = { group, document, what, hash: enclosed[what].hash }
    expect(keptEnclosures.has(key)).toBe(true)
    keptEnclosures.remove(key)
  }
  const travel = amina.sync.travel(group)
  const ask = async (): Promise<void> => {
    travel.ask([document])
    await handFile(amina, ben, group)
    await handFile(ben, amina, group)
  }
  const keeper = ben.groups.get(group).self.device
  await ask()
  expect(travel.keepers()(document)).toEqual({ whole: [], partly: [keeper] })
  expect(travel.leave([document])).toEqual([])
  expect(amina.documents.enclosed(document, enclosed.picture)).toEqual(bytes)
  await ask()
  expect(travel.keepers()(document)).toEqual({ whole: [keeper], partly: [] })
  expect(ben.documents.enclosed(document, enclosed.picture)).toEqual(bytes)
  // A device that repeatedly claims to lack sent pieces does not make others send them for ever.
  const { messages } = amina.archive
  const brought = (): number =>
    messages
      .heads(group)
      .flatMap(({ feed, seq }) => messages.outlines(group, feed, 0, seq + 1))
      .filter(({ header }) => readMessage(header)?.kind === 'blob').length
  keptEnclosures.remove({ document })
  await ask()
  const before = brought()
  await ask()
  expect(travel.leave([document])).toEqual([])
  expect(brought()).toBe(before)

  // After a day the device may have lost it again, then after two.
  const { enclosureResends } = amina.archive
  const again = enclosureResends.list({ document })
  expect(again).toHaveLength(2)
  const dayBefore = 1_700_000_000_000 - 24 * 60 * 60 * 1000
  for (const each of again) enclosureResends.put({ ...each, times: 1, at: dayBefore })
  await ask()
  expect(brought()).toBe(before + 2)
  keptEnclosures.remove({ document })
  for (const each of again) enclosureResends.put({ ...each, times: 2, at: dayBefore })
  await ask()
  await ask()
  expect(brought()).toBe(before + 2)

  ben.documents.addPicture(document, bytes)
  ben.documents.enclose(document, new Uint8Array([1, 2, 3]))
  await handFile(ben, amina, group)
  await ask()
  expect(travel.leave([document])).toEqual([document])
  travel.giveBack([document])
  await handFile(amina, ben, group)
  await handFile(ben, amina, group)
  expect(amina.documents.enclosed(document, enclosed.picture)).toEqual(bytes)
  expect(amina.documents.enclosed(document, enclosed.file)).toEqual(new Uint8Array([1, 2, 3]))
})

test('when the first keeper lost something, the second one that was asked sends it', async () => {
  const [amina, ben, carol] = [await newSession(), await newSession(), await newSession()]
  const group = founded(amina)
  const document = await create(amina, group, planted)
  await amina.documents.share(document)
  await admitted(amina, ben, group)
  await admitted(amina, carol, group)
  const bytes = png({ width: 5, height: 4 })
  const { hash } = amina.documents.addPicture(document, bytes)
  const travel = amina.sync.travel(group)
  const exchange = async (): Promise<void> => {
    for (const keeper of [ben, carol]) {
      await handFile(amina, keeper, group)
      await handFile(keeper, amina, group)
    }
  }
  await exchange()
  travel.ask([document])
  await exchange()
  expect(travel.keepers()(document)?.whole).toHaveLength(2)
  expect(travel.leave([document])).toEqual([document])
  ben.archive.keptEnclosures.remove({ group, document, what: 'picture', hash })
  travel.giveBack([document])
  for (const keeper of [ben, carol]) await handFile(amina, keeper, group)
  const picture = { what: 'picture', hash } as const
  await handFile(ben, amina, group)
  expect(amina.documents.page(document).blocks.at(-1)?.runs).toMatchObject([{ text: planted }])
  expect(amina.documents.enclosed(document, picture)).toBeNull()
  // Amina's words are here already, and are not taken twice.
  await handFile(carol, amina, group)
  expect(amina.documents.enclosed(document, picture)).toEqual(bytes)
  expect(amina.documents.page(document).blocks.at(-1)?.runs).toMatchObject([{ text: planted }])
  // One feed each: one question does not make a device begin feeds for ever.
  const { device } = carol.groups.get(group).self
  const begun = (): number =>
    amina.archive.messages
      .heads(group)
      .flatMap(({ feed }) => amina.archive.messages.range(group, feed, 0, 1))
      .filter(({ kind, state }) => kind === 'returned' && state === 'applied').length
  expect(begun()).toBe(2)
  const wish = writeReturning({ documents: [document], devices: [device] })
  amina.sync.publish(group, null, 'returning', wish)
  await handFile(amina, carol, group)
  await handFile(carol, amina, group)
  expect(begun()).toBe(2)
})

test('when a member writes about it without end, others pay no more than its size', async () => {
  const [amina, ben] = [await newSession(), await newSession()]
  const group = founded(amina)
  const documents = await Promise.all(Array.from({ length: 12 }, () => create(amina, group)))
  for (const document of documents) await amina.documents.share(document)
  await admitted(amina, ben, group)
  await handFile(amina, ben, group)
  await handFile(ben, amina, group)
  const travel = amina.sync.travel(group)
  // Only the last of repeated questions is answered, within one reception and across several within
  // a minute.
  for (let n = 0; n < 8; n++) {
    travel.ask(documents)
    if (n > 3) await handFile(amina, ben, group)
  }
  const { messages, keptForOthers } = ben.archive
  const { device } = ben.groups.get(group).self
  const said = messages
    .heads(group)
    .flatMap(({ feed, seq }) => messages.outlines(group, feed, 0, seq + 1))
    .map(({ header }) => readMessage(header))
    .filter(message => message?.kind === 'keeps' && message.device === device)
  expect(said).toHaveLength(1)
  expect(keptForOthers.count({ group })).toBe(documents.length)
  // A file for Amina contains the answer to the last one.
  await handFile(ben, amina, group)
  // A confirmation is as long as its author likes: it is read once for all documents, not for each.
  const list = vi.spyOn(amina.archive.offloadAnswers, 'list')
  const keepers = travel.keepers()
  expect(documents.map(document => keepers(document)?.whole.length)).toEqual(documents.map(() => 1))
  expect(list).toHaveBeenCalledTimes(1)
  list.mockClear()
  expect(travel.leave(documents)).toHaveLength(documents.length)
  expect(list).toHaveBeenCalledTimes(1)
  list.mockRestore()
})

test('when an attachment list exceeds one message, it is sent in several', async () => {
  const [amina, ben] = [await newSession(), await newSession()]
  const group = founded(amina)
  const documents = [await create(amina, group), await create(amina, group)]
  for (const document of documents) await amina.documents.share(document)
  await admitted(amina, ben, group)
  await handFile(amina, ben, group)
  await handFile(ben, amina, group)
  const many = Array.from({ length: 20_000 }, (_, n) => n.toString(16).padStart(64, '0'))
  const spies = [amina, ben].map(each =>
    vi.spyOn(each.documents, 'enclosedHere').mockReturnValue(many),
  )
  const travel = amina.sync.travel(group)
  travel.ask(documents)
  await handFile(amina, ben, group)
  await handFile(ben, amina, group)
  expect(documents.map(id => travel.keepers()(id)?.whole.length)).toEqual([1, 1])
  for (const spy of spies) spy.mockRestore()
})

test('when documents are returned, it happens once, and only to the device that was told they are kept', async () => {
  const { amina, ben, group, document } = await sharedByTwo(planted)
  const [keeper, traveller] = [amina, ben].map(each => each.groups.get(group).self.device)
  if (!keeper || !traveller) throw new Error('no devices')
  const givenTo = () =>
    amina.archive.messages.heads(group).filter(({ audience }) => audience === traveller).length
  const before = givenTo()
  const ask = { documents: [document], devices: [keeper] }
  for (let asked = 0; asked < 3; asked++)
    ben.sync.publish(group, null, 'returning', writeReturning(ask))
  expect(await handFile(ben, amina, group)).toMatchObject({ refused: 0, waiting: 0 })
  expect(givenTo()).toBe(before)

  const travel = ben.sync.travel(group)
  travel.ask([document])
  await handFile(ben, amina, group)
  await handFile(amina, ben, group)
  expect(travel.leave([document])).toEqual([document])
  for (let asked = 0; asked < 3; asked++) travel.giveBack([document])
  await handFile(ben, amina, group)
  expect(givenTo()).toBe(before + 1)
  await handFile(amina, ben, group)
  expect(ben.documents.page(document).blocks.at(-1)?.runs).toMatchObject([{ text: planted }])
})
