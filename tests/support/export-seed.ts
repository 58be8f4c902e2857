// The advisory group with texts that leave as files: minutes with every kind of row of the list, and others that name
// members, nobody or a respondent, have changes or lines without words, or were adopted.
import type { Core } from '#core'
import type { GroupId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { askingOf } from './deciding.ts'

/** The titles of the texts. */
export const exportTitles = {
  minutes: 'Minutes, second regular session',
  naming: 'Statement on the next session',
  plain: 'Statement on shrinking spaces',
  respondent: 'Field assessment, two provinces',
  changed: 'Follow-up to CSW62',
  empty: 'Annex: country examples',
  agenda: 'Third regular session',
  adopted: 'Strategy of support',
} as const

const numbered = (lines: readonly string[]): object[] =>
  lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))

/** Words of the minutes that a circle reads alone. */
export const withheld = 'Two defenders in one town ask for protection.'

const shareMinutes = async (made: AdvisoryGroup, circle: GroupId): Promise<void> => {
  const [chair, other] = [made.member('K.W.'), made.member('L.H.')]
  const lines = [
    'The group met twice.',
    'It welcomed the annual report.',
    'It asked for a shorter text.',
    ' gave the floor to Ms Rao.',
    ' agreed with A.D. on the second point.',
    ' closed the list of speakers.',
    withheld,
  ]
  const document = await made.share('minutes', exportTitles.minutes, [
    ...numbered(lines),
    { new: 'Send the text to the members.', after: lines.length, kind: 'action' },
    { states: { owner: chair }, block: lines.length + 1 },
    { who: chair, block: 4, at: 0 },
    { who: other, block: 5, at: 0 },
    { states: { naming: 'named' }, block: 5 },
    { who: chair, block: 6, at: 0 },
    { footnote: 'See the annual report.', block: 2, at: 10 },
    { footnote: 'See the report of A.D.', block: 3, at: 10 },
    { bracket: 2 },
    { bracket: 3 },
  ])
  const block = made.block(document, withheld)
  await made.core('K.W.').answers['restricted.put']({ document, block, circle })
}

const shareChanged = async (made: AdvisoryGroup): Promise<void> => {
  const [chair, other] = [made.core('K.W.'), made.core('M.S.')]
  const lines = [
    'Note paragraph 42 of the agreed conclusions;',
    'Combat impunity;',
    'Recall earlier work;',
    'Publish each year.',
  ]
  const document = await made.share('statement', exportTitles.changed, numbered(lines))
  const meet = () => made.meet('K.W.', 'M.S.')
  const name = (words: string) => chair.answers['history.name']({ document, name: words })
  await name('Draft 1')
  await chair.edit(document, [
    { delete: 'Note'.length, block: 1, at: 0 },
    { insert: 'Build on', block: 1, at: 0 },
    { remove: 3 },
  ])
  await meet()
  await other.edit(document, [{ insert: ' and violence', block: 2, at: 'Combat impunity'.length }])
  await meet()
  made.before(1)
  await name('Draft 2')
  await chair.edit(document, [{ insert: 'Then: ', block: 3, at: 0 }])
  await meet()
  await other.edit(document, [
    { insert: 'Always ', block: 2, at: 0 },
    { comment: 'Is this enough?', block: 1, from: 0, to: 5 },
    { suggestRemoval: 3 },
  ])
  await meet()
}

const shareOthers = async (made: AdvisoryGroup): Promise<void> => {
  const { answers } = made.core('K.W.')
  await made.share('statement', exportTitles.naming, numbered(['M.S. and L.H. prepare it.']))
  await made.share('statement', exportTitles.plain, numbered(['Spaces shrink.']))
  const respondent = ['Two villages were asked.', 'One answer says so (J-07).']
  const document = await made.share('assessment', exportTitles.respondent, numbered(respondent))
  const consent = { code: 'J-07', scope: 'group', until: null, what: '' } as const
  await answers['consents.put']({ document, ...consent })
  await made.share('statement', exportTitles.empty, [
    { new: 'Context', after: 0, kind: 'h1' },
    { new: '', after: 1, kind: 'bullet1' },
    { new: '', after: 2, kind: 'num1' },
    { new: '', after: 3, kind: 'num2' },
  ])
}

/** An agenda with an item for members of the circle alone. */
const planMeeting = async (made: AdvisoryGroup, circle: GroupId): Promise<void> => {
  const { answers } = made.core('K.W.')
  const planned = { group: made.group, title: exportTitles.agenda, language: 'en' } as const
  const { agenda } = await answers['meetings.create'](planned)
  const closed = { title: 'Protection of members', minutes: 15 }
  await answers['meetings.closeItem']({ agenda, after: null, circle, ...closed })
}

const adopt = async (made: AdvisoryGroup): Promise<void> => {
  const document = await made.share('statement', exportTitles.adopted, numbered(['Support all.']))
  const { decision } = await made.core('K.W.').answers['decisions.ask'](askingOf(document))
  await made.meet('K.W.', 'M.S.')
  const support = { decision, choice: 'support' as const, reason: '', reservations: [] }
  await made.core('M.S.').answers['decisions.position'](support)
  await made.meet('K.W.', 'M.S.')
  await made.core('K.W.').answers['decisions.close']({ decision })
  await made.core('K.W.').answers['decisions.declare']({ decision, number: '2018/2' })
  await made.meet('K.W.', 'M.S.')
  for (const by of ['K.W.', 'M.S.'] as const)
    await made.core(by).answers['decisions.sign']({ decision, as: '' })
  await made.meet('K.W.', 'M.S.')
}

/** The profile of the chair. */
export const exportSeed = groupSeed(['K.W.', 'M.S.', 'L.H.'], async made => {
  const { group } = made
  made.before(2)
  const circle = await made.core('K.W.').answers['circles.create']({ group, name: 'Safety' })
  await adopt(made)
  await shareMinutes(made, circle)
  await shareOthers(made)
  await planMeeting(made, circle)
  await shareChanged(made)
  return {}
})

/** The group wants a second look at files that leave. */
export const lookTwice = async ({ answers }: Core): Promise<void> => {
  for (const { id: group } of await answers['groups.list'](undefined))
    await answers['exports.setRule']({ group, isNeeded: true })
}
