// A document of two members in which ten identity markers and many withheld words are planted, each where a
// person would have them; and every file that it can become.
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { expect, onTestFinished } from 'vitest'
import type * as Y from 'yjs'
import { random } from '#core/keys'
import { toPrintable, type Sheet } from '#core/paper'
import type { ExportChanges } from '#shared/contract'
import { anchorAt, openThread, replyTo, settleThread, writeQuoted } from '#document/review/comments'
import { blockText, type SpeakerNaming } from '#document/model'
import { openSuggestion, suggestionKey } from '#document/review/suggestions'
import { readPage, textsOf, blockElements } from '#document/tree'
import { restrictBlock } from '#document/restricted'
import { sayConsent } from '#document/consultation'
import type { EntryId } from '#document/ids'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import { changedSheet } from '../../src/core/exports/paper-changes.ts'
import { sheetOf, sheetWriters } from '../../src/core/exports/paper.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { newEntryId } from '#document/log'
import { admit, meet, now, opened, run } from './committee.ts'
import { diceFrom, type Dice } from './documents.ts'
import { changeAtRandom, generatedText, sixLanguages } from './generated-text.ts'
import { foundIn } from './phrases.ts'
import { png } from './pictures.ts'
import { found } from './planted-minutes.ts'

const handles = { chair: 'Zqchair Handle', member: 'zqwriter@example.org' } as const

/** Programs read these to know a person and a place. */
const surroundings = { USER: 'zquser', LOGNAME: 'zquser', HOSTNAME: 'zqhost', HOME: '/zqhome' }

/** Words that leave in no file of the text as it stands. */
const secrets = [
  ...(['restricted', 'offRecord', 'comment', 'reply', 'resolved', 'inserted', 'proposed'] as const),
  ...(['reason', 'amendment', 'rationale', 'deleted', 'removed', 'reference', 'note'] as const),
  ...(['alternative', 'consent', 'presenter', 'version'] as const),
] as const
type Secret = (typeof secrets)[number]
const secret = (name: Secret): string => `Zqsecret${name}`
/** Words that a file shows because a person asked for them. */
const asked = ({ since, suggestions, comments }: ExportChanges): Secret[] => [
  ...(since === undefined ? [] : (['deleted', 'removed', 'reference', 'note'] as const)),
  ...(suggestions ? (['inserted', 'proposed', 'reason'] as const) : []),
  ...(comments === undefined ? [] : (['comment', 'reply'] as const)),
  ...(comments === 'all' ? (['resolved'] as const) : []),
]

const withSurroundings = (): void => {
  const before = Object.fromEntries(Object.keys(surroundings).map(key => [key, process.env[key]]))
  Object.assign(process.env, surroundings)
  onTestFinished(() => {
    for (const [key, value] of Object.entries(before))
      if (value === undefined) delete process.env[key]
      else process.env[key] = value
  })
}

const textAt = (doc: Y.Doc, index: number): Y.XmlText => {
  const element = blockElements(doc)[index]
  if (!element) throw new Error('no such block')
  return textsOf(element)[0]
}

/** The index of the block with these words. */
const indexOf = (doc: Y.Doc, words: string): number => {
  const index = readPage(doc).blocks.findIndex(block => blockText(block).includes(words))
  if (index < 0) throw new Error(`no block has ${words}`)
  return index
}

const lines = [
  'Opening words of the text.',
  'This paragraph is for some.',
  'This line is off the record.',
  'This line is discussed.',
  'This line changes.',
  `This line goes: ${secret('removed')}.`,
  `Named in a reference ${secret('reference')}.`,
  'It asked for the floor.',
] as const

