// Lines of minutes that were decided: a window lets nobody write in them, and words that come from elsewhere come in.
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import { blockText } from '#document/model'
import { blockElements, insertReference, openNote } from '#document/tree'
import type { SettledLine } from '#shared/contract'
import type { BlockId, DocumentId, FeedId } from '#shared/ids'
import { askingOf, deciders, meet, position, type Decider } from '#tests/deciding'
import { textIn } from '#tests/documents'
import { png } from '#tests/pictures'
import { laterRefusal } from '#tests/refusal'
import { sameMemberIn } from '../../src/core/drafting/members/member-names.ts'
import { scriptAuthor } from '../../src/core/drafting/review/amendments.ts'
import { followUpAnswers } from '../../src/core/api/follow-up.ts'
import { handOverPorts } from '#core/drafting'
import { figureAnswers } from '../../src/core/api/figures.ts'
import { decisionAnswers } from '../../src/core/api/decisions.ts'
import { historyAnswers } from '../../src/core/api/history.ts'
import { meetingAnswers } from '../../src/core/api/meetings.ts'
import { restrictedAnswers } from '../../src/core/api/restricted.ts'
import { wordingAnswers } from '../../src/core/api/wordings.ts'

const contextOf = (profile: Decider) =>
  ({ now: () => profile.clock.now, profile: () => profile }) as unknown as Parameters<
    typeof meetingAnswers
  >[0]
const answersOf = (profile: Decider) => {
  const context = contextOf(profile)
  return { ...meetingAnswers(context), ...decisionAnswers(context) }
}
const settled = async (profile: Decider, minutes: DocumentId): Promise<readonly SettledLine[]> =>
  answersOf(profile)['minutes.settled']({ minutes })
const idAt = (profile: Decider, minutes: DocumentId, at: number): BlockId =>
  profile.documents.page(minutes).blocks[at]!.id!

/** Whether a wording that is kept now would be kept out of settled lines. */
const areKeptOut = async (profile: Decider, minutes: DocumentId): Promise<boolean | undefined> => {
  let any: boolean | undefined
  const keepWording: Decider['documents']['keepWording'] = async (_document, _keeps, _of, kept) => {
    any = kept?.any()
  }
  const watched = { ...profile, documents: { ...profile.documents, keepWording } }
  const context = { now: () => profile.clock.now, profile: () => watched }
  const answers = wordingAnswers(context as unknown as Parameters<typeof wordingAnswers>[0])
  await answers['wordings.keep']({ document: minutes, keeps: null, of: 'ab'.repeat(16) as FeedId })
  return any
}

