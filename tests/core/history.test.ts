// The history of a document on whole cores without a window: members name versions and write apart,
// meet by files, and every device says the same about names, authors and later changes.
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { foundGroup } from '#core/group'
import { digest, random } from '#core/keys'
import type { Answers } from '../../src/core/api/api-context.ts'
import { blockText } from '#document/model'
import { nameVersion, type Version } from '#document/history/versions'
import { insertBlock, newBlockElement } from '#document/blocks'
import { blockElements, rootOf } from '#document/tree'
import { threadsName } from '#document/review/comments'
import type { EntryId } from '#document/ids'
import type { BlockId, DocumentId } from '#shared/ids'
import { rowsAbout } from '#tests/archive'
import { admit, meet, now, opened, run } from '#tests/committee'
import { documentNamed, openPen, textIn, type Pen } from '#tests/documents'
import { historyAnswers } from '../../src/core/api/history.ts'
import { openVerdicts } from '../../src/core/documents/history/verdicts.ts'
import { inTurns } from '../../src/core/documents/turns.ts'
import { openFiles } from '#core/grants'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

type Asked = ReturnType<typeof historyAnswers>
const ask = (session: OpenProfile): Asked =>
  historyAnswers(
    {
      directory: '',
      now,
      files: openFiles(),
      example: false,
      profile: () => session,
    } as Parameters<typeof historyAnswers>[0],
    () => {},
  )
type Output<K extends keyof Asked> = Awaited<ReturnType<Answers[K] & Asked[K]>>

/** Amina founds, Badia is a member, Rosa a reviewer; all have one document. */
const committee = async () => {
  const amina = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Amina' } as const
  const group = amina.groups.add(foundGroup(amina.archive, wanted, { now }).id)
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'num1', runs: [{ text: 'Protect women human rights defenders.' }] },
      { kind: 'num1', runs: [{ text: 'States should act.' }] },
    ],
  })
  await amina.documents.share(id)
  const badia = await admit(amina, group, 'member', 'Badia')
  const rosa = await admit(amina, group, 'reviewer', 'Rosa')
  await meet(group, amina, badia, rosa)
  const nameOf = (member: string | null | undefined): string =>
    [...amina.groups.get(group).state().members.values()].find(each => each.id === member)
      ?.handle ?? 'nobody'
  return { amina, badia, rosa, group, id, nameOf }
}

const listed = async (session: OpenProfile, document: DocumentId) =>
  (await ask(session)['history.list']({ document })) as Output<'history.list'>
const versionsOf = async (session: OpenProfile, document: DocumentId) =>
  (await listed(session, document)).flatMap(({ version }) => version ?? [])
const texts = (session: OpenProfile, id: DocumentId): string[] =>
  session.documents.page(id).blocks.map(blockText)
const compare = async (
  session: OpenProfile,
  document: DocumentId,
  from: string,
  to: string,
  nameOf: (member: string | null | undefined) => string,
): Promise<string[]> => {
  const compared = (await ask(session)['history.compare']({
    document,
    from,
    to,
  })) as Output<'history.compare'>
  return compared.map(({ deeds, by, pieces }) =>
    [
      ...deeds,
      ...by.map(nameOf),
      pieces
        .map(({ kind, text, by: who }) =>
          kind === 'kept'
            ? text
            : `${kind === 'added' ? '+' : '-'}${who.map(nameOf).join('&')}(${text})`,
        )
        .join(''),
    ].join(' '),
  )
}

