// A country group whose chair hands over: open matters of each kind, and an adopted record that may go to a wider group.
import type { DocumentId, GroupId } from '#shared/ids'
import { type AdvisoryGroup, dayAfter, exampleNow, groupSeed } from './advisory-group.ts'
import { askingOf } from './deciding.ts'

const day = 86_400_000

/** The lines of the record, as the group reads them. */
export const recordLines = {
  met: 'The Alliance for the Access of Women to Justice met officials of the ministry.',
  asked: ' asked about research protocols that are sensitive to gender.',
  withheld: 'The two cases of June were named.',
} as const

const numbered = (lines: readonly string[]): object[] =>
  lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))

export const recordQuestion = 'Do we adopt the record?'

/** A record that names a member for the group alone, with a paragraph that a circle reads. */
const adoptRecord = async (made: AdvisoryGroup, circle: GroupId): Promise<void> => {
  const { answers } = made.core('K.W.')
  const { met, asked, withheld } = recordLines
  const title = 'Record of the meeting with officials on the regional observatory'
  const document = await made.share('officials', title, [
    ...numbered([met, asked, withheld]),
    { who: made.member('L.H.'), block: 2, at: 0 },
    { naming: 'none' },
  ])
  const block = made.block(document, withheld)
  await answers['restricted.put']({ document, block, circle })
  const { decision } = await answers['decisions.ask'](askingOf(document, { words: recordQuestion }))
  await made.meet('K.W.', 'L.H.')
  const support = { decision, choice: 'support' as const, reason: '', reservations: [] }
  await made.core('L.H.').answers['decisions.position'](support)
  await made.meet('K.W.', 'L.H.')
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number: '2018/2' })
}

const shareMinutes = (made: AdvisoryGroup): Promise<DocumentId> =>
  made.share('minutes', 'Minutes, second regular session', [
    { new: 'Check every quotation from paragraph 42.', after: 0, kind: 'action' },
    { states: { owner: made.member('K.W.'), due: dayAfter(5) }, block: 1 },
  ])

const askAboutText = async (made: AdvisoryGroup): Promise<void> => {
  const lines = ['The Advisory Group recommends a safe and enabling environment in every region.']
  const document = await made.share('recommendations', 'Strategy of support', numbered(lines))
  await made.core('K.W.').answers['decisions.ask'](askingOf(document))
}

const callMeeting = async (made: AdvisoryGroup): Promise<void> => {
  const { answers } = made.core('K.W.')
  const { agenda } = await answers['meetings.create']({
    ...{ group: made.group, title: 'Third regular session', language: 'en' },
  })
  const from = exampleNow + 7 * day
  const zones = ['Europe/Rome']
  await answers['meetings.call']({ agenda, from, until: from + day / 24, zones, languages: [] })
}

/** The profile of the chair, who convenes a circle of one, and is alone in the wider group. */
export const handOverSeed = groupSeed(
  ['K.W.', 'L.H.', 'P.J.'],
  async made => {
    const { group } = made
    const { answers } = made.core('K.W.')
    made.before(20)
    const circle = await answers['circles.create']({ group, name: 'Safety' })
    await shareMinutes(made)
    await callMeeting(made)
    await adoptRecord(made, circle)
    await askAboutText(made)
    await answers['documents.create']({
      ...{ group, kind: 'statement', title: 'Statement on shrinking spaces', language: 'en' },
    })
    await answers['groups.create']({
      ...{ name: 'Arab States regional group', handle: 'K.W.', level: 'regional', language: 'ar' },
    })
    await made.meet('K.W.', 'L.H.', 'P.J.')
    return {}
  },
  { level: 'country' },
)
