// The advisory group between its meetings: past ones with attendance and minutes, the next one that is called, and one
// without a day. The rapporteur holds the next session, which comes by files.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { FreeAnswer } from '#document/meetings/log'
import type { EntryId } from '#document/ids'
import type { BlockId, DocumentId } from '#shared/ids'
import {
  type AdvisoryGroup,
  groupSeed,
  type Handle,
  handles,
  openDevice,
} from './advisory-group.ts'
import { passphrase } from './archive.ts'
import { askingOf } from './deciding.ts'
import { holdSession, meetingWords } from './meeting-session.ts'
import { approveMinutes, hold, planMeeting } from './past-meetings.ts'
import { readFile } from './restricted-seed.ts'
import { type Seed, seedOf } from './seeds.ts'

const minute = 60_000
const day = 24 * 60 * minute
const others = handles.filter(handle => handle !== 'K.W.')

const holdPast = async (made: AdvisoryGroup): Promise<DocumentId> => {
  const held = (title: string, month: number, date: number) => ({
    title,
    from: Date.UTC(2018, month, date, 14),
  })
  await hold(made, { ...held('Opening session', 4, 24), present: [] })
  await hold(made, {
    ...held('Preparatory session', 4, 28),
    present: ['M.S.', 'L.H.', 'C.R.', 'T.N.'],
  })
  const first = await hold(made, {
    ...held('First regular session', 5, 2),
    late: day,
    present: ['M.S.', 'L.H.', 'C.R.', 'T.N.', 'P.J.', 'V.S.'],
  })
  await approveMinutes(made, first, {
    ...{ at: Date.UTC(2018, 5, 9, 15), number: '2018/1', edition: 'Version 2' },
  })
  const extra = await hold(made, {
    ...held('Extra session on the CSW62 outcome', 5, 9),
    present: ['K.W.', 'M.S.', 'L.H.', 'C.R.', 'T.N.', 'V.S.', 'E.G.'],
    alternate: ['A.D.', 'E.G.'],
  })
  await approveMinutes(made, extra, { at: Date.UTC(2018, 5, 12, 15), number: '2018/2' })
  const second = await hold(made, {
    ...held('Second regular session', 5, 12),
    present: ['K.W.', 'M.S.', 'L.H.', 'C.R.', 'T.N.'],
    marked: ['V.S.'],
    deferred: meetingWords.left,
  })
  return second
}

/** Minutes that wait for their approval, with two corrections and an action item. */
const circulate = async (made: AdvisoryGroup, minutes: DocumentId): Promise<void> => {
  const core = made.core('K.W.')
  const last = core.page(minutes).blocks.length
  await core.edit(minutes, [
    { new: 'The group met.', after: last, kind: 'num1' },
    { new: 'Send the wording on the regional observatory', after: last + 1, kind: 'action' },
    { states: { owner: made.member('L.H.'), due: '2018-09-15' }, block: last + 2 },
  ])
  await core.answers['minutes.circulate']({ minutes, until: null })
  await made.meet('K.W.', 'M.S.')
  await made.core('M.S.').edit(minutes, [
    { amend: 'The group met twice.', block: last + 1 },
    { amend: 'Send wording', block: last + 2 },
  ])
  await made.meet('K.W.', 'M.S.')
}

type Papers = Record<'minutes' | 'strategy' | 'asked' | 'protocol', DocumentId>

const callNext = async (made: AdvisoryGroup, papers: Papers) => {
  const core = made.core('K.W.')
  const { answers } = core
  const words = meetingWords
  const agenda = await planMeeting(made, words.next, [
    ...[words.minutes, words.strategy, words.amendments, words.examples, words.protocol],
    words.other,
  ])
  await core.edit(agenda, [
    { kind: 'num2', block: 3 },
    { kind: 'num2', block: 4 },
  ])
  const ids = core.page(agenda).blocks.map(({ id }) => id!)
  const items = {
    ...{ minutes: ids[0]!, strategy: ids[1]!, amendments: ids[2]! },
    ...{ examples: ids[3]!, protocol: ids[4]!, other: ids[5]! },
  }
  const set = (
    block: BlockId,
    minutes: number | null,
    by: Handle | null,
    paper: DocumentId | null = null,
    ask?: string,
  ) =>
    answers['meetings.setItem']({
      ...{ agenda, block, minutes, presenter: by && made.member(by) },
      ...{ papers: paper ? [paper] : [], ...(ask && { ask }) },
    })
  await set(items.minutes, 5, 'K.W.', papers.minutes)
  await set(items.strategy, null, 'M.S.', papers.strategy)
  await set(items.amendments, 25, null)
  await set(items.examples, 15, null, papers.asked)
  const input = 'Take note of draft 1 and decide on the group’s input to CEJIL.'
  await set(items.protocol, 25, 'C.R.', papers.protocol, input)
  await set(items.other, 5, 'K.W.')
  await answers['meetings.place']({ agenda, place: 'Voice call, link by phone.', circle: null })
  const from = Date.UTC(2018, 8, 20, 14)
  await answers['meetings.call']({
    ...{ agenda, from, until: from + 90 * minute, languages: ['en', 'es', 'ar'] },
    zones: ['Africa/Nairobi', 'America/Guatemala', 'Asia/Kolkata', 'Pacific/Port_Moresby'],
  })
  return { agenda, items }
}

