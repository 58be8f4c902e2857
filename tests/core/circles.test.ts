// A circle on whole cores with real archives and documents, by file, over the local network and
// through a mailbox; and the traces of it at a member who is not in it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import { random } from '#core/keys'
import { blockText } from '#document/model'
import { openSuggestion } from '#document/review/suggestions'
import type { Role } from '#shared/contract'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { admit, committee, now } from '#tests/committee'
import { eventually, grantOf, onlineCore } from '#tests/core'
import { typedNetwork } from '#tests/lan'
import { hosted } from '#tests/mailbox'
import { plainCopy } from '#tests/plain-copy'
import { laterRefusal } from '#tests/refusal'
import { create, founded, newSession } from '#tests/sessions'
import { circleAnswers } from '../../src/core/api/circles.ts'
import { copyOf } from '../../src/core/drafting/copies/copying.ts'
import { textsOf, blockElements } from '#document/tree'

const secret = 'Remuneration of the outgoing secretary'

/** A member who is added to a circle accepts it. */
const takeAll = async ({ answers }: Core, group: GroupId): Promise<void> => {
  const { offers } = await answers['circles.offers']({ group })
  for (const { id } of offers) await answers['circles.take']({ group, circle: id })
}

/** A file of a circle that was not accepted asks about it, and is read again. */
const readAsTaken = async (core: Core, group: GroupId, path: string) => {
  const read = async () => core.answers['exchange.read']({ file: grantOf(core, path) })
  expect(await laterRefusal(read())).toBe('circle-offered')
  await takeAll(core, group)
  return read()
}

const textOf = (core: Core, document: DocumentId): string =>
  core
    .page(document)
    .blocks.flatMap(({ runs }) => runs.map(({ text }) => text))
    .join('\n')

const has = (core: Core, group: GroupId, document: DocumentId, words: string): Promise<void> =>
  eventually(core, async () => {
    const list = await core.answers['documents.list']({ group })
    return list.some(({ id }) => id === document) && textOf(core, document).includes(words)
  })

/** Amina's group with Bola and Carol, who all have the same messages. */
const threeOf = async (home: string, carols: Role = 'member') => {
  const at = (name: string) => join(home, name)
  const [amina, bola, carol] = await Promise.all([
    ...['amina', 'bola', 'carol'].map(name => onlineCore(at(name), { lan: typedNetwork })),
  ] as [Promise<Core>, Promise<Core>, Promise<Core>])
  const group = await amina.answers['groups.create']({
    name: 'Advisory Group',
    handle: 'A.D.',
    level: 'country',
    language: 'en',
  })
  for (const [core, handle, role] of [
    [bola, 'B.O.', 'member'],
    [carol, 'C.R.', carols],
  ] as const) {
    const file = grantOf(amina, at(`${handle}i`))
    await amina.answers['invitations.write']({ group, role, file })
    await core.answers['joining.ask']({
      file: grantOf(core, at(`${handle}i`)),
      handle,
      reply: grantOf(core, at(`${handle}r`)),
    })
    const asked = await amina.answers['joining.readReply']({
      file: grantOf(amina, at(`${handle}r`)),
    })
    await amina.answers['joining.admit']({ group, reply: asked.reply })
  }
  const { memberList } = await amina.answers['groups.get']({ group })
  const memberOf = (handle: string): MemberId => {
    const found = memberList.find(each => each.handle === handle)
    if (!found) throw new TypeError('no such member')
    return found.id
  }
  for (const [core, handle] of [
    [bola, 'B.O.'],
    [carol, 'C.R.'],
  ] as const) {
    const file = at(`all for ${handle}`)
    const to = { group, for: [memberOf(handle)], file: grantOf(amina, file) }
    await amina.answers['exchange.write'](to)
    await core.answers['exchange.read']({ file: grantOf(core, file) })
  }
  return { at, amina, bola, carol, group, memberOf }
}