test('a decision line is settled from an agreed close until it is reopened; words from elsewhere come in', async () => {
  const { group, all } = await deciders(['rapporteur', 'member'])
  const [chair, bea, cleo] = all as [Decider, Decider, Decider]
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'decision', runs: [{ text: 'The examples move.' }] },
      { kind: 'num1', runs: [{ text: 'The Rapporteur spoke.' }] },
    ],
  })
  await chair.documents.share(minutes)
  await chair.documents.editAs(minutes, doc => {
    const steps = [
      { footnote: 'Of the annex.', block: 1, at: 12 },
      { footnote: 'Of the report.', block: 2, at: 2 },
    ]
    expect(applyEditScript(doc, steps, { random, now: () => 1 }).refused).toEqual([])
  })
  const version = await chair.documents.history.name(minutes, 'Before')
  await meet(group, ...all)
  const answers = answersOf(chair)
  const block = idAt(chair, minutes, 0)
  const { decision } = await answers['decisions.ask'](
    askingOf(minutes, { block, purpose: 'decide' }, 2),
  )
  await meet(group, ...all)
  for (const each of all) expect(await settled(each, minutes)).toEqual([])
  for (const each of [chair, bea]) each.acts.write(minutes, decision, position('support'))
  await meet(group, ...all)
  await answers['decisions.close']({ decision })
  await meet(group, ...all)
  for (const each of all)
    expect(await settled(each, minutes)).toEqual([
      { why: 'decision', as: 'line', block, question: decision },
    ])
  await cleo.documents.editAs(minutes, doc => {
    const steps = [{ insert: 'Apart: ', block: 1, at: 0 }]
    expect(applyEditScript(doc, steps, { random, now: () => 1 }).refused).toEqual([])
  })
  await meet(group, ...all)
  for (const each of all)
    expect(blockText(each.documents.page(minutes).blocks[0]!)).toBe(
      'Apart: The examples\u2060 move.',
    )
  // A version is brought back around a settled line.
  const { 'history.restore': restore } = historyAnswers(contextOf(chair), () => {})
  const restored = { paragraphs: 0, keepsSettled: true }
  expect(await restore({ document: minutes, version })).toEqual(restored)
  expect(blockText(chair.documents.page(minutes).blocks[0]!)).toBe(
    'Apart: The examples\u2060 move.',
  )
  const circle = chair.circles.found(group, 'Own').id
  const restricted = restrictedAnswers(contextOf(chair))
  const given = { document: minutes, block, circle }
  expect(await laterRefusal((async () => restricted['restricted.put'](given))())).toBe(
    'line-decided',
  )
  expect(chair.archive.documents.list(circle)).toEqual([])
  // Core settles nothing that waits in a settled line either, from whichever side the call comes.
  const by = (...steps: unknown[]) =>
    chair.documents.editAs(minutes, doc => {
      const author = scriptAuthor(chair, minutes, chair.clock.now)
      return applyEditScript(doc, steps, { random, now: () => 1, author }).refused
    })
  expect(await areKeptOut(chair, minutes)).toBe(true)
  expect(await by({ suggest: { insert: 'No. ' }, block: 1, at: 0 })).toEqual([])
  expect(await by({ suggestWords: 'Nothing moves.', block: 1 })).toEqual([])
  const [waiting] = chair.documents.suggestions(minutes)
  const [whole] = chair.documents.paragraphs(minutes, sameMemberIn(chair, minutes))
  for (const step of [
    ...[{ accept: waiting!.id }, { accept: whole!.id }, { takeIn: whole!.id }],
    ...[{ insert: 'No. ', block: 1, at: 0 }, { remove: 1 }, { split: 1, at: 3 }, { join: 1 }],
    ...[
      { kind: 'num1', block: 1 },
      { move: 1, after: 2 },
      { states: { off: true }, block: 1 },
      { insert: 'Not ', note: 1, at: 0 },
    ],
  ])
    expect(await by(step)).toEqual([{ step: 1, code: 'line-decided' }])
  // A footnote that is only suggested is no part of what was decided.
  await chair.documents.editAs(minutes, doc => {
    const line = textIn(doc, 0)
    openNote(doc, 'aaaaaaaaaa', 'Of the draft.')
    insertReference(blockElements(doc)[0]!, line.length, { note: 'aaaaaaaaaa' })
    line.format(line.length - 1, 1, { 's_in:abcdefgh': '1' })
  })
  for (const note of [2, 3]) expect(await by({ insert: 'Also ', note, at: 0 })).toEqual([])
  // A line that is open, and remarks on one that was decided.
  const open = [{ insert: 'Then ', block: 2, at: 0 }, { undo: true }, { redo: true }]
  expect(await by(...open, { comment: 'Which?', block: 1, from: 0, to: 3 })).toEqual([])
  expect(chair.documents.suggestions(minutes)[0]!.places).toHaveLength(1)
  await answers['decisions.reopen']({ decision, reason: 'An objection came late.' })
  await meet(group, ...all)
  expect(await areKeptOut(chair, minutes)).toBe(false)
  expect(await by({ accept: waiting!.id }, { takeIn: whole!.id })).toEqual([])
  await meet(group, ...all)
  for (const each of all) expect(await settled(each, minutes)).toEqual([])
  // Nothing was agreed: the words are open.
  bea.acts.write(minutes, decision, {
    ...{ type: 'position', choice: 'object', reason: 'No.', reservations: [] },
  })
  await meet(group, ...all)
  await answers['decisions.close']({ decision })
  await meet(group, ...all)
  for (const each of all) expect(await settled(each, minutes)).toEqual([])
})

