// The question of the mockups in the advisory group: five of nine members gave a position, an officer wrote down what a sixth
// said, and the chair gave none.
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

/** The profile of the chair. `heard`: a file of the rapporteur, who wrote down what the chair said. */
export const decisionSeed = groupSeed(handles, async made => {
  const { group } = made
  const { answers } = made.core('K.W.')
  made.before(6)
  await answers['members.setRole']({
    ...({ group, member: made.member('M.S.'), role: 'rapporteur' } as const),
  })
  const document = await made.share(
    'statement',
    'Follow-up to CSW62, paragraph 42',
    lines.map((words, at) => ({ new: words, after: at, kind: 'num1' })),
  )
  const words = 'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42?'
  const asking = askingOf(document, { words, until: exampleNow + 10 * 86_400_000 }, 6)
  const { decision } = await answers['decisions.ask'](asking)
  await made.meet(...handles)
  const block = made.block(document, lines[3])
  made.before(4)
  await give(made, decision, 'M.S.', 'support', 'It keeps agreed language.')
  await give(made, decision, 'C.R.', 'support', 'It fits the Protocolo de La Esperanza.')
  await give(made, decision, 'P.J.', 'reservations', 'It must not expose defenders.', block)
  await give(made, decision, 'T.N.', 'aside', 'I could not consult my network in time.')
  await give(made, decision, 'L.H.', 'abstain', 'I drafted part of the report this refers to.')
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
  return { group, document, decision, block, heard: await made.write('M.S.', group) }
})

type Seeded = Awaited<ReturnType<typeof decisionSeed>>['seeded']

/** The words that the rapporteur wrote down for the chair come in. */
export const hearsOf = async (core: Core, { heard }: Seeded): Promise<void> =>
  void (await core.answers['exchange.read']({ file: grantOf(core, heard) }))

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

/** The moments of the question, by what the chair does before them. */
export const decisionMoments = {
  given: giveOwn,
  heard: acting(hearsOf),
  closed: all(giveOwn, close),
  notCounted: all(close, giveOwn),
  reopened: all(giveOwn, close, reopen),
  withdrawn: acting(async ({ answers }, { decision }) =>
    answers['decisions.withdraw']({ decision, reason: 'M.S. found a better wording.' }),
  ),
} satisfies Record<string, Act>
