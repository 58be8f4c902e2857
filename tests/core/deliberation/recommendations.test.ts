// Replies to recommendations on whole profiles that exchange by encrypted files: filed as a file, as pasted text or as
// a document, answered paragraph by paragraph, and carried into the next agenda.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openFiles } from '#core/grants'
import { random } from '#core/keys'
import type { FiledReply, LeftOver, RecommendationText } from '#shared/contract'
import type { Allow } from '#shared/consent'
import { blockNamed } from '#document/tree'
import { insertSpeaker } from '#document/meetings'
import { sayConsent } from '#document/consultation'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, FileGrant, GroupId } from '#shared/ids'
import {
  bring,
  deciders,
  join,
  meet,
  memberIn,
  position,
  questionOf,
  type Decider,
} from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import { paragraphsOfText } from '../../../src/core/deliberation/follow-up/replies.ts'
import { followUpAnswers } from '../../../src/core/api/follow-up.ts'
import { meetingAnswers } from '../../../src/core/api/meetings.ts'
import { restrict } from '../../../src/core/drafting/restricted/restricting.ts'

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 8, 3, 9)

const refusal = (call: () => unknown) => laterRefusal((async () => call())())

const answersOf = (profile: Decider, allow: Allow = async () => {}) => {
  const files = openFiles()
  const context = {
    directory: '',
    example: false,
    files,
    allow,
    now: () => profile.clock.now,
    profile: () => profile,
  } as unknown as Parameters<typeof meetingAnswers>[0]
  const granted = (name: string, bytes: Uint8Array): FileGrant => {
    const folder = mkdtempSync(pathOf(tmpdir(), 'baraza-reply-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(pathOf(folder, name), bytes)
    const file = Buffer.from(random(16)).toString('hex') as FileGrant
    files.grant(file, pathOf(folder, name), 'read')
    return file
  }
  const out = () => {
    const folder = mkdtempSync(pathOf(tmpdir(), 'baraza-table-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const path = pathOf(folder, 'table.csv')
    const file = Buffer.from(random(16)).toString('hex') as FileGrant
    files.grant(file, path, 'write')
    return { path, file }
  }
  return { ...meetingAnswers(context), ...followUpAnswers(context), granted, out }
}

const textsOf = (profile: Decider, group: GroupId): RecommendationText[] =>
  answersOf(profile)['recommendations.list']({ group }) as never as RecommendationText[]
const onlyOf = (profile: Decider, group: GroupId): RecommendationText => {
  const [text] = textsOf(profile, group)
  if (!text) throw new Error('no text was sent')
  return text
}
const paragraphsOf = (profile: Decider, document: DocumentId, reply: EntryId) =>
  answersOf(profile)['recommendations.reply']({ document, reply }) as never as {
    paragraphs: { place: string; words: string }[]
  }

/** Three members, and a text of three paragraphs that was sent. */
const sentOut = async () => {
  const { group, all } = await deciders(['rapporteur', 'member'])
  const [chair, rapporteur, one] = all as [Decider, Decider, Decider]
  for (const each of all) each.clock.now = start
  const document = await chair.documents.create({
    group,
    kind: 'recommendations',
    title: 'Advice',
    language: 'en',
    blocks: ['Protect defenders.', 'Fund local networks.', 'Train the police.'].map(text => ({
      kind: 'num1' as const,
      runs: [{ text }],
    })),
  })
  await chair.documents.share(document)
  const blocks = chair.documents.page(document).blocks.map(({ id }) => id!) as [
    BlockId,
    BlockId,
    BlockId,
  ]
  await answersOf(chair)['recommendations.sent']({
    document,
    blocks,
    to: 'The Executive Director',
    day: '2026-06-20',
  })
  await meet(group, ...all)
  const sent = onlyOf(chair, group).sent[0]!.id
  return { group, all, chair, rapporteur, one, document, blocks, sent }
}

const pasted = `Dear members,

6. This is in line with our
mandate.

7) Where members agree to be named.`

test('a pasted reply is filed, and its paragraphs are read by the numbers that it has', async () => {
  const { group, all, rapporteur, one, document, sent } = await sentOut()
  rapporteur.clock.now = start + hour
  const { reply } = await answersOf(rapporteur)['recommendations.file']({
    document,
    sent,
    day: '2026-09-01',
    reply: { what: 'text', name: 'Reply of 1 September.txt', text: pasted },
    instead: null,
  })
  await meet(group, ...all)
  for (const each of all)
    expect(onlyOf(each, group).replies).toEqual<FiledReply[]>([
      {
        id: reply,
        what: 'file',
        name: 'Reply of 1 September.txt',
        isHere: true,
        file: each.documents.attachments(document)[0]!.id,
        document: null,
        sent,
        to: 'The Executive Director',
        day: '2026-09-01',
        by: memberIn(rapporteur, group),
        at: start + hour,
      },
    ])
  expect(paragraphsOf(one, document, reply).paragraphs).toEqual([
    { place: '', words: 'Dear members,' },
    { place: '6', words: 'This is in line with our mandate.' },
    { place: '7', words: 'Where members agree to be named.' },
  ])
})

test('an answer names the reply and the paragraph there, for every member, and says by whom and when', async () => {
  const { group, all, rapporteur, one, document, blocks, sent } = await sentOut()
  const { reply } = await answersOf(rapporteur)['recommendations.file']({
    document,
    sent,
    day: '2026-09-01',
    reply: { what: 'text', name: 'Reply.txt', text: pasted },
    instead: null,
  })
  await meet(group, ...all)
  one.clock.now = start + 2 * hour
  await answersOf(one)['recommendations.answered']({
    document,
    block: blocks[0],
    answer: 'accepted',
    text: 'This is in line with our mandate.',
    in: reply,
    place: '6',
  })
  await meet(group, ...all)
  for (const each of all) {
    const { rows, counts } = onlyOf(each, group)
    expect(rows[0]).toMatchObject({
      answer: 'accepted',
      place: '6',
      in: reply,
      by: memberIn(one, group),
      at: start + 2 * hour,
      isApart: false,
    })
    expect(counts).toEqual({ accepted: 1, partly: 0, not: 0, none: rows.length - 1 })
  }
  const unknown = `${reply.split('-')[0]}-aaaaaaaaaa` as EntryId
  expect(
    await refusal(() =>
      answersOf(one)['recommendations.answered']({
        document,
        block: blocks[1],
        answer: 'not',
        text: '',
        in: unknown,
        place: '',
      }),
    ),
  ).toBe('not-found')
})

test('a reply that is a document is read by its own numbers, and only its readers can have filed it', async () => {
  const { group, all, chair, one, document, sent } = await sentOut()
  const answer = await chair.documents.create({
    group,
    kind: 'statement',
    title: 'Reply of the office',
    language: 'en',
    blocks: [
      { kind: 'paragraph', runs: [{ text: 'Dear members,' }] },
      { kind: 'num1', runs: [{ text: 'No funds are foreseen.' }] },
    ],
  })
  const file = (named: DocumentId) => () =>
    answersOf(chair)['recommendations.file']({
      document,
      sent,
      day: '2026-09-01',
      reply: { what: 'document', document: named },
      instead: null,
    })
  expect(await refusal(file(answer))).toBe('not-shared')
  const circle = chair.circles.found(group, 'Safety')
  const closed = await chair.documents.create({
    group: circle.id,
    kind: 'statement',
    title: 'Zclosed',
    language: 'en',
    blocks: [],
  })
  await chair.documents.share(closed)
  expect(await refusal(file(closed))).toBe('other-audience')
  expect(await refusal(file(document))).toBe('not-found')
  await chair.documents.share(answer)
  const { reply } = await file(answer)()
  await meet(group, ...all)
  expect(onlyOf(one, group).replies).toMatchObject([
    { id: reply, what: 'document', name: 'Reply of the office', document: answer, file: null },
  ])
  expect(paragraphsOf(one, document, reply).paragraphs).toEqual([
    { place: '', words: 'Dear members,' },
    { place: '1', words: 'No funds are foreseen.' },
  ])
})

test('a file of another form is filed without paragraphs, in the place of one filed by mistake', async () => {
  const { group, all, chair, one, document, sent } = await sentOut()
  const answers = answersOf(chair)
  const wrong = await answers['recommendations.file']({
    document,
    sent,
    day: '2026-08-01',
    reply: { what: 'text', name: 'Other.txt', text: 'Other.' },
    instead: null,
  })
  const filing = (instead: EntryId) => ({
    document,
    sent,
    day: '2026-09-01',
    reply: {
      what: 'file' as const,
      file: answers.granted('Reply.pdf', new TextEncoder().encode('%PDF-1.7')),
    },
    instead,
  })
  const unknown = filing('a-aaaaaaaaaa' as EntryId)
  expect(await refusal(() => answers['recommendations.file'](unknown))).toBe('not-found')
  // A refusal attaches nothing.
  expect(chair.documents.attachments(document)).toHaveLength(1)
  const { reply } = await answers['recommendations.file'](filing(wrong.reply))
  await meet(group, ...all)
  expect(onlyOf(one, group).replies).toMatchObject([{ id: reply, name: 'Reply.pdf' }])
  expect(paragraphsOf(one, document, reply).paragraphs).toEqual([])
})

test('a reply is filed with a text that a decision fixes, and by no member who only reads', async () => {
  const { group, all, chair, one, document, sent } = await sentOut()
  chair.acts.write(
    document,
    null,
    questionOf(chair, group, document, { purpose: 'adopt', words: 'Shall we adopt it?' }),
  )
  await meet(group, ...all)
  expect(chair.statuses.isFixed(group, document)).toBe(true)
  const filing = {
    document,
    sent,
    day: '2026-09-01',
    reply: { what: 'text' as const, name: 'Reply.txt', text: 'Yes.' },
    instead: null,
  }
  await answersOf(one)['recommendations.file'](filing)
  await meet(group, ...all)
  expect(onlyOf(chair, group).replies).toMatchObject([{ by: memberIn(one, group) }])
  const reader = await join(chair, group, 'reader', 'observer')
  await meet(group, ...all, reader)
  expect(onlyOf(reader, group)).toMatchObject({ maySay: false, mayFile: false })
  const answers = answersOf(reader)
  expect(await refusal(() => answers['recommendations.file'](filing))).toBe('not-permitted')
})

test('an adopted text that nobody sent yet is listed with the paragraphs that can be sent', async () => {
  const { group, all } = await deciders(['member'])
  const chair = all[0] as Decider
  expect(textsOf(chair, group)).toEqual([])
  const blocks = [
    { kind: 'h1' as const, runs: [{ text: 'Advice' }] },
    { kind: 'paragraph' as const, runs: [{ text: 'We have met.' }] },
    { kind: 'num1' as const, runs: [{ text: 'Protect defenders.' }] },
    { kind: 'num1' as const, runs: [] },
  ]
  const document = await chair.documents.create({
    group,
    kind: 'recommendations',
    title: 'Advice',
    language: 'en',
    blocks,
  })
  await chair.documents.share(document)
  const adopt = { purpose: 'adopt' as const, words: 'Shall we adopt it?' }
  const question = chair.acts.write(document, null, questionOf(chair, group, document, adopt))
  chair.acts.write(document, question, position('support'))
  expect(textsOf(chair, group)).toEqual([])
  chair.acts.write(document, question, { type: 'close' })
  expect(textsOf(chair, group)).toMatchObject([
    { document, sent: [], replies: [], rows: [{ words: 'Protect defenders.', answer: null }] },
  ])
})

test('the table has the words and answers, and neither a member nor an id', async () => {
  const { group, all, chair, one, document, blocks, sent } = await sentOut()
  const { reply } = await answersOf(one)['recommendations.file']({
    document,
    sent,
    day: '2026-09-01',
    reply: { what: 'text', name: 'Reply.txt', text: pasted },
    instead: null,
  })
  await answersOf(one)['recommendations.answered']({
    document,
    block: blocks[0],
    answer: 'accepted',
    text: '=1+1 "in line"',
    in: reply,
    place: '6',
  })
  await answersOf(one)['recommendations.review']({ document, block: blocks[1], day: '2027-03-01' })
  // A speaker in the words reads as the text names members: by role.
  await chair.documents.editAs(document, doc => {
    const element = blockNamed(doc, blocks[0])
    if (element) insertSpeaker(element, 0, memberIn(one, group))
  })
  await meet(group, ...all)
  const asked: object[] = []
  const answers = answersOf(chair, async act => void asked.push(act))
  const { path, file } = answers.out()
  await answers['recommendations.export']({ document, file })
  expect(asked).toEqual([{ act: 'export-table', group: 'Group', text: 'Advice' }])
  const written = readFileSync(path, 'utf8')
  expect(written.slice(1).split('\r\n')).toEqual([
    '"Paragraph","Asked by the group","Answer","In the words of the reply","Paragraph of the reply","Day of the reply","Review"',
    `"1","A memberProtect defenders.","Accepted","'=1+1 ""in line""","6","2026-09-01",""`,
    '"2","Fund local networks.","No answer","","","","2027-03-01"',
    '"3","Train the police.","No answer","","","",""',
    '',
  ])
  const handles = [...chair.groups.get(group).state().members.values()].map(({ handle }) => handle)
  const ids = [document, group, reply, ...blocks, ...all.map(each => memberIn(each, group))]
  for (const name of [...handles, ...ids]) expect(written).not.toContain(name)
})

test('without a yes, and without a consent to the words, no table is written', async () => {
  const { chair, document, blocks } = await sentOut()
  const declines = answersOf(chair, () => Promise.reject(new Failure('declined')))
  const refused = declines.out()
  expect(
    await refusal(() => declines['recommendations.export']({ document, file: refused.file })),
  ).toBe('declined')
  expect(existsSync(refused.path)).toBe(false)
  const asked: object[] = []
  const answers = answersOf(chair, async act => void asked.push(act))
  await chair.documents.editAs(document, doc => {
    const terms = { code: 'R1', scope: 'group', until: null, what: 'For the group.' } as const
    sayConsent(doc, terms, { at: start, random })
  })
  await answers['recommendations.answered']({
    document,
    block: blocks[0],
    answer: 'not',
    text: 'R1 was not right.',
    in: null,
    place: '',
  })
  const { path, file } = answers.out()
  expect(await refusal(() => answers['recommendations.export']({ document, file }))).toBe(
    'consent-missing',
  )
  expect(existsSync(path)).toBe(false)
  expect(asked).toEqual([])
})

test('words that are restricted while the person is asked are in no table', async () => {
  const { group, chair, document, blocks } = await sentOut()
  const circle = chair.circles.found(group, 'Safety')
  const answers = answersOf(chair, async () => {
    await restrict(chair, { document, block: blocks[0], circle: circle.id }, 0)
  })
  const { path, file } = answers.out()
  await answers['recommendations.export']({ document, file })
  const written = readFileSync(path, 'utf8')
  expect(written).toContain('"Fund local networks."')
  expect(written).not.toContain('Protect defenders.')
})

test('a later device learns the reply from another, and has the file when that has come', async () => {
  const { group, chair, one, document, sent } = await sentOut()
  await answersOf(chair)['recommendations.file']({
    document,
    sent,
    day: '2026-09-01',
    reply: { what: 'text', name: 'Reply.txt', text: 'Yes.' },
    instead: null,
  })
  expect(onlyOf(one, group).replies).toEqual([])
  await bring(group, chair, one)
  expect(onlyOf(one, group).replies).toMatchObject([{ name: 'Reply.txt', isHere: true }])
})

test('paragraphs without an answer, and those whose day of review has come, are offered to the next agenda', async () => {
  const { group, chair, document, blocks, sent } = await sentOut()
  const answers = answersOf(chair)
  const next = async (title: string) =>
    (await answers['meetings.create']({ group, title, language: 'en' })).agenda
  const left = (agenda: DocumentId): LeftOver[] =>
    (answers['meetings.get']({ agenda }) as never as { leftOver: LeftOver[] }).leftOver
  const agenda = await next('Third session')
  expect(left(agenda)).toEqual([])
  const { reply } = await answers['recommendations.file']({
    document,
    sent,
    day: '2026-09-01',
    reply: { what: 'text', name: 'Reply.txt', text: pasted },
    instead: null,
  })
  const answer = (at: 0 | 1, given: 'accepted' | 'none') =>
    answers['recommendations.answered']({
      document,
      block: blocks[at],
      answer: given,
      text: '',
      in: reply,
      place: '',
    })
  await answer(0, 'accepted')
  await answer(1, 'none')
  expect(left(agenda)).toMatchObject([
    { what: 'recommendation', from: 'Advice', words: 'Fund local networks.', isLate: false },
    { what: 'recommendation', words: 'Train the police.', due: null },
  ])
  for (const { document: of, block } of left(agenda))
    await answers['meetings.carry']({ agenda, document: of, block })
  expect(left(agenda)).toEqual([])
  const items = answers['meetings.get']({ agenda }) as never as {
    list: { title: string; papers: { document: DocumentId }[]; carried: object | null }[]
  }
  expect(items.list.slice(-2)).toMatchObject([
    { title: 'Fund local networks.', papers: [{ document }], carried: { document } },
    { title: 'Train the police.', papers: [{ document }] },
  ])
  const from = start + day
  await answers['meetings.call']({ agenda, from, until: from + hour, zones: [], languages: [] })
  // Months after the meeting the accepted one, and one of the others, are to be looked at again.
  const review = (block: BlockId) =>
    answers['recommendations.review']({ document, block, day: '2027-03-01' })
  await review(blocks[0])
  await review(blocks[1])
  const later = await next('Fourth session')
  expect(left(later)).toEqual([])
  chair.clock.now = Date.UTC(2027, 2, 5)
  expect(onlyOf(chair, group)).toMatchObject({ isReviewDue: true, daysLate: 4 })
  expect(left(later)).toMatchObject([
    { words: 'Protect defenders.', due: '2027-03-01', isLate: true },
    { words: 'Fund local networks.', due: '2027-03-01', isLate: true },
  ])
})

test.each([
  ['One.\nTwo.', ['1 One.', '2 Two.']],
  ['One\ngoes on.\n\nTwo.', ['1 One goes on.', '2 Two.']],
  ['(a) One.\r\n(b) Two.', ['a One.', 'b Two.']],
  ['12.1. One.\n \nAnd more.', ['12.1 One.', ' And more.']],
  ['2026 was a year.\n3.5 million came.', ['1 2026 was a year.', '2 3.5 million came.']],
  [' \n\n', []],
])('the paragraphs of %j are counted as it counts them', (text, read) => {
  expect(paragraphsOfText(text).map(({ place, words }) => `${place} ${words}`)).toEqual(read)
})
