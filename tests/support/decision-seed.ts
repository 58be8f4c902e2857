// The question of the mockups in the advisory group: five of nine members gave a position, an officer wrote down what a sixth
// said, and the chair gave none. Acts of others that the chair has not heard of come by files.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { DecisionChoice } from '#shared/contract'
import type { ActId, BlockId } from '#shared/ids'
import {
  type AdvisoryGroup,
  exampleNow,
  groupSeed,
  type Handle,
  handles,
  openDevice,
} from './advisory-group.ts'
import { passphrase } from './archive.ts'
import { grantOf } from './core.ts'
import { askingOf } from './deciding.ts'
import { type Seed, seedOf } from './seeds.ts'
import { openedAt } from './sessions.ts'

/** The lines of that text. */
export const lines = [
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
const putToDecision = async (
  made: AdvisoryGroup,
  { more = [], quorum = 6 }: { more?: readonly object[]; quorum?: number } = {},
) => {
  made.before(6)
  const document = await made.share('statement', 'Follow-up to CSW62, paragraph 42', [
    ...lines.map((words, at) => ({ new: words, after: at, kind: 'num1' })),
    ...more,
  ])
  const words = 'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42?'
  const asking = askingOf(document, { words, until: exampleNow + 10 * 86_400_000 }, quorum)
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
  const asked = await putToDecision(made, {
    more: [{ new: '', after: lines.length, kind: 'num1' }],
  })
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

/** The chair of two gives two positions apart, on two devices. */
export const twoPositionsSeed = groupSeed(['K.W.', 'M.S.'], async made => {
  const { group } = made
  const asked = await putToDecision(made, { quorum: 1 })
  const { decision } = asked
  await made.addDevice('K.W.', 'Phone')
  const { core: other } = openDevice(made.file('Phone'), { now: exampleNow })
  const [given, answer] = [await made.write('K.W.', group), made.file('given')]
  try {
    await other.answers['profile.unlock']({ passphrase })
    await other.answers['exchange.read']({ file: grantOf(other, given) })
    const position = { decision, choice: 'abstain', reason: '', reservations: [] } as const
    await other.answers['decisions.position'](position)
    await other.answers['exchange.write']({ group, for: [], file: grantOf(other, answer) })
  } finally {
    await other.close()
  }
  await give(made, decision, 'K.W.', 'support', '')
  const { answers } = made.core('K.W.')
  await answers['exchange.read']({ file: grantOf(made.core('K.W.'), answer) })
  return { group, ...asked }
})

/** The profile of the chair, who gave a position on a question under the rule of silence. M.S. has seen it. */
export const silenceSeed = groupSeed(['K.W.', 'M.S.', 'L.H.'], async made => {
  const document = await made.share('statement', nextTitle, [
    { new: 'Protect all defenders.', after: 0, kind: 'num1' },
  ])
  const rule = { kind: 'silence', quorum: 3, threshold: null, heard: false } as const
  const until = exampleNow + 10 * 86_400_000
  const asking = askingOf(document, { rule, until })
  const { decision } = await made.core('K.W.').answers['decisions.ask'](asking)
  await give(made, decision, 'K.W.', 'support', '')
  await made.meet('K.W.', 'M.S.')
  await made.core('M.S.').answers['decisions.see']({ decision })
  await made.meet('K.W.', 'M.S.')
  return { decision }
})

const watched = groupSeed(
  ['K.W.', 'M.S.', 'E.G.'],
  async made => {
    await putToDecision(made, { quorum: 1 })
    await made.meet('K.W.', 'E.G.')
    return made.device('E.G.').directory
  },
  { roles: { 'E.G.': 'observer' } },
)
/** The profile of an observer, who has no seat. */
export const noSeatSeed: Seed<object> = async () => {
  const { now, seeded: directory } = await watched()
  return { directory, now, seeded: {} }
}

/**
 * The profile of a chair, who closed a question. T.N. proposed to remove M.S., whose device was lost, before hearing
 * that it let in E.G., who has a seat.
 */
export const voidSeatSeed = groupSeed(
  ['K.W.', 'M.S.', 'T.N.'],
  async made => {
    const { group } = made
    const { answers } = made.core('K.W.')
    await made.admits('E.G.', 'M.S.')
    await made.meet('K.W.', 'M.S.')
    const asked = await putToDecision(made, { quorum: 1 })
    const { decision } = asked
    await give(made, decision, 'K.W.', 'support', '')
    await answers['decisions.close']({ decision })
    const lost = { group, member: made.member('M.S.'), reason: 'lost' } as const
    await made.core('T.N.').answers['members.remove'](lost)
    await made.meet('K.W.', 'T.N.')
    const { proposals } = await answers['groups.get']({ group })
    await answers['members.second']({ group, proposal: proposals[0]!.proposal })
    return { group, ...asked }
  },
  { roles: { 'M.S.': 'chair' } },
)

/** The same question, whose text the disk of the chair lost. */
export const noFileSeed = seedOf(async home => {
  const { directory: from, now, seeded } = await decisionSeed()
  const directory = join(home, 'profile')
  cpSync(from, directory, { recursive: true })
  const session = await openedAt(directory)
  const { group, document } = seeded
  const files = session.archive.keptEnclosures.list({ group, document, what: 'file' })
  for (const { hash } of files)
    session.archive.keptEnclosures.remove({ group, document, what: 'file', hash })
  await session.close()
  return { directory, now, seeded }
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
