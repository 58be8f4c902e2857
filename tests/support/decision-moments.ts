// Acts of the chair of decision-seed.ts before a page is there.
import type { Core } from '#core'
import { grantOf } from './core.ts'
import { askingOf } from './deciding.ts'
import { decisionSeed, lines } from './decision-seed.ts'

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
  reopenedForObjection: all(giveOwn, close, acting(reads('objection')), reopen),
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
