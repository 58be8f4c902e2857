// The question of the mockups in the advisory group: five of nine members gave a position, an officer wrote down what a sixth
// said, and the chair gave none. Acts of others that the chair has not heard of come by files.
import type { Core } from '#core'
import type { DecisionChoice } from '#shared/contract'
import type { ActId, BlockId } from '#shared/ids'
import {
  type AdvisoryGroup,
  exampleNow,
  groupSeed,
  type Handle,
  handles,
} from './advisory-group.ts'
import { grantOf } from './core.ts'
import { askingOf } from './deciding.ts'

const lines = [
  'Recalling the agreed conclusions of the sixty-second session of the Commission on the Status of Women, paragraph 42,',
  'Noting that defenders in rural areas are far from courts, newsrooms and roads,',
  'The Advisory Group welcomes that the Commission urged Governments to protect women human rights defenders in rural areas.',
  'UN Women should ask Governments to report on the steps they take to ensure that violations or abuses are promptly and impartially investigated.',
  'UN Women should support networks of defenders with funds that arrive without delay.',
  'The Group will review the steps that were taken at its next regular session.',
] as const

export const spoken = 'Ready to support. It is time to send this.'

const give = async (
  made: AdvisoryGroup,
  decision: ActId,
  by: Handle,
  choice: DecisionChoice,
  words: string,
  block?: BlockId,
): Promise<void> =>
  made
    .core(by)
    .answers['decisions.position']({
      ...{ decision, choice, reason: block ? '' : words },
      reservations: block ? [{ block, words, as: '' }] : [],
    })

/** Puts the text of the mockups to a decision. */
const putToDecision = async (made: AdvisoryGroup, more: readonly object[] = []) => {
  made.before(6)
  const document = await made.share('statement', 'Follow-up to CSW62, paragraph 42', [
    ...lines.map((words, at) => ({ new: words, after: at, kind: 'num1' })),
    ...more,
  ])
  const words = 'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42?'
  const asking = askingOf(document, { words, until: exampleNow + 10 * 86_400_000 }, 6)
  const { decision } = await made.core('K.W.').answers['decisions.ask'](asking)
  return { document, decision, block: made.block(document, lines[3]) }
}

type Asked = Awaited<ReturnType<typeof putToDecision>>

const giveFive = async (made: AdvisoryGroup, { decision, block }: Asked): Promise<void> => {
  await give(made, decision, 'M.S.', 'support', 'It keeps agreed language.')
  await give(made, decision, 'C.R.', 'support', 'It fits the Protocolo de La Esperanza.')
  await give(made, decision, 'P.J.', 'reservations', 'It must not expose defenders.', block)
  await give(made, decision, 'T.N.', 'aside', 'I could not consult my network in time.')
  await give(made, decision, 'L.H.', 'abstain', 'I drafted part of the report this refers to.')
}

/**
 * Files. `changed`: of V.S., who gave another position; `closed`: of the rapporteur, who closed with the first one, and
 * with that of A.D.; `objection`: of E.G., who heard of no close.
 */
const closeApart = async (made: AdvisoryGroup, { decision, block }: Asked) => {
  const { group } = made
  await give(made, decision, 'V.S.', 'support', 'Fine.')
  await made.meet('M.S.', 'V.S.')
  await give(made, decision, 'V.S.', 'reservations', 'With their consent.', block)
  await give(made, decision, 'A.D.', 'support', 'By file.')
  await made.meet('M.S.', 'A.D.')
  await made.core('M.S.').answers['decisions.close']({ decision })
  await give(made, decision, 'E.G.', 'object', 'Reporting by name puts defenders at risk.')
  return {
    changed: await made.write('V.S.', group),
    closed: await made.write('M.S.', group),
    objection: await made.write('E.G.', group),
  }
}

/** The title of the text about which nothing is asked yet. */
export const nextTitle = 'Statement on defenders in rural areas'

/**
 * The profile of the chair. `heard`: a file of the rapporteur, who wrote down what the chair said, and changed the text
 * `next`.
 */
export const decisionSeed = groupSeed(handles, async made => {
  const { group } = made
  await made
    .core('K.W.')
    .answers['members.setRole']({
      ...({ group, member: made.member('M.S.'), role: 'rapporteur' } as const),
    })
  const asked = await putToDecision(made)
  const { decision } = asked
  const next = await made.share('statement', nextTitle, [
    { new: 'Protect all defenders.', after: 0, kind: 'num1' },
  ])
  await made.meet(...handles)
  made.before(4)
  await giveFive(made, asked)
  const hear = (handle: Handle, reason: string) =>
    made
      .core('M.S.')
      .answers['decisions.hear']({
        decision,
        said: [{ member: made.member(handle), choice: 'support', reason }],
      })
  await hear('V.S.', 'Ready to support.')
  await made.meet('K.W.', 'M.S.', 'C.R.', 'P.J.', 'T.N.', 'L.H.')
  await hear('K.W.', spoken)
  await made.core('M.S.').edit(next, [{ insert: 'At once: ', block: 1, at: 0 }])
  const heard = await made.write('M.S.', group)
  return { group, ...asked, next, heard, ...(await closeApart(made, asked)) }
})

/** The profile of the chair, who declared the outcome. Four others signed it. The last line has no words. */
export const signedSeed = groupSeed(handles, async made => {
  const { answers } = made.core('K.W.')
  const asked = await putToDecision(made, [{ new: '', after: lines.length, kind: 'num1' }])
  const { decision } = asked
  await made.meet(...handles)
  made.before(4)
  await giveFive(made, asked)
  await give(made, decision, 'K.W.', 'support', '')
  await made.meet('K.W.', 'M.S.', 'C.R.', 'P.J.', 'T.N.', 'L.H.')
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number: 'D/2018/15' })
  const signers = { 'M.S.': 'The Rapporteur', 'C.R.': '', 'L.H.': '', 'P.J.': '' } as const
  const four = Object.keys(signers) as (keyof typeof signers)[]
  await made.meet('K.W.', ...four)
  for (const each of four)
    await made.core(each).answers['decisions.sign']({ decision, as: signers[each] })
  await made.meet('K.W.', ...four)
  return { group: made.group, ...asked }
})