test('when members name versions, all see the names, the same words and the same authors', async () => {
  const { amina, badia, rosa, group, id, nameOf } = await committee()
  const [a, b] = [openPen(amina, id), openPen(badia, id)] as [Pen, Pen]
  const first = await ask(amina)['history.name']({ document: id, name: 'Sent to members' })
  textIn(a.doc, 0).insert(8, 'all ')
  await a.saved()
  textIn(b.doc, 1).delete(7, 6)
  textIn(b.doc, 1).insert(7, 'shall')
  await b.saved()
  await meet(group, amina, badia, rosa)
  const second = await ask(rosa)['history.name']({ document: id, name: 'Read by Rosa' })
  textIn(b.doc, 0).insert(0, 'Always: ')
  await b.saved()
  await meet(group, amina, badia, rosa)

  // In the pause after it came, also for members who have not asked.
  const copies = (session: OpenProfile): number =>
    session.archive.versionPages.count({ document: id })
  for (const session of [amina, badia, rosa]) await session.documents.flush()
  expect([amina, badia, rosa].map(copies)).toEqual([2, 2, 2])

  const said = []
  for (const session of [amina, badia, rosa]) {
    const versions = await versionsOf(session, id)
    said.push(versions)
    expect(versions.map(({ name, by, standing }) => [name, nameOf(by), standing])).toEqual([
      ['Sent to members', 'Amina', 'proven'],
      ['Read by Rosa', 'Rosa', 'proven'],
    ])
    expect(await compare(session, id, first as string, second as string, nameOf)).toEqual([
      'Protect +Amina(all )women human rights defenders.',
      'States -Badia(should)+Badia(shall) act.',
    ])
    expect(await compare(session, id, second as string, 'now', nameOf)).toEqual([
      '+Badia(Always: )Protect all women human rights defenders.',
      'States shall act.',
    ])
  }
  expect(said[1]).toEqual(said[0])
  const stretches = await listed(rosa, id)
  expect(
    stretches.map(({ sittings }) =>
      sittings.map(({ by, paragraphs }) => `${nameOf(by)} ${paragraphs}`).toSorted(),
    ),
  ).toEqual([['Amina 2'], ['Amina 1', 'Badia 1'], ['Badia 1']])
})

test('when a text was written in one sitting, its count is of the final page, and moved blocks count once', async () => {
  const { amina, id } = await committee()
  const counted = async () =>
    (await listed(amina, id)).map(({ sittings }) => sittings.map(({ paragraphs }) => paragraphs))
  for (let n = 0; n < 5; n++) await run(amina, id, { new: `Draft ${n}`, after: 1 }, { remove: 2 })
  expect(await counted()).toEqual([[2]])
  await ask(amina)['history.name']({ document: id, name: 'First' })
  await run(amina, id, { move: 2, after: 0 }, { move: 2, after: 0 })
  expect(await counted()).toEqual([[2], [2]])
  // A block that stood there before was removed in it.
  await run(amina, id, { remove: 1 })
  expect(await counted()).toEqual([[2], [2]])
})

test('when a newcomer joins, the versions come too, without the authors of earlier deletions', async () => {
  const { amina, badia, group, id, nameOf } = await committee()
  const first = (await ask(amina)['history.name']({ document: id, name: 'First' })) as string
  const b = openPen(badia, id)
  textIn(b.doc, 1).delete(6, 7)
  await b.saved()
  await meet(group, amina, badia)
  const chen = await admit(amina, group, 'member', 'Chen')
  await meet(group, amina, chen)
  expect(await compare(amina, id, first, 'now', nameOf)).toContain('States -Badia(should )act.')
  expect(await compare(chen, id, first, 'now', nameOf)).toContain('States -(should )act.')
  expect((await versionsOf(chen, id)).map(({ standing }) => standing)).toEqual(['proven'])
})

test('when a version is restored, it is a change beside others’ meanwhile', async () => {
  const { amina, badia, rosa, group, id } = await committee()
  const first = (await ask(amina)['history.name']({ document: id, name: 'First' })) as string
  const a = openPen(amina, id)
  a.doc.transact(() => {
    textIn(a.doc, 0).delete(0, 8)
    rootOf(a.doc).delete(1, 1)
  })
  await a.saved()
  await meet(group, amina, badia, rosa)
  const b = openPen(badia, id)
  textIn(b.doc, 0).insert(textIn(b.doc, 0).length, ' Always.')
  await b.saved()
  expect(await ask(amina)['history.restore']({ document: id, version: first })).toEqual({
    paragraphs: 2,
    keepsSettled: false,
  })
  await meet(group, amina, badia, rosa)
  for (const session of [amina, badia, rosa])
    expect(texts(session, id)).toEqual([
      'Protect women human rights defenders. Always.',
      'States should act.',
    ])
  await expect(rosa.documents.history.restore(id, first as EntryId)).rejects.toThrow(
    'not-permitted',
  )
})