const say = async (profile: OpenProfile, id: DocumentId): Promise<void> => {
  await profile.documents.editAs(id, doc => {
    const index = indexOf(doc, 'is discussed')
    const comment = (text: string, from: number): EntryId => {
      const anchor = anchorAt(doc, { index, from, to: from + 4 })
      if (!anchor) throw new Error('no words')
      return openThread(doc, { kind: 'comment', at: now() + from, ...anchor, text }, random)
    }
    const open = comment(secret('comment'), 0)
    replyTo(doc, open, { at: now() + 1, text: secret('reply') }, random)
    settleThread(doc, comment(secret('resolved'), 5), 'resolve', now() + 2, random)
    // Remarks that a Word file of another person brought in.
    const quoted = { name: 'Zqimported Author', file: 'zqfile.docx', date: null }
    const suggestion = openSuggestion(doc, now(), random)
    textAt(doc, index).insert(0, ` ${secret('inserted')} `, {
      [suggestionKey('inserted', suggestion)]: 1,
    })
    const thread = newEntryId(doc, random)
    const anchor = anchorAt(doc, { index, from: 10, to: 14 })
    if (!anchor) throw new Error('no words')
    const entry = { kind: 'comment', at: now() + 50, ...anchor, text: 'Said there.' } as const
    writeQuoted(doc, { thread, id: thread }, quoted, entry)
    sayConsent(
      doc,
      { code: 'ZQ-07', scope: 'group', until: null, what: secret('consent') },
      { at: now(), random },
    )
  })
  const page = profile.documents.page(id)
  const at = page.blocks.findIndex(block => blockText(block).includes('is discussed')) + 1
  const step = await run(
    profile,
    id,
    { suggestNew: secret('proposed'), after: at, kind: 'num1', why: secret('reason') },
    { amend: secret('amendment'), block: 1, why: secret('rationale') },
  )
  expect(step.refused).toEqual([])
}

const numberOf = (profile: OpenProfile, id: DocumentId, words: string): number =>
  profile.documents.page(id).blocks.findIndex(block => blockText(block).includes(words)) + 1

/** Everything that is planted in the text by the member whose profile it is. */
const plant = async (profile: OpenProfile, id: DocumentId, members: MemberId[]): Promise<void> => {
  const at = (words: string): number => numberOf(profile, id, words)
  const wanted = async (...steps: object[]): Promise<void> =>
    expect((await run(profile, id, ...steps)).refused).toEqual([])
  const [first, second] = members as [MemberId, MemberId]
  await wanted(
    { insert: ` ${secret('restricted')} ZQ-07`, block: at('for some'), at: 4 },
    { insert: ` ${secret('offRecord')} ZQ-07`, block: at('off the record'), at: 4 },
    { insert: secret('deleted'), block: at('line changes'), at: 4 },
    { footnote: secret('note'), block: at('line changes'), at: 4 },
    { refer: at('Named in a reference'), block: at('Opening words'), at: 3 },
    { who: first, block: at('asked for the floor'), at: 0 },
    { states: { owner: second, by: second, due: '2026-12-01' }, block: at('asked for the floor') },
    { states: { by: `${secret('presenter')} zqmail@example.org` }, block: at('Opening words') },
    { kind: 'action', block: at('asked for the floor') },
  )
}

/** Words that stood at the time of the version and are gone or withheld since. */
const takeAway = async (profile: OpenProfile, id: DocumentId): Promise<void> => {
  const at = (words: string): number => numberOf(profile, id, words)
  const blockOf = (words: string): BlockId =>
    profile.documents.page(id).blocks[at(words) - 1]?.id as BlockId
  const step = async (wanted: object): Promise<void> =>
    expect((await run(profile, id, wanted)).refused).toEqual([])
  const whole = (name: Secret): number => secret(name).length
  await step({ delete: whole('deleted') + 1, block: at(secret('deleted')), at: 4 })
  await step({ remove: at(secret('removed')) })
  await step({ delete: 30 + whole('reference'), block: at(secret('reference')), at: 0 })
  await step({ states: { off: true }, block: at(secret('offRecord')) })
  await step({ naming: 'none' })
  const block = blockOf(secret('restricted'))
  await profile.documents.editAs(id, doc => void restrictBlock(doc, block, id))
}

/**
 * Minutes of a random text in which the markers and secrets lie, on the devices of two members who have met;
 * `since`: a version before words went.
 */
