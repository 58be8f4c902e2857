// The advisory group with texts that leave as files: minutes with every kind of row of the list, and others that name
// members, nobody or a respondent, have changes or lines without words, came from a file, or were adopted.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Core } from '#core'
import type { GroupId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { askingOf } from './deciding.ts'
import { importInto } from './import-into.ts'
import { png } from './pictures.ts'
import { comment, commented, paragraph, run, wordFile } from './word-file.ts'

/** The titles of the texts. */
export const exportTitles = {
  minutes: 'Minutes, second regular session',
  naming: 'Statement on the next session',
  plain: 'Statement on shrinking spaces',
  respondent: 'Field assessment, two provinces',
  changed: 'Follow-up to CSW62',
  imported: 'Advice on civic space',
  empty: 'Annex: country examples',
  agenda: 'Third regular session',
  adopted: 'Strategy of support',
} as const

const numbered = (lines: readonly string[]): object[] =>
  lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))

/** Words of the minutes that a circle reads alone. */
export const withheld = 'Two defenders in one town ask for protection.'

/** The path of a file beside the profile of the chair. */
const fileOf = (made: AdvisoryGroup, name: string, bytes: Uint8Array): string => {
  const path = join(dirname(made.device('K.W.').directory), name)
  writeFileSync(path, bytes)
  return path
}

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
  const core = made.core('K.W.')
  const path = fileOf(made, 'hall.png', png({ width: 24, height: 12 }))
  await core.answers['figures.insert']({
    ...{ document, after: made.block(document, 'Send the text to the members.') },
    ...{ file: grantOf(core, path), caption: 'The hall', alternative: 'People in a hall.' },
  })
  await made.meet('K.W.', 'M.S.')
  await made.core('M.S.').edit(document, [{ amend: 'The group met once.', block: 1 }])
  await made.meet('K.W.', 'M.S.')
  const block = made.block(document, withheld)
  await core.answers['restricted.put']({ document, block, circle })
}

const shareChanged = async (made: AdvisoryGroup): Promise<void> => {
  const [chair, other] = [made.core('K.W.'), made.core('M.S.')]
  const lines = [
    'Note paragraph 42 of the agreed conclusions;',
    'Combat impunity;',
    'Recall earlier work;',
    'Publish each year.',
    'Report each spring.',
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
  await chair.edit(document, [
    { insert: 'Then: ', block: 3, at: 0 },
    { footnote: 'See the report of 2018.', block: 3, at: 'Then: '.length },
    { format: 'bold', block: 1, from: 0, to: 5 },
    { move: 4, after: 1 },
  ])
  await meet()
  await other.edit(document, [
    { insert: 'Always ', block: 3, at: 0 },
    { comment: 'Is this enough?', block: 1, from: 0, to: 5 },
    { suggestRemoval: 4 },
  ])
  await meet()
}

/** A text from a file with a comment of R.K., and more changes since then than a screen shows. */
const importText = async (made: AdvisoryGroup): Promise<void> => {
  const core = made.core('K.W.')
  const { group } = made
  const bytes = wordFile(paragraph(commented(0, run('Spaces shrink.'))), {
    comments: comment({ id: 0, author: 'R.K.', last: '01' }, 'Where?'),
  })
  const file = grantOf(core, fileOf(made, `${exportTitles.imported}.docx`, bytes))
  const wanted = { group, kind: 'statement', file, comments: 'threads' } as const
  const { document } = await importInto(core, wanted)
  await core.answers['history.name']({ document, name: 'As it came' })
  await core.edit(document, numbered(Array.from({ length: 301 }, (_, at) => `Sentence ${at}.`)))
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
  await importText(made)
  return {}
})

/** The group wants a second look at files that leave. */
export const lookTwice = async ({ answers }: Core): Promise<void> => {
  for (const { id: group } of await answers['groups.list'](undefined))
    await answers['exports.setRule']({ group, isNeeded: true })
}
