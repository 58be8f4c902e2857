// Suggestions for whole paragraphs on whole cores without a window, and the rights of each role in
// a text: every device checks them on arrival, whatever the sender's app does.
import { writersIn } from '#tests/remarking'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { random } from '#core/keys'
import type { Role, WordSuggestion } from '#shared/contract'
import { rootOf } from '#document/tree'
import type { EntryId } from '#document/ids'
import type { DocumentId, GroupId } from '#shared/ids'
import { addDevice, committee, meet, now, run } from '#tests/committee'
import { openPen } from '#tests/documents'
import { amendmentsOf } from '../../src/core/drafting/review/amendments.ts'
import { suggestionAnswers } from '../../src/core/api/suggestions.ts'
import { writeUpdateBody, type EditKind } from '../../src/core/documents/bodies/bodies.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { writeEntry } from '#document/review/comments'
import { suggestParagraph, settleParagraph } from '#document/review/suggestions'

const line = 'Encourage Governments to protect defenders.'

const suggestionsOf = async (session: OpenProfile, document: DocumentId) =>
  suggestionAnswers({ profile: () => session } as Parameters<typeof suggestionAnswers>[0])[
    'suggestions.list'
  ]({ document })
const lines = (session: OpenProfile, id: DocumentId): string[] =>
  session.documents
    .page(id)
    .blocks.map(({ number, runs }) => `${number} ${runs.map(({ text }) => text).join('')}`)

test('words that wait to be taken in count in no list, and words that wait to be taken out do', async () => {
  const { chair, id } = await committee(line, [])
  await run(
    chair,
    id,
    { suggest: { insert: 'all the ' }, block: 1, at: 10 },
    { suggest: { delete: 10 }, block: 1, at: 0 },
  )
  await chair.documents.flush()
  expect(chair.documents.suggestions(id)).toHaveLength(1)
  expect(chair.archive.documents.get(id)?.words).toBe(5)
})

test('when a reviewer suggests paragraphs and a member settles them, all devices show the same', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  const made = await run(
    reviewer,
    id,
    { suggestNew: 'Thank the observers.', after: 1, kind: 'num1', why: 'They came far.' },
    { suggestWords: 'Urge Governments to protect defenders.', block: 1 },
    { suggestKind: 'h1', block: 1 },
    { suggestRemoval: 1 },
    { takeIn: '1-aaaaaaaaaa' },
  )
  expect(made).toEqual({ applied: 4, refused: [{ step: 5, code: 'not-permitted' }] })
  await meet(group, ...all)
  expect(lines(chair, id)).toEqual([`1. ${line}`])
  expect(chair.documents.adoption(id, () => false).open).toHaveLength(4)
  const found = await suggestionsOf(member, id)
  expect(found.map(({ by }) => nameOf(by))).toEqual(found.map(() => 'reviewer'))
  const named = (what: string) => found.find(each => each.what === what)?.id
  await run(member, id, { takeIn: named('add') }, { turnDown: named('kind') })
  await run(chair, id, { takeIn: named('words') })
  await run(reviewer, id, { takeBack: named('remove') })
  await meet(group, ...all)
  for (const session of all) {
    expect(lines(session, id)).toEqual([
      '1. Urge Governments to protect defenders.',
      '2. Thank the observers.',
    ])
    expect(await suggestionsOf(session, id)).toEqual(await suggestionsOf(chair, id))
    expect(session.documents.digest(id)).toBe(chair.documents.digest(id))
  }
  const record = (await suggestionsOf(chair, id)).map(each =>
    [each.what, ...each.record.flatMap(({ kind, by }) => [kind, nameOf(by)])].join(' '),
  )
  expect(new Set(record)).toEqual(
    new Set([
      ...['add accept member', 'kind reject member'],
      ...['remove withdraw reviewer', 'words accept chair'],
    ]),
  )
  // Paragraphs that are moved, begun and ended.
  const moved = await run(
    reviewer,
    id,
    { suggestMove: 2, behind: 0 },
    { suggestSplit: 2, at: 6 },
    { suggestJoin: 2 },
    { suggestMove: 2, behind: 1 },
  )
  expect(moved).toEqual({ applied: 3, refused: [{ step: 4, code: 'invalid-input' }] })
  await meet(group, ...all)
  const waiting = await suggestionsOf(member, id)
  const idOf = (what: string) => waiting.find(each => each.what === what)?.id
  expect(waiting.find(({ what }) => what === 'move')).toMatchObject({ place: '2', behind: '' })
  await run(member, id, { takeIn: idOf('split') }, { takeIn: idOf('move') })
  await run(chair, id, { turnDown: idOf('join') })
  await meet(group, ...all)
  for (const session of all) {
    expect(lines(session, id)).toEqual([
      ...['1. Thank ', '2. Urge Governments to protect defenders.', '3. the observers.'],
    ])
    expect(session.documents.digest(id)).toBe(chair.documents.digest(id))
  }
})