test('when a named version does not match its digest, it is listed as unverified without text', async () => {
  const { amina, badia, rosa, group, id, nameOf } = await committee()
  const b = openPen(badia, id)
  const honest = (await ask(badia)['history.name']({ document: id, name: 'Honest' })) as EntryId
  const log = b.doc.getMap(threadsName)
  const value = log.get(`${honest}/${honest}`) as object
  const forged = `${b.doc.clientID.toString(36)}-aaaaaaaaaa`
  const piece = [...log.entries()].find(([key]) => key.startsWith(honest) && !key.endsWith(honest))
  b.doc.transact(() => {
    log.set(`${forged}/${b.doc.clientID.toString(36)}-bbbbbbbbbb`, piece?.[1])
    log.set(`${forged}/${forged}`, { ...value, name: 'Agreed by all', digest: 'ab'.repeat(32) })
  })
  await b.saved()
  await meet(group, amina, badia, rosa)
  for (const session of [amina, rosa]) {
    const versions = await versionsOf(session, id)
    expect(
      new Set(versions.map(({ name, by, standing }) => `${name} ${nameOf(by)} ${standing}`)),
    ).toEqual(new Set(['Honest Badia proven', 'Agreed by all Badia false']))
    await expect(
      (async () => ask(session)['history.compare']({ document: id, from: forged, to: 'now' }))(),
    ).rejects.toThrow('version-false')
  }
})

test('when others changed a text, it is shown until it is marked as read, and own changes are not', async () => {
  const { amina, badia, rosa, group, id } = await committee()
  const unread = async (session: OpenProfile) =>
    (await ask(session)['history.unread']({ document: id })) as Output<'history.unread'>
  expect(await unread(amina)).toEqual({ since: null, isRetitled: false, paragraphs: [] })
  const [a, b] = [openPen(amina, id), openPen(badia, id)] as [Pen, Pen]
  textIn(a.doc, 0).delete(0, 8)
  await a.saved()
  await meet(group, amina, badia)
  expect(amina.summary(id).unread).toBe(false)
  textIn(b.doc, 1).insert(0, 'All ')
  await b.saved()
  await meet(group, amina, badia)
  expect([amina, badia, rosa].map(session => session.summary(id).unread)).toEqual([
    ...[true, false, false],
  ])
  const block = amina.documents.page(id).blocks[1]?.id
  expect(await unread(amina)).toEqual({
    ...{ since: now(), isRetitled: false, paragraphs: [{ block, isGone: false }] },
  })
  await ask(amina)['history.markRead']({ document: id })
  expect(amina.summary(id).unread).toBe(false)
  expect((await unread(amina)).paragraphs).toEqual([])
  // Sharing made it, and others receive nothing of it.
  expect(await unread(badia)).toMatchObject({ since: null })
  await run(badia, id, { footnote: 'See the report.', block: 1, at: 5 })
  await meet(group, amina, badia)
  expect((await unread(amina)).paragraphs).toHaveLength(1)
  await ask(amina)['history.markRead']({ document: id })
  await run(badia, id, { insert: ' of 2017', note: 1, at: 14 })
  await badia.documents.rename(id, 'Another title')
  await meet(group, amina, badia)
  const first = { block: amina.documents.page(id).blocks[0]?.id, isGone: false }
  expect(await unread(amina)).toMatchObject({ isRetitled: true, paragraphs: [first] })
  await ask(amina)['history.markRead']({ document: id })
  // A title alone, by the reader and then by another.
  await amina.documents.rename(id, 'Second title')
  await meet(group, amina, badia)
  expect(await unread(amina)).toMatchObject({ isRetitled: false, paragraphs: [] })
  await badia.documents.rename(id, 'Third title')
  await meet(group, amina, badia)
  expect(await unread(amina)).toMatchObject({ isRetitled: true, paragraphs: [] })
  await ask(amina)['history.markRead']({ document: id })
  // A title of another that the reader corrected before reading the changes.
  await badia.documents.rename(id, 'Forth title')
  await meet(group, amina, badia)
  await amina.documents.rename(id, 'Fourth title')
  expect(await unread(amina)).toMatchObject({ isRetitled: true, paragraphs: [] })
  await ask(amina)['history.markRead']({ document: id })
  // Another type that the reader gave a paragraph is no change by others; another day by a member is one.
  await run(amina, id, { kind: 'quote', block: 1 })
  await run(badia, id, { states: { due: '2026-12-05' }, block: 2 })
  await meet(group, amina, badia)
  expect((await unread(amina)).paragraphs).toEqual([{ block, isGone: false }])
  await ask(amina)['history.markRead']({ document: id })
  // A footnote that the reader took out is no change by others.
  await run(amina, id, { delete: 1, block: 1, at: 5 })
  await run(badia, id, { insert: 'Then ', block: 2, at: 0 })
  await meet(group, amina, badia)
  expect((await unread(amina)).paragraphs).toEqual([{ block, isGone: false }])
})

