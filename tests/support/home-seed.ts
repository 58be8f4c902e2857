// The advisory group on a day on which much waits for its chair: a question, corrections to minutes, amendments, own
// suggestions that others settled, an action item, the next meeting, and texts that others changed.
import type { DocumentId, MemberId } from '#shared/ids'
import { type AdvisoryGroup, exampleNow, groupSeed, type Handle } from './advisory-group.ts'
import { askingOf } from './deciding.ts'

/** Words that the tests look for. */
export const homeWords = {
  question: 'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42?',
  action: 'Check every quotation from paragraph 42 against the agreed conclusions',
  asked: 'Follow-up to CSW62, paragraph 42',
  changed: 'Strategy of support for women human rights defenders',
  unread: 'Annex: country examples',
  open: 'Advice on civic space',
  adopted: 'Statement on the right to assemble',
  own: 'Statement on shrinking spaces',
  private: 'Notes for the session',
} as const

const hour = 3_600_000
const numbered = (...lines: string[]): object[] =>
  lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))
/** They gave their position. C.R. gave none. */
const heard = ['M.S.', 'L.H.'] as const
const handles = ['K.W.', ...heard, 'C.R.'] as const satisfies readonly Handle[]

const callMeeting = async (made: AdvisoryGroup, title: string, from: number) => {
  const { answers } = made.core('K.W.')
  const planned = { group: made.group, title, language: 'en' } as const
  const { agenda } = await answers['meetings.create'](planned)
  const zones = ['America/New_York']
  await answers['meetings.call']({ agenda, from, until: from + hour, zones, languages: ['en'] })
  return agenda
}

/** A session with minutes, to which two corrections are asked for. */
const holdMeeting = async (made: AdvisoryGroup): Promise<void> => {
  const chair = made.core('K.W.')
  const { answers } = chair
  const agenda = await callMeeting(made, 'Second regular session', exampleNow - 480 * hour)
  const { minutes } = await answers['meetings.open']({ agenda })
  const members: MemberId[] = handles.map(made.member, made)
  await answers['meetings.present']({ agenda, members, state: 'present' })
  for (const item of (await answers['meetings.get']({ agenda })).undecided)
    await answers['meetings.item']({ ...item, state: 'noted' })
  await answers['meetings.end']({ agenda })
  const last = chair.page(minutes).blocks.length
  await chair.edit(minutes, [
    { new: 'The group met.', after: last, kind: 'num1' },
    { new: homeWords.action, after: last + 1, kind: 'action' },
    { states: { owner: made.member('K.W.') }, block: last + 2 },
  ])
  await answers['minutes.circulate']({ minutes, until: null })
  await made.meet('K.W.', 'M.S.')
  await made.core('M.S.').edit(minutes, [
    { amend: 'The group met twice.', block: last + 1 },
    { amend: 'Check each quotation', block: last + 2 },
  ])
}

/** M.S. accepts two suggestions of the chair and rejects two, L.H. accepts one of the latter, and one waits. */
const settleOwn = async (made: AdvisoryGroup): Promise<void> => {
  const chair = made.core('K.W.')
  const lines = ['Towns', 'Schools', 'Clubs', 'Unions', 'Media'].map(
    words => `${words} have less room.`,
  )
  const document = await made.share('statement', homeWords.own, numbered(...lines))
  await chair.edit(
    document,
    lines.map((_, at) => ({ suggest: { insert: 'All ' }, block: at + 1, at: 0 })),
  )
  await chair.answers['history.markRead']({ document })
  await made.meet('K.W.', 'M.S.', 'L.H.')
  const waiting = await chair.answers['suggestions.words']({ document })
  const settle = (by: Handle, verdict: 'accept' | 'reject', ...those: number[]) =>
    made.core(by).edit(
      document,
      those.map(each => ({ [verdict]: waiting[each]!.id })),
    )
  await settle('M.S.', 'accept', 0, 1)
  await settle('M.S.', 'reject', 2, 3)
  await settle('L.H.', 'accept', 3)
}

const ask = async (made: AdvisoryGroup): Promise<void> => {
  const document = await made.share('statement', homeWords.asked, numbered('Integrate gender.'))
  const asking = askingOf(document, { words: homeWords.question }, 3)
  const { decision } = await made.core('K.W.').answers['decisions.ask'](asking)
  await made.meet('K.W.', ...heard)
  for (const by of heard)
    await made
      .core(by)
      .answers['decisions.position']({
        ...{ decision, choice: 'support', reason: '', reservations: [] },
      })
}

const adopt = async (made: AdvisoryGroup): Promise<DocumentId> => {
  const document = await made.share('statement', homeWords.adopted, numbered('All may assemble.'))
  const { answers } = made.core('K.W.')
  const { decision } = await answers['decisions.ask'](askingOf(document))
  await answers['decisions.position']({
    ...{ decision, choice: 'support', reason: '', reservations: [] },
  })
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number: '2018/1' })
  return document
}

const shareOf = async (made: AdvisoryGroup, by: Handle, title: string): Promise<void> => {
  const { answers } = made.core(by)
  const wanted = { group: made.group, kind: 'statement', title, language: 'en' } as const
  const document = await answers['documents.create']({ ...wanted, template: 'none' })
  await made.core(by).edit(document, numbered('Less room in each country.'))
  await answers['documents.share']({ document })
}

/** The profile of the chair. */
export const homeSeed = groupSeed(handles, async made => {
  const other = made.core('M.S.')
  made.before(20)
  await holdMeeting(made)
  await callMeeting(made, 'Third regular session', exampleNow + 48 * hour)
  await settleOwn(made)
  await ask(made)
  const adopted = await adopt(made)
  await made
    .core('K.W.')
    .answers['documents.create']({
      ...{ group: made.group, kind: 'statement', title: homeWords.private, language: 'en' },
    })
  const open = await made.share(
    'recommendations',
    homeWords.open,
    numbered('States act.', 'Less room is left.'),
  )
  const changed = await made.share('recommendations', homeWords.changed, numbered('Protect all.'))
  for (const document of [adopted, open, changed])
    await made.core('K.W.').answers['history.markRead']({ document })
  await made.meet('K.W.', ...heard)
  made.before(1)
  await shareOf(made, 'M.S.', homeWords.unread)
  await other.edit(adopted, [{ comment: 'It was read out.', block: 1, from: 0, to: 3 }])
  await other.edit(open, [
    { amend: 'All States act.', block: 1 },
    { amend: 'At once.', block: 2 },
    { suggestRemoval: 2 },
  ])
  await made.meet('K.W.', 'M.S.')
  await made.core('K.W.').answers['history.markRead']({ document: open })
  made.before(1 / 12)
  await other.edit(changed, [{ insert: 'Always ', block: 1, at: 0 }])
  await made.meet('K.W.', 'M.S.')
  return {}
})