test('when two accept the same apart, it is in once after a member’s next script', async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  await run(reviewer, id, { suggestNew: 'Thank the observers.', after: 1, kind: 'num1' })
  await meet(group, chair, member, reviewer)
  const [added] = await suggestionsOf(chair, id)
  for (const session of [chair, member]) await run(session, id, { takeIn: added?.id })
  await meet(group, chair, member, reviewer)
  expect(lines(reviewer, id)).toHaveLength(3)
  await run(member, id)
  await meet(group, chair, member, reviewer)
  for (const session of [chair, member, reviewer])
    expect(lines(session, id)).toEqual([`1. ${line}`, '2. Thank the observers.'])
})

const acting = (doc: Y.Doc) => ({
  at: now(),
  random,
  isSame: (a: number, b: number) => a === b,
  change: (work: () => void) => doc.transact(work),
})
const firstId = (doc: Y.Doc) =>
  (rootOf(doc).get(0) as Y.XmlElement).getAttribute('s_bid') as unknown as never
const suggest = (doc: Y.Doc): void =>
  void suggestParagraph(doc, { what: 'remove', block: firstId(doc) }, acting(doc))
const known = (doc: Y.Doc): string => [...doc.getMap('threads').keys()][0]?.split('/')[0] ?? ''

/** Acts of an app that breaks the rules. */
const acts = {
  'words of the text': doc =>
    ((rootOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(3, 'FORGED'),
  'another kind of paragraph': doc =>
    (rootOf(doc).get(0) as Y.XmlElement).setAttribute('s_kind', 'h1'),
  'no more paragraph': doc => rootOf(doc).delete(0, 1),
  'a verdict': doc => void settleParagraph(doc, known(doc) as never, 'accept', acting(doc)),
  'a word of rejection': doc =>
    void settleParagraph(doc, known(doc) as never, 'reject', acting(doc)),
  'nothing left of what another said': doc =>
    doc.getMap('threads').delete(`${known(doc)}/${known(doc)}`),
} satisfies Record<string, (doc: Y.Doc) => void>

const kinds = ['update', 'remarks'] as const

/** Publishes what `work` does without the app's own gate. */
const publish = (
  sender: OpenProfile,
  id: DocumentId,
  kind: EditKind,
  work: (doc: Y.Doc) => void,
) => {
  const { group } = sender.summary(id)
  const doc = new Y.Doc({ gc: false })
  const pen = openPen(sender, id)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(pen.doc))
  doc.clientID = pen.doc.clientID
  const vector = Y.encodeStateVector(doc)
  work(doc)
  const update = Y.encodeStateAsUpdate(doc, vector)
  const body = writeUpdateBody({ writers: writersIn(sender, id, update), update }, kind)
  sender.archive.transaction(() => sender.sync.publish(group, id, kind, body))
}

test('when a role may not suggest, every peer refuses it, and accepts a reviewer’s suggestions', async () => {
  const roles = ['reviewer', 'observer', 'secretariat', 'guest'] as const satisfies Role[]
  const told = {
    reviewer: ['remark', 'propose', 'voice'],
    observer: ['voice'],
    secretariat: [],
    guest: [],
  }
  const { chair, others, group, id } = await committee(line, ['member', ...roles])
  const [member, ...senders] = others as [OpenProfile, ...OpenProfile[]]
  const peers = [chair, member]
  await run(member, id, { suggestKind: 'h2', block: 1 })
  await member.documents.flush()
  const words = await member.sync.writeFile({ group, members: [] })
  for (const session of [chair, ...senders]) await session.sync.readFile(words.bytes)
  const before = chair.documents.digest(id)
  const tried = Object.entries(acts).flatMap(([name, act]) =>
    kinds.map(kind => ({ name, kind, act })),
  )
  for (const [at, sender] of senders.entries()) {
    const isReviewer = roles[at] === 'reviewer'
    expect(openPen(sender, id).heard[0]).toMatchObject({ rights: told[roles[at]!] })
    for (const { kind, act } of tried) publish(sender, id, kind, act)
    for (const kind of kinds) publish(sender, id, kind, suggest)
    const file = await sender.sync.writeFile({ group, members: [] })
    for (const peer of peers) {
      await peer.sync.readFile(file.bytes)
      const states = peer.archive.messages
        .range(group, sender.sync.feedOf(group), 0, 100)
        .filter(each => kinds.some(kind => kind === each.kind))
        .map(({ state }) => state)
      expect([roles[at], ...states]).toEqual([
        ...[roles[at], ...tried.map(() => 'refused')],
        ...['refused', isReviewer ? 'applied' : 'refused'],
      ])
    }
  }
  for (const peer of peers) {
    // And a reader of the group's list sees whose devices those were.
    const { memberList } = peer.groups.describe(group)
    const all = tried.length + kinds.length
    expect(
      Object.fromEntries(memberList.map(each => [each.role, each.devices[0]?.refused])),
    ).toEqual({
      chair: 0,
      member: 0,
      reviewer: all - 1,
      observer: all,
      secretariat: all,
      guest: all,
    })
    expect(peer.documents.digest(id)).toBe(before)
    const found = await suggestionsOf(peer, id)
    expect(found.map(({ what, standing }) => `${what} ${standing}`).toSorted()).toEqual([
      ...['kind open', 'remove open'],
    ])
  }
})

test('when a member with the key is made a guest, what it writes counts for nobody', async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'guest'])
  const [member, guest] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, guest]
  expect(openPen(guest, id).heard[0]).toMatchObject({ rights: [] })
  for (const kind of kinds) publish(guest, id, kind, suggest)
  await meet(group, ...all)
  for (const session of [chair, member]) {
    expect(await suggestionsOf(session, id)).toEqual([])
    expect(lines(session, id)).toEqual([`1. ${line}`])
    const { memberList } = session.groups.describe(group)
    const refused = memberList.map(each => [each.handle, each.devices[0]?.refused])
    expect(Object.fromEntries(refused)).toEqual({ chair: 0, member: 0, guest: kinds.length })
  }
})