/** An item that a circle has, before the last one. */
const closeItem = async (made: AdvisoryGroup, agenda: DocumentId, after: BlockId) => {
  const { answers } = made.core('K.W.')
  const circle = await answers['circles.create']({ group: made.group, name: 'Safety' })
  for (const handle of ['L.H.', 'C.R.'] as const)
    await answers['circles.bring']({ circle, member: made.member(handle), role: 'member' })
  const title = meetingWords.travel
  await answers['meetings.closeItem']({ agenda, after, circle, title, minutes: 15 })
  return circle
}

const free: Partial<Record<Handle, string>> = {
  'K.W.': 'ymyyyn',
  'M.S.': 'yynyyn',
  'L.H.': 'yyyyyn',
  'C.R.': 'yynyyn',
  'T.N.': 'ynyyny',
  'P.J.': 'ymyymy',
  'V.S.': 'nmymnn',
}
const freeWords: Record<string, FreeAnswer> = { y: 'yes', m: 'maybe', n: 'no' }

const findDate = async (made: AdvisoryGroup) => {
  const { answers } = made.core('K.W.')
  const agenda = await planMeeting(made, meetingWords.dates, ['Work of the group'])
  const slots = [27, 27, 28, 29, 29, 30].map((date, at) => {
    const from = Date.UTC(2018, 10, date, [12, 17, 6, 12, 17, 6][at])
    return { from, until: from + 90 * minute }
  })
  const { poll } = await answers['meetings.dates']({ agenda, slots })
  return { agenda, poll }
}

/** The members answer the call and the dates. A.D. is represented, and E.G. says nothing. */
const answerAll = async (
  made: AdvisoryGroup,
  agenda: DocumentId,
  dates: { agenda: DocumentId; poll: EntryId },
): Promise<void> => {
  await made.meet('K.W.', ...others)
  for (const [handle, letters] of Object.entries(free) as [Handle, string][]) {
    const { answers } = made.core(handle)
    await answers['meetings.coming']({ agenda, answer: 'coming', alternate: null })
    const slots = Array.from(letters, letter => freeWords[letter]!)
    const zone = handle === 'M.S.' ? 'America/New_York' : null
    await answers['meetings.free']({ ...dates, slots, zone })
  }
  const apology = { answer: 'apology', alternate: made.member('E.G.') } as const
  await made.core('A.D.').answers['meetings.coming']({ agenda, ...apology })
  await made.meet('K.W.', ...others)
}

/** The profile of the chair. `member`: the folder of V.S., who has no office. */
export const meetingsSeed = groupSeed(
  handles,
  async made => {
    const { group } = made
    const minutes = await holdPast(made)
    made.before(8)
    await circulate(made, minutes)
    const share = (title: string): Promise<DocumentId> =>
      made.share('recommendations', title, [{ new: 'Protect all.', after: 0, kind: 'num1' }])
    const strategy = await share('Strategy of support for women human rights defenders')
    const protocol = await share('Protocolo de La Esperanza')
    const asked = await share('Follow-up to CSW62, paragraph 42')
    const next = await callNext(made, { minutes, strategy, asked, protocol })
    const circle = await closeItem(made, next.agenda, next.items.protocol)
    const dates = await findDate(made)
    const where = { agenda: next.agenda, block: next.items.examples }
    const asking = askingOf(asked, { words: meetingWords.question, where })
    const { decision } = await made.core('K.W.').answers['decisions.ask'](asking)
    made.before(1)
    await answerAll(made, next.agenda, dates)
    const session = await holdSession(made, next, decision)
    const member = made.device('V.S.').directory
    return { group, ...next, circle, papers: { asked, protocol }, ...session, member }
  },
  { roles: { 'M.S.': 'rapporteur', 'E.G.': 'alternate' } },
)

type Made = Awaited<ReturnType<typeof meetingsSeed>>['seeded']

/** The profile of a member without an office. */
export const memberSeed: typeof meetingsSeed = async () => {
  const { now, seeded } = await meetingsSeed()
  return { directory: seeded.member, now, seeded }
}

/** A copy of a profile, which has heard of the session. */
const inSession = (before: typeof meetingsSeed): Seed<Made> =>
  seedOf(async home => {
    const { directory: closed, now, seeded } = await before()
    const directory = join(home, 'profile')
    cpSync(closed, directory, { recursive: true })
    const { core } = openDevice(directory, { now })
    await core.answers['profile.unlock']({ passphrase })
    await readFile(core, seeded.files.session)
    await core.close()
    return { directory, now, seeded }
  })
export const sessionSeed = inSession(meetingsSeed)
export const memberSessionSeed = inSession(memberSeed)