test('when two of three write a closed item, the third has no byte of it', async () => {
  const { at, amina, bola, carol, group, memberOf } = await threeOf(temporaryDirectory())
  const circle = await amina.answers['circles.create']({ group, name: 'Personnel committee' })
  await amina.answers['circles.bring']({ circle, member: memberOf('B.O.') })

  const draft = await amina.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: secret,
    language: 'en',
  })
  await amina.edit(draft, [{ insert: 'Deleted before it was shared. ', block: 1, at: 0 }])
  await amina.edit(draft, [{ delete: 30, block: 1, at: 0 }])
  const page = await amina.answers['circles.share']({ circle, document: draft })
  await amina.edit(page, [{ insert: 'Written by Amina. ', block: 1, at: 0 }])
  expect(await amina.answers['documents.get']({ document: page })).toMatchObject({
    group,
    title: secret,
    readers: { kind: 'circle', circle, name: 'Personnel committee', members: 2 },
  })
  expect(
    await laterRefusal(
      Promise.resolve().then(() => amina.answers['documents.get']({ document: draft })),
    ),
  ).toBe('not-found')

  // By file.
  const file = at('closed')
  await amina.answers['exchange.write']({ group: circle, for: [], file: grantOf(amina, file) })
  const read = await readAsTaken(bola, group, file)
  expect(read).toMatchObject({ group, documents: [page] })
  expect(textOf(bola, page)).toContain('Written by Amina.')
  const turnedAway = carol.answers['exchange.read']({ file: grantOf(carol, file) })
  expect(await laterRefusal(Promise.resolve(turnedAway))).toBe('file-not-for-this-device')

  // Over the local network, beside Carol.
  const { addresses } = await amina.listen()
  const [address = ''] = addresses
  for (const core of [bola, carol]) await core.answers['network.dial']({ group, address })
  await bola.edit(page, [{ insert: 'Written by Bola. ', block: 1, at: 0 }])
  await has(amina, group, page, 'Written by Bola.')
  await Promise.all([amina, bola, carol].map(core => core.level(group)))
  expect(await carol.answers['circles.list']({ group })).toEqual([])
  expect(await carol.answers['documents.list']({ group })).toEqual([])
  const found = await amina.answers['search.query']({ text: 'remuneration' })
  expect(found.hits).toMatchObject([{ document: page, group }])
  expect(await carol.answers['search.query']({ text: 'remuneration' })).toMatchObject({
    hits: [],
    total: 0,
  })

  // Files for all members contain no trace either.
  await amina.answers['exchange.write']({ group, for: [], file: grantOf(amina, at('all again')) })
  await carol.answers['exchange.read']({ file: grantOf(carol, at('all again')) })
  for (const [directory, expected] of [
    ['carol', false],
    ['bola', true],
  ] as const) {
    await (directory === 'carol' ? carol : bola).close()
    await plainCopy(at(directory), passphrase, at(`${directory} plain`))
    const kept = readFileSync(at(`${directory} plain`))
    const traces = [Buffer.from(circle, 'hex'), Buffer.from(page, 'hex'), Buffer.from(circle)]
    traces.push(...[secret, 'Personnel committee', 'Written by'].map(words => Buffer.from(words)))
    const isHere = traces.map(trace => kept.includes(trace))
    expect(isHere.some(Boolean)).toBe(expected)
    expect(kept.includes('Deleted before it was shared.')).toBe(false)
  }
})

test('when a circle’s text is for all, it is copied, never widened, and the copy is private until shared', async () => {
  const { amina, group } = await threeOf(temporaryDirectory())
  const circle = await amina.answers['circles.create']({ group, name: 'Personnel committee' })
  const draft = await amina.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: secret,
    language: 'en',
  })
  const page = await amina.answers['circles.share']({ circle, document: draft })
  const widened = Promise.resolve().then(() => amina.answers['documents.share']({ document: page }))
  expect(await laterRefusal(widened)).toBe('other-audience')
  const copy = await amina.answers['documents.duplicate']({ document: page, title: 'For all' })
  const readers = async (document: DocumentId) =>
    (await amina.answers['documents.get']({ document })).readers.kind
  expect(await readers(copy)).toBe('only-you')
  await amina.answers['documents.share']({ document: copy })
  expect([await readers(page), await readers(copy)]).toEqual(['circle', 'group'])
  const again = amina.answers['circles.share']({ circle, document: copy })
  expect(await laterRefusal(Promise.resolve(again))).toBe('other-audience')
})

test('when suggestions are open, no copy for another audience has them', async () => {
  const session = await newSession()
  const group = founded(session)
  const page = await create(session, group, 'We agree.')
  await session.documents.editAs(page, doc => {
    const suggestion = openSuggestion(doc, 1, random)
    const block = blockElements(doc).at(-1)
    const text = block && textsOf(block)[0]
    text?.insert(0, 'Waiting: ', { [`s_in:${suggestion}`]: true })
  })
  const wordsOf = (document: DocumentId) =>
    session.documents.page(document).blocks.map(blockText).join('')
  expect(wordsOf(page)).toContain('Waiting: We agree.')
  const circle = session.circles.found(group, 'Personnel committee')
  const into = await copyOf(session, page, circle.id)
  expect(wordsOf(into)).not.toContain('Waiting')
  expect(wordsOf(into)).toContain('We agree.')
})