/** A changed program of the member says that the suggestion was taken in. */
const forgeAcceptance = (member: OpenProfile, id: DocumentId, suggestion: string): void => {
  const forged = { kind: 'accept', at: 9e12, removed: '' } as const
  publish(member, id, 'update', doc => void writeEntry(doc, suggestion as EntryId, forged, random))
}

test('a made-up acceptance of settled words stands under its own member, and says nothing of the outcome', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  const wordsOf = (session: OpenProfile) =>
    suggestionAnswers({ profile: () => session } as Parameters<typeof suggestionAnswers>[0])[
      'suggestions.words'
    ]({ document: id })
  await run(chair, id, { suggest: { insert: 'Kindly ' }, block: 1, at: 0 })
  const [waiting] = await wordsOf(chair)
  expect(waiting).toMatchObject({ standing: 'open', record: [] })
  await meet(group, ...all)
  await run(chair, id, { reject: waiting?.id })
  await meet(group, ...all)
  forgeAcceptance(member, id, waiting!.id)
  await meet(group, ...all)
  for (const session of [chair, reviewer]) {
    expect(lines(session, id)).toEqual([`1. ${line}`])
    const [{ standing, record }] = (await wordsOf(session)) as [WordSuggestion]
    expect(standing).toBe('settled')
    expect(record.map(({ kind, by }) => [kind, by && nameOf(by)])).toEqual([
      ['withdraw', 'chair'],
      ['accept', 'member'],
    ])
  }
})

test('a made-up acceptance of a settled suggestion for a paragraph says nothing of the outcome', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  await run(reviewer, id, { suggestRemoval: 1 })
  await meet(group, ...all)
  const [waiting] = await suggestionsOf(chair, id)
  await run(chair, id, { turnDown: waiting?.id })
  await meet(group, ...all)
  forgeAcceptance(member, id, waiting!.id)
  await meet(group, ...all)
  for (const session of [chair, reviewer]) {
    expect(lines(session, id)).toEqual([`1. ${line}`])
    const [found] = await suggestionsOf(session, id)
    expect(found?.standing).toBe('settled')
    expect(found?.record.map(({ kind, by }) => [kind, by && nameOf(by)])).toEqual([
      ['reject', 'chair'],
      ['accept', 'member'],
    ])
  }
})

const answersOf = (session: OpenProfile) =>
  suggestionAnswers({ profile: () => session } as Parameters<typeof suggestionAnswers>[0])
const newsOf = (session: OpenProfile, group: GroupId) =>
  answersOf(session)['suggestions.news']({ group })