test('when the reader moved what another changed, or another look has no author, it is shown', async () => {
  const { amina, badia, group, id } = await committee()
  const unread = async () =>
    ((await ask(amina)['history.unread']({ document: id })) as Output<'history.unread'>).paragraphs
  const read = async () => ask(amina)['history.markRead']({ document: id })
  await unread()
  const blocks = amina.documents.page(id).blocks.map(block => block.id)
  const shown = (at: number) => [{ block: blocks[at], isGone: false }]
  await run(badia, id, { states: { due: '2026-12-05' }, block: 1 })
  await meet(group, amina, badia)
  await run(amina, id, { move: 1, after: 2 })
  await meet(group, amina, badia)
  expect(await unread()).toEqual(shown(0))
  await read()
  // No member can be shown to have changed these, not even the reader.
  for (const change of [
    { link: 'https://one.example/', block: 2, from: 0, to: 3 },
    { format: 'bold', block: 2, from: 0, to: 3 },
    { bracket: 2 },
  ]) {
    await run(amina, id, change)
    await run(badia, id, { insert: 'Now: ', block: 1, at: 0 })
    await meet(group, amina, badia)
    expect(await unread()).toEqual([...shown(1), ...shown(0)])
    await read()
  }
})

test('when a second line has the name of a line that names nobody, an earlier speaker stays unnamed', async () => {
  const { amina, id, nameOf } = await committee()
  const { member } = amina.groups.get(amina.archive.documents.get(id)!.group).self
  await run(amina, id, { naming: 'named' }, { who: member, block: 1, at: 0 })
  const version = (await ask(amina)['history.name']({ document: id, name: 'Before' })) as string
  await run(amina, id, { states: { naming: 'none' }, block: 1 })
  const others = async (): Promise<string> =>
    (await compare(amina, id, 'start', version, nameOf)).join()
  expect(await others()).not.toContain('+Amina(Amina')
  await amina.documents.editAs(id, doc => {
    const [first] = blockElements(doc)
    const name = first?.getAttribute('s_bid') as BlockId
    const again = { id: name, kind: 'num1' as const, runs: [{ text: 'Again.' }] }
    const made = newBlockElement(
      { ...again, meeting: { naming: 'named' } },
      { language: 'en', random },
    )
    insertBlock(doc, blockElements(doc).at(-1) as Y.XmlElement, made)
  })
  expect(await others()).not.toContain('+Amina(Amina')
})