test('when the group has a mailbox, a circle uses it at an address of its own', async () => {
  const { at, amina, bola, group, memberOf } = await threeOf(temporaryDirectory())
  const circle = await amina.answers['circles.create']({ group, name: 'Personnel committee' })
  await amina.answers['circles.bring']({ circle, member: memberOf('B.O.') })
  const draft = await amina.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: secret,
    language: 'en',
  })
  const page = await amina.answers['circles.share']({ circle, document: draft })
  await amina.answers['exchange.write']({ group: circle, for: [], file: grantOf(amina, at('c')) })
  await readAsTaken(bola, group, at('c'))
  const { url } = await hosted({ now: Date.now })
  for (const core of [amina, bola]) await core.answers['mailbox.set']({ group, url })
  await amina.edit(page, [{ insert: 'Live from Amina. ', block: 1, at: 0 }])
  await has(bola, group, page, 'Live from Amina.')
  await bola.edit(page, [{ insert: 'Live from Bola. ', block: 1, at: 0 }])
  await has(amina, group, page, 'Live from Bola.')
  expect((await amina.answers['network.status'](undefined)).mailboxes).toHaveLength(1)
})

test('when a member left a circle, its documents are listed, found and read on the device that has them', async () => {
  const { at, amina, bola, group, memberOf } = await threeOf(temporaryDirectory())
  const circle = await amina.answers['circles.create']({ group, name: 'Personnel committee' })
  await amina.answers['circles.bring']({ circle, member: memberOf('B.O.') })
  const draft = await written(amina, group, 'Appointments')
  const document = await amina.answers['circles.share']({ document: draft, circle })
  await amina.edit(document, [{ insert: 'Words of the committee.', block: 1, at: 0 }])
  await amina.answers['exchange.write']({ group: circle, for: [], file: grantOf(amina, at('c')) })
  await readAsTaken(bola, group, at('c'))
  await has(bola, group, document, 'Words of the committee.')
  const found = async (): Promise<DocumentId[]> => {
    const { hits } = await bola.answers['search.query']({ text: 'committee' })
    return hits.map(hit => hit.document)
  }
  const listed = async (): Promise<DocumentId[]> =>
    (await bola.answers['documents.list']({ group })).map(({ id }) => id)
  await eventually(bola, async () => (await found()).includes(document))
  await bola.answers['circles.leave']({ circle })
  // The dialog of leaving says so: its documents stay on this device.
  expect([await listed(), await found()]).toEqual([[document], [document]])
  expect(textOf(bola, document)).toBe('Words of the committee.')
  const around = await bola.answers['search.around']({ document, text: 'committee', cites: [] })
  expect(around).toHaveLength(1)
})

test('when a member leaves while no device is linked, the others learn of it at the next link', async () => {
  const { at, amina, bola, group, memberOf } = await threeOf(temporaryDirectory())
  const circle = await amina.answers['circles.create']({ group, name: 'Personnel committee' })
  await amina.answers['circles.bring']({ circle, member: memberOf('B.O.') })
  await amina.answers['exchange.write']({ group: circle, for: [], file: grantOf(amina, at('c')) })
  await readAsTaken(bola, group, at('c'))
  await bola.answers['circles.leave']({ circle })
  const { addresses } = await amina.listen()
  await bola.answers['network.dial']({ group, address: addresses[0] ?? '' })
  await eventually(amina, async () => {
    const [seen] = await amina.answers['circles.list']({ group })
    return seen?.members.length === 1
  })
  expect(await bola.answers['circles.list']({ group })).toMatchObject([{ role: null }])
})

const written = (
  { answers }: Core,
  group: GroupId,
  title: string,
): DocumentId | Promise<DocumentId> =>
  answers['documents.create']({ group, kind: 'brief', template: 'none', title, language: 'en' })