test('made-up acceptances are no news of words that wait, nor of what was settled before, and count once', async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  await run(chair, id, { suggest: { insert: 'Kindly ' }, block: 1, at: 0 })
  await run(reviewer, id, { suggestRemoval: 1 }, { suggestKind: 'h1', block: 1 })
  await meet(group, ...all)
  const [removal, kind] = await suggestionsOf(chair, id)
  await run(chair, id, { turnDown: removal?.id })
  await meet(group, ...all)
  for (const session of all) session.documents.history.markRead(id)
  const words = chair.documents.suggestions(id)[0]
  for (const suggestion of [words, removal, kind]) forgeAcceptance(member, id, suggestion!.id)
  forgeAcceptance(member, id, kind!.id)
  await meet(group, ...all)
  expect(await newsOf(chair, group)).toEqual([])
  const [news] = await newsOf(reviewer, group)
  expect([news?.accepted, news?.rejected]).toEqual([1, 0])
})

test('a made-up acceptance of words that wait, read before they are settled, hides no verdict', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['member', 'rapporteur'])
  const [member, rapporteur] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, rapporteur]
  await run(chair, id, { suggest: { insert: 'Kindly ' }, block: 1, at: 0 })
  await meet(group, ...all)
  const [words] = chair.documents.suggestions(id)
  forgeAcceptance(member, id, words!.id)
  await meet(group, ...all)
  for (const session of all) session.documents.history.markRead(id)
  expect(await newsOf(chair, group)).toEqual([])
  await run(rapporteur, id, { reject: words?.id })
  await meet(group, ...all)
  const [news] = await newsOf(chair, group)
  expect(news).toMatchObject({ accepted: 0, rejected: 1, apart: 0 })
  expect(news?.by.map(nameOf)).toEqual(['rapporteur'])
})

test('one member accepts a suggestion and another rejects it apart: it counts once, as decided apart', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  for (const session of all) session.documents.history.markRead(id)
  await run(reviewer, id, { suggestNew: 'Thank the observers.', after: 1, kind: 'num1' })
  await meet(group, ...all)
  const [added] = await suggestionsOf(chair, id)
  await run(chair, id, { takeIn: added?.id })
  await run(member, id, { turnDown: added?.id })
  await meet(group, ...all)
  const [news] = await newsOf(reviewer, group)
  expect(news).toMatchObject({ accepted: 0, rejected: 0, apart: 1 })
  expect(news?.by.map(nameOf).toSorted()).toEqual(['chair', 'member'])
})

test('a member accepts, undoes that and rejects: the rejection counts alone', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['member', 'reviewer'])
  const [member] = others as [OpenProfile]
  const all = [chair, ...others]
  for (const session of all) session.documents.history.markRead(id)
  await run(member, id, { suggest: { insert: 'Kindly ' }, block: 1, at: 0 })
  await meet(group, ...all)
  const [words] = chair.documents.suggestions(id)
  // An undone verdict stays beside the text.
  const undone = { kind: 'accept', at: 1, removed: '' } as const
  publish(chair, id, 'update', doc => void writeEntry(doc, words!.id, undone, random))
  await run(chair, id, { reject: words?.id })
  await meet(group, ...all)
  const [news] = await newsOf(member, group)
  expect(news).toMatchObject({ accepted: 0, rejected: 1, apart: 0 })
  expect(news?.by.map(nameOf)).toEqual(['chair'])
})

test('others settle suggestions: their author hears of it on the first screen until the document is read', async () => {
  const { chair, others, group, id, nameOf } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  for (const session of all) session.documents.history.markRead(id)
  await run(
    reviewer,
    id,
    { suggestNew: 'Thank the observers.', after: 1, kind: 'num1' },
    { suggestKind: 'h1', block: 1 },
    { suggestRemoval: 1 },
  )
  await meet(group, ...all)
  expect(await newsOf(reviewer, group)).toEqual([])
  const found = await suggestionsOf(member, id)
  const named = (what: string) => found.find(each => each.what === what)?.id
  await run(member, id, { takeIn: named('add') }, { turnDown: named('kind') })
  // A withdrawal is no news to its author.
  await run(reviewer, id, { takeBack: named('remove') })
  await meet(group, ...all)
  const [news, ...more] = await newsOf(reviewer, group)
  expect(more).toEqual([])
  expect(news).toMatchObject({ document: id, accepted: 1, rejected: 1 })
  expect(news?.by.map(nameOf)).toEqual(['member'])
  for (const session of [chair, member]) expect(await newsOf(session, group)).toEqual([])
  reviewer.documents.history.markRead(id)
  expect(await newsOf(reviewer, group)).toEqual([])
  // A later change makes the text unread again, and says nothing of what was read.
  await run(chair, id, { insert: 'Also ', block: 1, at: 0 })
  await meet(group, ...all)
  expect(reviewer.documents.history.isUnread(id)).toBe(true)
  expect(await newsOf(reviewer, group)).toEqual([])
})