test('the lines of a decided item are settled while its session goes on, and officers alone debate it again', async () => {
  const { group, all } = await deciders(['rapporteur', 'member'])
  const [chair, bea, cleo] = all as [Decider, Decider, Decider]
  const answers = answersOf(chair)
  const { agenda } = await answers['meetings.create']({ group, title: 'Session', language: 'en' })
  const add = async (title: string) =>
    (await answers['meetings.addItem']({ agenda, title, minutes: 20, after: null })).block
  const [first, second] = [await add('Strategy'), await add('Protocol')]
  const time = { agenda, from: Date.UTC(2026, 8, 20), until: Date.UTC(2026, 8, 21) }
  await answers['meetings.call']({ ...time, zones: [], languages: [] })
  await meet(group, ...all)
  const { minutes } = await answers['meetings.open']({ agenda })
  await meet(group, ...all)
  const { blocks } = chair.documents.page(minutes)
  const from = blocks.findIndex(({ meeting }) => meeting?.item === first)
  const until = blocks.findIndex(({ meeting }) => meeting?.item === second)
  const lines = blocks.slice(from, until).map(({ id }) => id)
  expect(lines.length).toBeGreaterThan(0)
  await answers['meetings.item']({ agenda, block: first, state: 'noted' })
  expect(await settled(chair, minutes)).toEqual([])
  const circle = chair.circles.found(group, 'Own').id
  const restricted = restrictedAnswers(contextOf(chair))
  const place = { document: minutes, after: lines[0]!, kind: 'num1', circle } as const
  const withheld = await restricted['restricted.add'](place)
  await answers['meetings.item']({ agenda, block: first, state: 'decided' })
  await meet(group, ...all)
  lines.splice(1, 0, withheld.block)
  // Nothing comes into the item: no paragraph of a circle, none that a circle had, and no figure.
  const figures = figureAnswers({
    ...contextOf(chair),
    files: { read: async () => png({ width: 40, height: 20 }) },
  } as unknown as Parameters<typeof figureAnswers>[0])
  const drawn = { after: lines[0]!, caption: 'A', alternative: 'A', file: '' as never }
  for (const work of [
    () => restricted['restricted.add'](place),
    () => restricted['restricted.lift']({ document: minutes, block: withheld.block }),
    () => figures['figures.insert']({ document: minutes, ...drawn }),
  ])
    expect(await laterRefusal((async () => work())())).toBe('line-decided')
  expect(chair.archive.documents.list(circle)).toHaveLength(1)
  for (const [who, mayReopen] of [
    [chair, true],
    [bea, true],
    [cleo, false],
  ] as const)
    expect(await settled(who, minutes)).toEqual(
      lines.map(block => ({ why: 'item', block, agenda, item: first, mayReopen, as: 'part' })),
    )
  await answersOf(bea)['meetings.item']({ agenda, block: first, state: 'debated' })
  await meet(group, ...all)
  for (const each of all) expect(await settled(each, minutes)).toEqual([])
  for (const { block } of (await answers['meetings.get']({ agenda })).list)
    await answers['meetings.item']({ agenda, block, state: 'decided' })
  expect((await settled(chair, minutes)).length).toBeGreaterThan(lines.length)
  // After the session its minutes are written to their end.
  await answers['meetings.end']({ agenda })
  await meet(group, ...all)
  for (const each of all) expect(await settled(each, minutes)).toEqual([])
})

test('a closed item was decided: its lines are settled until the meeting around it ends', async () => {
  const { group, all } = await deciders(['rapporteur', 'member'])
  const [chair] = all as [Decider, Decider, Decider]
  const answers = answersOf(chair)
  const { agenda } = await answers['meetings.create']({ group, title: 'Session', language: 'en' })
  const time = { agenda, from: Date.UTC(2026, 8, 20), until: Date.UTC(2026, 8, 21) }
  await answers['meetings.call']({ ...time, zones: [], languages: [] })
  const circle = chair.circles.found(group, 'Safety')
  const { agenda: closed } = await answers['meetings.closeItem']({
    ...{ agenda, after: null, circle: circle.id, title: 'The road', minutes: 15 },
  })
  await answers['meetings.open']({ agenda })
  const { minutes } = await answers['meetings.open']({ agenda: closed })
  const item = chair.documents.page(closed).blocks[0]!.id!
  await answers['meetings.item']({ agenda: closed, block: item, state: 'decided' })
  const lines = await settled(chair, minutes)
  expect(lines.map(each => 'item' in each && each.item)).toContain(item)
  for (const { agenda: of, block } of (await answers['meetings.get']({ agenda })).list)
    await answers['meetings.item']({ agenda: of, block, state: 'decided' })
  await answers['meetings.end']({ agenda })
  expect(await settled(chair, minutes)).toEqual([])
})