test('when others wrote in a footnote it is not read, and own words in one of others are', async () => {
  const { amina, badia, group, id } = await committee()
  const unread = async (session: OpenProfile) =>
    ((await ask(session)['history.unread']({ document: id })) as Output<'history.unread'>)
      .paragraphs
  const read = async (session: OpenProfile) => ask(session)['history.markRead']({ document: id })
  for (const session of [amina, badia]) await unread(session)
  const block = amina.documents.page(id).blocks[1]?.id
  // Badia wrote in a footnote that Amina put in since the last reading.
  await run(amina, id, { footnote: 'See the report.', block: 2, at: 6 })
  await meet(group, amina, badia)
  await read(badia)
  expect(await unread(amina)).toEqual([])
  await run(badia, id, { insert: ' of 2017', note: 1, at: 14 })
  await meet(group, amina, badia)
  expect(await unread(amina)).toEqual([{ block, isGone: false }])
  expect(await unread(badia)).toEqual([])
  await read(amina)
  await run(badia, id, { delete: 23, note: 1, at: 0 })
  await meet(group, amina, badia)
  expect(await unread(amina)).toEqual([{ block, isGone: false }])
})

test('when a member takes a footnote out, its words went by this member', async () => {
  const { amina, badia, group, id, nameOf } = await committee()
  await run(amina, id, { footnote: 'See the report.', block: 1, at: 7 })
  const from = await amina.documents.history.name(id, 'With a footnote')
  await meet(group, amina, badia)
  await run(badia, id, { delete: 1, block: 1, at: 7 })
  await meet(group, amina, badia)
  for (const session of [amina, badia])
    expect(await compare(session, id, from, 'now', nameOf)).toEqual([
      'Protect-Badia([1]) women human rights defenders.',
      'States should act.',
      'removed -Badia(See the report.)',
    ])
})

test('when a document comes from another member or was changed by one, it counts as not read until it is read on this device', async () => {
  const { amina, badia, group, id } = await committee()
  const neverRead = (session: OpenProfile, document: DocumentId) =>
    session.summary(document).neverRead
  // The text was there before this device came to the group.
  expect(neverRead(badia, id)).toBeUndefined()
  const later = await amina.documents.create({
    ...({ group, kind: 'statement', title: 'Later', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'States should act.' }] }],
  })
  await amina.documents.share(later)
  const pen = openPen(amina, id) as Pen
  textIn(pen.doc, 0).insert(0, 'Also ')
  await pen.saved()
  await meet(group, amina, badia)
  for (const document of [id, later]) {
    expect([neverRead(amina, document), neverRead(badia, document)]).toEqual([undefined, true])
    await ask(badia)['history.unread']({ document })
    expect(neverRead(badia, document)).toBeUndefined()
  }
})

test('when a private draft has versions, they work before sharing and go along with it', async () => {
  const { amina, badia, rosa, group } = await committee()
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Draft', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'Only mine.' }] }],
  })
  const first = (await ask(amina)['history.name']({ document: id, name: 'Before' })) as string
  const a = openPen(amina, id)
  textIn(a.doc, 0).delete(0, 5)
  await a.saved()
  await amina.documents.flush()
  const nameOf = (member: string | null | undefined): string =>
    member === amina.groups.get(group).self.member ? 'Amina' : 'nobody'
  expect(await compare(amina, id, first, 'now', nameOf)).toEqual(['-Amina(Only )mine.'])
  await amina.documents.share(id)
  await meet(group, amina, badia, rosa)
  expect(await versionsOf(badia, id)).toMatchObject([{ name: 'Before', standing: 'proven' }])
  expect(await compare(badia, id, first, 'now', nameOf)).toEqual(['-Amina(Only )mine.'])
})