export const leavingScene = async (seed: number) => {
  withSurroundings()
  const dice: Dice = diceFrom(seed)
  const language = dice.one(sixLanguages)
  const chair = await opened()
  const group = found(chair, handles.chair)
  const member = await admit(chair, group, 'member', handles.member)
  const doc = generatedText(seed, language)
  changeAtRandom(doc, language, dice, 10)
  const { blocks, notes } = readPage(doc)
  const picture = png({ width: 4, height: 4, extra: [['tEXt', 'Author\u0000Zqpicture']] })
  const id = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language } as const),
    blocks: [...lines.map(text => ({ kind: 'num1' as const, runs: [{ text }] })), ...blocks],
    ...(notes && { notes }),
  })
  await chair.documents.share(id)
  await meet(group, chair, member)
  const state = chair.groups.get(group).state()
  const members = [...state.members.values()]
  await plant(
    chair,
    id,
    members.map(each => each.id),
  )
  await meet(group, chair, member)
  const since = await chair.documents.history.name(id, secret('version'))
  await takeAway(chair, id)
  await say(member, id)
  await meet(group, chair, member)
  const devices = [...state.devices.keys()]
  const markers: Record<string, string> = {
    'name of the chair': 'Zqchair',
    'e-mail as a name': 'zqwriter@example.org',
    'e-mail in a state': 'zqmail@example.org',
    'imported author': 'Zqimported',
    'imported file': 'zqfile',
    'respondent code': 'ZQ-07',
    'user name': surroundings.USER,
    'host name': surroundings.HOSTNAME,
    home: surroundings.HOME,
    ...(hostname().length > 3 && { 'real host name': hostname() }),
    ...Object.fromEntries(members.map(({ id: of }, at) => [`member id ${at}`, of])),
    ...Object.fromEntries(devices.map((of, at) => [`device id ${at}`, of])),
    'group id': group,
    picture: 'Zqpicture',
  }
  return { chair, member, group, id, since: since as string, markers, picture, language }
}

export type Way = {
  name: string
  restricted?: boolean
  naming?: SpeakerNaming
  changes?: ExportChanges
}

/** The choices of a file under which no member is named. */
export const namelessWays = (since: string): Way[] => [
  { name: 'the text' },
  { name: 'the text with restricted words', restricted: true },
  { name: 'changes', changes: { since, authors: 'group' } },
  { name: 'changes, numbered', changes: { since, comments: 'all', authors: 'numbered' } },
  { name: 'annotated', changes: { suggestions: true, comments: 'open', authors: 'group' } },
]

const sheetFor = async (
  profile: OpenProfile,
  id: DocumentId,
  { changes, restricted, naming }: Way,
): Promise<Sheet> =>
  changes
    ? changedSheet(profile, id, changes, naming)
    : sheetOf(profile, id, { restricted, naming })

export type LeavingFile = { format: string; way: Way; bytes: Buffer }

/** Every file of the document that core writes, in each format of the table and each way; and the page of a PDF. */
export const leavingFiles = async (
  profile: OpenProfile,
  id: DocumentId,
  ways: readonly Way[],
): Promise<LeavingFile[]> => {
  const files: LeavingFile[] = []
  for (const way of ways) {
    const sheet = await sheetFor(profile, id, way)
    const writers = Object.entries(sheetWriters).filter(
      ([format]) => !way.changes || format !== 'json',
    )
    for (const [format, write] of writers)
      for (const paper of ['a4', 'letter'] as const)
        files.push({ format, way, bytes: Buffer.from(await write({ ...sheet, paper })) })
    if (!way.changes) {
      const page = Buffer.from(JSON.stringify(toPrintable(sheet)))
      files.push({ format: 'page of a pdf', way, bytes: page })
    }
  }
  return files
}

/** `format, way: word` for each word that is in a file. */
export const saidIn = (files: readonly LeavingFile[], words: readonly string[]): string[] =>
  files.flatMap(({ format, way, bytes }) =>
    [...foundIn(words, bytes)].map(word => `${format}, ${way.name}: ${word}`),
  )

/** The words that a file in this way must not have. */
export const withheldFrom = ({ changes }: Way): string[] =>
  secrets.filter(name => !changes || !asked(changes).includes(name)).map(secret)

export const sha256Of = ({ bytes }: LeavingFile): string =>
  createHash('sha256').update(bytes).digest('hex')