test('owner, day and members of a line that was decided stay, from each call; it can name members less openly', async () => {
  const { chair, minutes, edit } = await decidedItem()
  const self = chair.groups.get(chair.archive.documents.get(minutes)!.group).self.member!
  const { length } = chair.documents.page(minutes).blocks
  await edit([
    { new: ' writes.', kind: 'action', after: length },
    { who: self, block: length + 1, at: 0 },
    { states: { owner: self, due: '2026-12-05' }, block: length + 1 },
  ])
  const { meeting, id } = chair.documents.page(minutes).blocks[length]!
  const block = id!
  const item = { document: minutes, block }
  const given = { ...item, owner: null, due: '2027-01-01' }
  const assigned = laterRefusal(
    (async () => followUpAnswers(contextOf(chair))['actions.assign'](given))(),
  )
  expect(await assigned).toBe('line-decided')
  // A hand-over leaves it there, and the item goes on in the note.
  expect(handOverPorts(chair, () => chair.clock.now).actionAt(item)?.mayAssign).toBe(false)
  const { group } = chair.archive.documents.get(minutes)!
  expect(await followUpAnswers(contextOf(chair))['actions.list']({ group })).toMatchObject([
    { block, mayAssign: false, isDecided: true, isFixed: false },
  ])
  const name = (naming: 'named' | 'none' | null) =>
    answersOf(chair)['minutes.name']({ what: 'line', minutes, block, naming })
  expect(await laterRefusal((async () => name('named'))())).toBe('line-decided')
  const now = () => chair.documents.page(minutes).blocks[length]!.meeting
  expect(now()).toEqual(meeting)
  await name('none')
  expect(now()).toEqual({ ...meeting, naming: 'none' })
  expect(await laterRefusal((async () => name(null))())).toBe('line-decided')
})

test('while the minutes name members more openly, lines that were decided name them as before', async () => {
  const { chair, minutes, edit, add } = await decidedItem()
  const { length } = chair.documents.page(minutes).blocks
  await add({ kind: 'num1', words: 'The first speaker.' }, { kind: 'num1', words: 'The second.' })
  await add({ kind: 'h1', words: 'Closing' })
  const naming = () =>
    chair.documents
      .page(minutes)
      .blocks.slice(length)
      .map(({ meeting }) => meeting?.naming)
  const name = answersOf(chair)['minutes.name']
  const line = { what: 'line', minutes, block: idAt(chair, minutes, length) } as const
  const all = { what: 'minutes', minutes } as const
  await name({ ...all, naming: 'none' })
  await name({ ...line, naming: 'none' })
  expect(naming()).toEqual(['none', undefined, undefined])
  expect(await laterRefusal((async () => name({ ...line, naming: null }))())).toBe('line-decided')
  await name({ ...all, naming: 'role' })
  expect(naming()).toEqual(['none', 'none', undefined])
  await edit([{ states: { naming: null }, block: length + 2 }])
  const author = scriptAuthor(chair, minutes, chair.clock.now)
  const steps = [{ naming: 'named' }]
  const script = (doc: Y.Doc) => applyEditScript(doc, steps, { random, now: () => 1, author })
  expect((await chair.documents.editAs(minutes, script)).refused).toEqual([])
  expect(naming()).toEqual(['none', 'role', undefined])
  expect(chair.documents.meeting(minutes).meta.naming).toBe('named')
})