test('when a guest is in a circle, the guest reads and writes its document and has no byte of the group’s', async () => {
  const { at, amina, bola, carol, group, memberOf } = await threeOf(temporaryDirectory(), 'guest')
  const shared = await written(amina, group, 'Only for the group')
  await amina.answers['documents.share']({ document: shared })
  expect(await amina.answers['documents.get']({ document: shared })).toMatchObject({
    readers: { kind: 'group', members: 2 },
  })
  const about = await carol.answers['groups.get']({ group })
  expect(about).toMatchObject({ members: 3, readers: { members: 2 }, outside: true })
  expect(about.memberList.find(({ self }) => self)).toMatchObject({ role: 'guest', outside: true })
  // Carol's texts stay private: a guest shares nothing with a group that the guest does not read.
  const own = await written(carol, group, 'Private')
  const sharing = Promise.resolve().then(() => carol.answers['documents.share']({ document: own }))
  expect(await laterRefusal(sharing)).toBe('not-permitted')
  expect(await carol.answers['documents.get']({ document: own })).toMatchObject({
    readers: { kind: 'only-you' },
  })
  const circle = await amina.answers['circles.create']({ group, name: 'With the guest' })
  for (const handle of ['B.O.', 'C.R.'])
    await amina.answers['circles.bring']({ circle, member: memberOf(handle) })
  const draft = await written(amina, group, 'For the guest')
  const page = await amina.answers['circles.share']({ circle, document: draft })
  await amina.edit(page, [{ insert: 'By Amina. ', block: 1, at: 0 }])
  await amina.answers['exchange.write']({ group: circle, for: [], file: grantOf(amina, at('c')) })
  for (const core of [bola, carol]) await readAsTaken(core, group, at('c'))

  const { addresses } = await amina.listen()
  const [address = ''] = addresses
  for (const core of [bola, carol]) await core.answers['network.dial']({ group, address })
  await carol.edit(page, [{ insert: 'By Carol. ', block: 1, at: 0 }])
  await has(amina, group, page, 'By Carol.')
  await amina.edit(shared, [{ insert: 'Not for guests. ', block: 1, at: 0 }])
  await has(bola, group, shared, 'Not for guests.')
  await bola.edit(page, [{ insert: 'By Bola. ', block: 1, at: 0 }])
  for (const core of [amina, carol]) await has(core, group, page, 'By Bola.')
  await has(bola, group, page, 'By Carol.')
  const texts = [amina, bola, carol].map(core => textOf(core, page))
  expect(texts).toEqual([texts[0], texts[0], texts[0]])
  const listed = await carol.answers['documents.list']({ group })
  expect(listed.map(({ id }) => id).toSorted()).toEqual([own, page].toSorted())
  await carol.close()
  await plainCopy(at('carol'), passphrase, at('carol plain'))
  const kept = readFileSync(at('carol plain'))
  expect(kept.includes('By Amina.')).toBe(true)
  for (const trace of [Buffer.from(shared, 'hex'), Buffer.from('Only for the group')])
    expect(kept.includes(trace)).toBe(false)
})

test('when a member is admitted, a circle that follows the group offers itself, and is read once accepted', async () => {
  const { chair, group } = await committee('For all.', [])
  const answers = circleAnswers({ profile: () => chair } as Parameters<typeof circleAnswers>[0])
  const circle = await answers['circles.create']({ group, name: 'All of us', follows: true })
  const page = await chair.documents.create({
    ...({ group: circle, kind: 'brief', title: secret, language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: secret }] }],
  })
  await chair.documents.share(page)
  const late = await admit(chair, group, 'observer', 'late')
  await admit(chair, group, 'guest', 'guest')
  const file = async () => (await chair.sync.writeFile({ group: circle, members: [] })).bytes
  expect(await laterRefusal(late.sync.readFile(await file()))).toBe('circle-offered')
  expect(late.circles.offers(group)).toMatchObject([{ follows: true, role: 'reader' }])
  expect(late.archive.documents.get(page)).toBeNull()
  late.circles.accept(group, circle)
  await late.sync.readFile(await file())
  expect(late.documents.page(page).blocks.map(blockText)).toEqual([secret])
  const [seen] = await answers['circles.list']({ group })
  expect(seen?.members.map(({ role }) => role).toSorted()).toEqual(['convener', 'reader'])
  expect(seen?.follows).toMatchObject({ at: now(), lacking: [] })
  await answers['circles.follow']({ circle, follows: false })
  expect(await answers['circles.list']({ group })).toMatchObject([{ follows: null }])
})

test('a device is blocked and hears of it: its texts of the group are read, those of a circle can still be written in', async () => {
  const { chair, others, group, id } = await committee('A line', ['member'])
  const [blocked] = others
  if (!blocked) throw new Error('No member')
  const { device, member } = blocked.groups.get(group).self
  const answers = circleAnswers({ profile: () => chair } as Parameters<typeof circleAnswers>[0])
  const circle = await answers['circles.create']({ group, name: 'Drafters' })
  await answers['circles.bring']({ circle, member: member!, role: 'member' })
  const page = await chair.documents.create({
    ...({ group: circle, kind: 'brief', title: secret, language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: secret }] }],
  })
  await chair.documents.share(page)
  const file = async () => (await chair.sync.writeFile({ group: circle, members: [] })).bytes
  expect(await laterRefusal(blocked.sync.readFile(await file()))).toBe('circle-offered')
  blocked.circles.accept(group, circle)
  await blocked.sync.readFile(await file())
  const writes = () =>
    [id, page].map(document => blocked.documents.rightsNow(document).has('write'))
  expect(writes()).toEqual([true, true])
  chair.groups.get(group).shutOut(device)
  blocked.groups.get(group).addRecords(chair.groups.get(group).recordsBeyond([]))
  expect(blocked.groups.describe(group).state).toBe('removed')
  expect(writes()).toEqual([false, true])
})