export const apartWords = ' Small networks come first.'

/** The profile of the chair of two, who closed a question. C.R. wrote in the text before hearing of it. */
export const apartSeed = groupSeed(['K.W.', 'C.R.'], async made => {
  const { answers } = made.core('K.W.')
  const words = lines[4]
  const document = await made.share('statement', 'Follow-up to CSW62, paragraph 42', [
    { new: words, after: 0, kind: 'num1' },
  ])
  await made.meet('K.W.', 'C.R.')
  await made.core('C.R.').edit(document, [{ insert: apartWords, block: 1, at: words.length }])
  const { decision } = await answers['decisions.ask'](askingOf(document))
  await give(made, decision, 'K.W.', 'support', '')
  await answers['decisions.close']({ decision })
  await made.meet('K.W.', 'C.R.')
  return { document, decision }
})

type Seeded = Awaited<ReturnType<typeof decisionSeed>>['seeded']

/** The file comes in. */
const reads =
  (name: 'heard' | 'changed' | 'closed' | 'objection') =>
  async (core: Core, seeded: Pick<Seeded, typeof name>): Promise<void> =>
    void (await core.answers['exchange.read']({ file: grantOf(core, seeded[name]) }))

/** The words that the rapporteur wrote down for the chair come in. */
export const hearsOf = reads('heard')

type Act = (core: Core) => Promise<void>
/** An act of the chair before a page is there. */
const acting =
  (act: (core: Core, seeded: Seeded) => Promise<unknown>): Act =>
  async core =>
    void (await act(core, (await decisionSeed()).seeded))
const reason = 'The objection was given before the close.'
const giveOwn = acting(({ answers }, { decision, block }) =>
  Promise.resolve(
    answers['decisions.position']({
      ...({ decision, choice: 'reservations', reason: '' } as const),
      reservations: [{ block, words: 'It must not name a defender.', as: '' }],
    }),
  ),
)
const close = acting(async ({ answers }, seeded) => answers['decisions.close'](seeded))
const reopen = acting(async ({ answers }, { decision }) =>
  answers['decisions.reopen']({ decision, reason }),
)
const all =
  (...acts: Act[]): Act =>
  async core => {
    for (const act of acts) await act(core)
  }

/** The question is withdrawn, and asked about other words of its text. */
const askAgain = acting(async (core, { decision, document }) => {
  const { answers } = core
  await answers['decisions.withdraw']({ decision, reason: 'E.G. proposed another wording.' })
  const at = lines[3].indexOf(' to report') + ' to report'.length
  const insert = ', with the consent of the defenders concerned,'
  await core.edit(document, [{ insert, block: 4, at }])
  const words = 'Should the Advisory Group adopt the new draft?'
  await answers['decisions.ask'](askingOf(document, { words }, 6))
})

/** No question waits for the chair any more. */
const withdrawFirst = acting(async ({ answers }, { decision }) =>
  answers['decisions.withdraw']({ decision, reason: 'Another text comes first.' }),
)

/** A question about the next text, which has a table. */
const askWithTable = acting(async (core, { next }) => {
  const { answers } = core
  const { length } = lines
  const table = [
    ['Year', 'Funds'],
    ['2019', 'Half of the sum'],
  ]
  await core.edit(next, [
    ...lines.map((words, at) => ({ new: words, after: at + 1, kind: 'num1' })),
    { new: 'Means', after: length + 1, kind: 'h2' },
    { new: 'Funds arrive without delay.', after: length + 2, kind: 'num2' },
    { table, after: length + 3, head: true },
  ])
  await answers['decisions.ask'](askingOf(next))
})

/** The moments of the question, by what the chair does before them. */
export const decisionMoments = {
  given: giveOwn,
  heard: acting(hearsOf),
  closed: all(giveOwn, close),
  notCounted: all(close, giveOwn),
  notCountedElsewhere: all(giveOwn, acting(reads('closed'))),
  twoCloses: all(
    giveOwn,
    acting(reads('changed')),
    close,
    acting(reads('closed')),
    acting(reads('objection')),
  ),
  reopened: all(giveOwn, close, reopen),
  askedAgain: all(giveOwn, askAgain),
  withTable: all(withdrawFirst, askWithTable),
  emptyLines: acting(async (core, { next }) =>
    core.edit(next, [
      { new: '', after: 1, kind: 'num1' },
      { new: 'Means arrive.', after: 2, kind: 'num1' },
      { new: '', after: 3, kind: 'num2' },
      { new: 'Context', after: 4, kind: 'h2' },
      { new: '', after: 5, kind: 'bullet1' },
      { new: 'Courts are far away.', after: 6, kind: 'paragraph' },
    ]),
  ),
  openBrackets: acting(async (core, { next }) =>
    core.edit(next, [
      ...[1, 2, 3].map(after => ({ new: `Words ${after}.`, after, kind: 'num1' })),
      { bracket: 2 },
      { bracket: 4 },
      { amend: 'Other words.', block: 3 },
    ]),
  ),
  withdrawn: acting(async ({ answers }, { decision }) =>
    answers['decisions.withdraw']({ decision, reason: 'M.S. found a better wording.' }),
  ),
} satisfies Record<string, Act>