/** A session with one item, which was decided. */
const decidedItem = async () => {
  const { group, all } = await deciders(['rapporteur', 'member'])
  const [chair] = all as [Decider, Decider, Decider]
  const answers = answersOf(chair)
  const { agenda } = await answers['meetings.create']({ group, title: 'Session', language: 'en' })
  await answers['meetings.addItem']({ agenda, title: 'Strategy', minutes: 20, after: null })
  const time = { agenda, from: Date.UTC(2026, 8, 20), until: Date.UTC(2026, 8, 21) }
  await answers['meetings.call']({ ...time, zones: [], languages: [] })
  await meet(group, ...all)
  const { minutes } = await answers['meetings.open']({ agenda })
  for (const { block } of (await answers['meetings.get']({ agenda })).list)
    await answers['meetings.item']({ agenda, block, state: 'decided' })
  const edit = (steps: Parameters<typeof applyEditScript>[1]) =>
    chair.documents.editAs(minutes, doc => {
      const { refused } = applyEditScript(doc, steps, { random, now: () => 1 })
      if (refused.length > 0) throw new Error(JSON.stringify(refused))
    })
  const add = (
    ...blocks: { kind: 'num1' | 'decision' | 'paragraph' | 'h1' | 'h2'; words: string }[]
  ) => {
    const { length } = chair.documents.page(minutes).blocks
    return edit(blocks.map(({ kind, words }, at) => ({ new: words, kind, after: length + at })))
  }
  const texts = async () => {
    const lines = await settled(chair, minutes)
    const { blocks } = chair.documents.page(minutes)
    const open = blocks.filter(({ id }) => !lines.some(({ block }) => block === id))
    const ends = lines.filter(({ as }) => as !== 'line' && as !== 'part')
    const words = (block: BlockId) => blockText(blocks.find(({ id }) => id === block)!)
    return {
      open: open.slice(2).map(blockText),
      end: ends.map(({ block, as }) => (as === 'end' ? words(block) : { plain: words(block) })),
    }
  }
  return { chair, minutes, edit, add, texts }
}

test('the last item was decided: the minutes are written to their end behind it', async () => {
  const { add, texts } = await decidedItem()
  // The line to write under the heading is there, and empty.
  expect(await texts()).toEqual({ open: [], end: [''] })
  await add(
    { kind: 'paragraph', words: 'Unnumbered words of the item.' },
    { kind: 'h2', words: 'A heading within the item' },
    { kind: 'num1', words: 'The last speaker.' },
  )
  expect(await texts()).toEqual({ open: [], end: ['The last speaker.'] })
  await add(
    { kind: 'paragraph', words: 'Before the last line.' },
    { kind: 'decision', words: 'The group adopts the strategy.' },
  )
  expect(await texts()).toEqual({ open: [], end: ['The group adopts the strategy.'] })
  await add({ kind: 'paragraph', words: 'The meeting rose at 17:00.' })
  expect(await texts()).toEqual({
    open: ['The meeting rose at 17:00.'],
    end: ['The group adopts the strategy.'],
  })
  await add({ kind: 'h1', words: 'Closing' }, { kind: 'num1', words: 'The chair thanked all.' })
  expect((await texts()).open).toEqual([
    'The meeting rose at 17:00.',
    'Closing',
    'The chair thanked all.',
  ])
})

test('the last item has plain paragraphs alone: a heading begins the words behind it', async () => {
  const { chair, minutes, edit, add, texts } = await decidedItem()
  const { length } = chair.documents.page(minutes).blocks
  await edit([{ kind: 'paragraph', block: length }])
  await add({ kind: 'paragraph', words: 'The group agreed.' })
  expect(await texts()).toEqual({ open: [], end: [{ plain: 'The group agreed.' }] })
  await add({ kind: 'h2', words: 'A heading within the item' })
  expect(await texts()).toEqual({ open: [], end: ['A heading within the item'] })
  await edit([{ kind: 'paragraph', block: length + 2 }])
  expect(await texts()).toEqual({ open: [], end: [{ plain: 'A heading within the item' }] })
  await add({ kind: 'h1', words: 'Closing' }, { kind: 'paragraph', words: 'It rose at 17:00.' })
  expect(await texts()).toEqual({
    open: ['Closing', 'It rose at 17:00.'],
    end: [{ plain: 'A heading within the item' }],
  })
})
