// The advisory group with people outside who answered: replies to a text that was sent to them, and respondents of an
// assessment by their codes.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Core } from '#core'
import type { DocumentId } from '#shared/ids'
import type { ReplyRound } from '#shared/reply'
import { type AdvisoryGroup, dayAfter, groupSeed } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { replyFile, replyTo, roundOnPage } from './reply.ts'

/** The text that people outside answered, and the one whose respondents have codes. */
export const outsideTitles = {
  asked: 'Statement on shrinking spaces for civil society',
  assessment: 'Strategy of support for women human rights defenders: recommendations',
} as const

const protect = 'Encourage Governments to adopt laws that protect women human rights defenders.'
const include = 'Include a representative of civil society in each delegation;'

const network = {
  ...{ name: 'Imany Ba', organisation: 'Sahel Women Defenders Network' },
  answers: [
    {
      ...{ part: 1, comment: 'Laws are not enough without funds.' },
      wording: `${protect.slice(0, -1)} and fund their application.`,
    },
    {
      ...{ part: 2, comment: '' },
      wording: 'Include at least two representatives of civil society in each delegation;',
    },
  ],
}
const clinic = {
  ...{ id: 'cd'.repeat(16), name: '', organisation: '', naming: 'withheld' as const },
  answers: [
    {
      ...{ part: 0, wording: null },
      comment: 'Please say who pays for relocation.\nNobody in our district knows.',
    },
    { part: 1, comment: 'أضيفوا المدافعات في المناطق الريفية.', wording: null },
  ],
}

/** The path of a reply to that page. */
export const replyBeside = async (
  page: string,
  fields: Parameters<typeof replyTo>[1] = network,
): Promise<string> => {
  const told: ReplyRound = roundOnPage(readFileSync(page, 'utf8'))
  const path = `${page} ${fields.name ?? ''}`
  writeFileSync(path, await replyFile(told, replyTo(told, fields)))
  return path
}

const shareNumbered = (
  made: AdvisoryGroup,
  kind: 'statement' | 'assessment',
  title: string,
  lines: readonly string[],
): Promise<DocumentId> =>
  made.share(
    kind,
    title,
    lines.map((words, at) => ({ new: words, after: at, kind: 'num1' })),
  )

/** Two members answer the reply about the second paragraph, of whom neither has heard of the other. */
const askOutside = async (made: AdvisoryGroup): Promise<void> => {
  const { core, directory } = made.device('K.W.')
  const { answers, edit } = core
  const document = await shareNumbered(made, 'statement', outsideTitles.asked, [protect, include])
  const page = join(dirname(directory), 'page.html')
  await answers['consultations.begin']({
    ...{ document, question: 'What is missing for defenders outside capitals?' },
    ...{ until: '30 September', file: grantOf(core, page) },
  })
  for (const reply of [network, clinic]) {
    const file = grantOf(core, await replyBeside(page, reply))
    await answers['consultations.import']({ document, file })
  }
  await made.meet('K.W.', 'M.S.')
  const { rounds } = await answers['consultations.list']({ document })
  const answerTo = (comment: string): string =>
    rounds[0]!.answers.find(each => each.comment === comment)!.id
  const triage = (
    by: Core,
    comment: string,
    state: 'accepted' | 'partly' | 'declined',
    response: string,
  ) => by.answers['consultations.triage']({ document, answer: answerTo(comment), state, response })
  const [first, second] = network.answers
  await triage(core, first!.comment, 'accepted', 'Taken up as an amendment.')
  await triage(core, second!.comment, 'partly', 'One, with an alternate.')
  await triage(made.core('M.S.'), second!.comment, 'declined', '')
  await edit(document, [
    { delete: 1, block: 2, at: 8 },
    { insert: 'one', block: 2, at: 8 },
  ])
  await made.meet('K.W.', 'M.S.')
}

const recordConsents = async (made: AdvisoryGroup): Promise<void> => {
  const document = await shareNumbered(made, 'assessment', outsideTitles.assessment, [
    'One fled from the town (R1).',
    'Two stayed there (R2, R4).',
  ])
  await made.meet('K.W.', 'M.S.')
  const put = (
    by: 'K.W.' | 'M.S.',
    code: string,
    scope: 'outside' | 'withdrawn',
    until: string | null = null,
    what = '',
  ) => made.core(by).answers['consents.put']({ document, code, scope, until, what })
  await put('K.W.', 'R1', 'outside', dayAfter(280), 'Her words, without the name of the town.')
  await put('K.W.', 'R2', 'withdrawn')
  await put('M.S.', 'R2', 'outside')
  await put('K.W.', 'R3', 'outside', dayAfter(-17))
  await made.meet('K.W.', 'M.S.')
}

/** The profile of the chair. */
export const outsideSeed = groupSeed(['K.W.', 'M.S.'], async made => {
  made.before(12)
  await askOutside(made)
  await recordConsents(made)
  return {}
})