test('verdicts that were seen are no news, while the text stays unread; a later verdict is', async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  for (const session of all) session.documents.history.markRead(id)
  const end = { after: 1, kind: 'num1' }
  await run(reviewer, id, { suggestNew: 'One.', ...end }, { suggestNew: 'Two.', ...end })
  await meet(group, ...all)
  const [one, two] = await suggestionsOf(member, id)
  await run(member, id, { takeIn: one?.id })
  await meet(group, ...all)
  expect(await newsOf(reviewer, group)).toMatchObject([{ accepted: 1, rejected: 0 }])
  await answersOf(reviewer)['suggestions.seen']({ document: id })
  expect(await newsOf(reviewer, group)).toEqual([])
  expect(reviewer.documents.history.isUnread(id)).toBe(true)
  expect((await reviewer.documents.history.unread(id)).paragraphs).toHaveLength(1)
  await run(member, id, { turnDown: two?.id })
  await meet(group, ...all)
  expect(await newsOf(reviewer, group)).toMatchObject([{ accepted: 0, rejected: 1 }])
})

/** Once lists are level, as they are a second later. */
const openFor = async (session: OpenProfile, group: GroupId) => {
  await session.documents.flush()
  const open = await answersOf(session)['suggestions.open']({ group })
  return open.map(each => [each.document, each.amendments, each.suggestions])
}

test('amendments and suggestions that wait are listed for officers, until they are settled', async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'reviewer'])
  const [member, reviewer] = others as [OpenProfile, OpenProfile]
  const all = [chair, member, reviewer]
  expect(await openFor(chair, group)).toEqual([])
  await run(member, id, { suggest: { insert: 'Kindly ' }, block: 1, at: 0 })
  await run(reviewer, id, { suggestNew: 'Thank the observers.', after: 1, kind: 'num1' })
  await run(member, id, { amend: 'Protect all defenders.', block: 1, why: 'All.' })
  await meet(group, ...all)
  expect(await openFor(chair, group)).toEqual([[id, 1, 2]])
  expect(await openFor(member, group)).toEqual([])
  const [words] = chair.documents.suggestions(id)
  await run(chair, id, { reject: words?.id })
  expect(await openFor(chair, group)).toEqual([[id, 1, 1]])
  const [added] = await suggestionsOf(chair, id)
  await run(chair, id, { takeIn: added?.id })
  expect(await openFor(chair, group)).toEqual([[id, 1, 0]])
  await run(chair, id, { decline: '1' })
  expect(await openFor(chair, group)).toEqual([])
})

test('an amendment and a suggestion that their author withdraws on another device wait no more', async () => {
  const { chair, others, group, id } = await committee(line, ['member'])
  const [member] = others as [OpenProfile]
  const phone = await addDevice(member, group)
  await meet(group, member, chair)
  const all = [chair, member, phone]
  await run(member, id, { suggestNew: 'Thank the observers.', after: 1, kind: 'num1' })
  await run(member, id, { amend: 'Protect all defenders.', block: 1, why: 'All.' })
  await meet(group, ...all)
  expect(await openFor(chair, group)).toEqual([[id, 1, 1]])
  expect(chair.documents.meeting(id).corrections).toBe(1)
  const [added] = await suggestionsOf(phone, id)
  const [amendment] = amendmentsOf(phone, id)
  expect(await run(phone, id, { takeBack: added?.id }, { withdraw: amendment?.label })).toEqual({
    applied: 2,
    refused: [],
  })
  await meet(group, ...all)
  expect(await openFor(chair, group)).toEqual([])
  expect(chair.documents.meeting(id).corrections).toBe(0)
})

test('the list of what waits reads no text', async () => {
  const { chair, group, id } = await committee(line, [])
  await run(chair, id, { amend: 'Protect all defenders.', block: 1, why: 'All.' })
  await chair.documents.flush()
  const reads = vi.spyOn(Y.Doc.prototype, 'get').mockImplementation(() => {
    throw new Error('a text was read')
  })
  onTestFinished(() => reads.mockRestore())
  expect(await openFor(chair, group)).toEqual([[id, 1, 0]])
})