test('when there are many versions, a device proves a few at a time, each once, and keeps a hundred copies', async () => {
  const { amina, id } = await committee()
  const forged = (_label: string, ...parts: Uint8Array[]) => digest('forged', ...parts)
  await amina.documents.editAs(id, doc => {
    for (let count = 0; count < 160; count++) {
      const [name, hash] = count < 130 ? ['Version', digest] : ['Forged', forged]
      nameVersion(doc, { name: `${name} ${count}`, at: 1, hash, random })
    }
  })
  const kept = (): number => amina.archive.versionPages.count({ document: id })
  await amina.documents.flush()
  expect(kept()).toBe(10)
  for (let turn = 0; turn < 12; turn++) await amina.documents.flush()
  expect(kept()).toBe(100)

  const versions = await versionsOf(amina, id)
  expect(versions).toHaveLength(160)
  for (const { name, standing } of versions)
    expect(standing).toBe(name.startsWith('Forged') ? 'false' : 'proven')
  const asked = vi.spyOn(Y.Doc.prototype, 'get')
  const texts = (): number => asked.mock.calls.filter(([name]) => name === 'root-v2').length
  onTestFinished(() => asked.mockRestore())
  expect(await versionsOf(amina, id)).toEqual(versions)
  // Once for all sittings.
  expect(texts()).toBeLessThanOrEqual(1)
  for (const { id: version } of versions.filter(({ standing }) => standing === 'proven'))
    expect(amina.documents.history.page(id, version as EntryId).blocks).toHaveLength(2)
})

test('when versions were found, a limited number of results is cached, each for its document and entry', () => {
  const verdicts = openVerdicts(3)
  const [one, other] = [documentNamed('one'), documentNamed('other')]
  const version = { id: 'a-1', clock: 4, digest: 'ab' } as Version
  verdicts.keep(one, version, 'proven')
  expect(verdicts.of(one, version)).toBe('proven')
  for (const changed of [{ id: 'a-2' }, { clock: 5 }, { digest: 'cd' }])
    expect(verdicts.of(one, { ...version, ...changed } as Version)).toBe(null)
  expect(verdicts.of(other, version)).toBe(null)
  for (let clock = 10; clock < 13; clock++) verdicts.keep(other, { ...version, clock }, 'false')
  expect(verdicts.of(one, version)).toBe(null)
  expect(verdicts.of(other, { ...version, clock: 12 })).toBe('false')
})

test('when a document is deleted, retired or offloaded, no table keeps a row of it', async () => {
  const { amina, group } = await committee()
  const create = () =>
    amina.documents.create({
      ...({ group, kind: 'minutes', title: 'Draft', language: 'en' } as const),
      blocks: [{ kind: 'num1', runs: [{ text: 'Words.' }] }],
    })
  const tablesWith = (id: DocumentId): string[] => [...rowsAbout(amina.archive, id).keys()]
  const successors: DocumentId[] = []
  for (const end of ['remove', 'seal', 'drop'] as const) {
    const id = await create()
    await ask(amina)['history.name']({ document: id, name: 'A name' })
    await ask(amina)['history.unread']({ document: id })
    await amina.documents.flush()
    expect(tablesWith(id)).toEqual(
      expect.arrayContaining(['lastReadings', 'sittings', 'versionPages']),
    )
    if (end === 'remove') amina.documents.remove(id)
    else if (end === 'seal') {
      successors.push(amina.documents.sealing.seal(id))
    } else amina.archive.transaction(() => amina.documents.sealing.drop(group, id))
    expect(tablesWith(id)).toEqual([])
    await amina.documents.flush()
    expect(tablesWith(id)).toEqual([])
  }
  expect(successors).toHaveLength(1)
  for (const next of successors) expect(await versionsOf(amina, next)).toEqual([])
})

test('when nobody waits for long work any more, it ends at its next turn', async () => {
  let turns = 0
  function* endless(): Generator<number, void> {
    for (;;) yield 0.5
  }
  const progress: number[] = []
  const going = inTurns(endless(), {
    progress: done => void (progress.length < 1 && progress.push(done)),
    isCancelled: () => ++turns > 2,
  })
  await expect(going).rejects.toThrow('cancelled')
  expect(progress).toEqual([0.5])
})
