// The advisory group with a final text that goes to the Secretariat: amended, with a reservation and a withheld
// paragraph. Two members have that role, and one of them a circle with the chair.
import type { Core } from '#core'
import type { ActId, DocumentId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { askingOf } from './deciding.ts'
import { seedOf } from './seeds.ts'

export const finalText = {
  title: 'Follow-up to CSW62, paragraph 42',
  question: 'Do we adopt the follow-up?',
} as const
/** The question of a text that is closed and not declared. */
export const closedQuestion = 'Do we adopt the annex?'

const lines = [
  'The Alliance R1 calls on Governments to protect defenders.',
  'Integrate a gender perspective.',
  'The two cases of June were named.',
]

const writeText = async (made: AdvisoryGroup): Promise<DocumentId> => {
  const { answers, edit } = made.core('K.W.')
  const { group } = made
  const steps = lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))
  const document = await made.share('statement', finalText.title, steps)
  await answers['consents.put']({
    ...({ document, code: 'R1', scope: 'outside', until: null, what: '' } as const),
  })
  await edit(document, [{ amend: 'Integrate a gender perspective everywhere.', block: 2 }])
  const [amendment] = await answers['amendments.list']({ document })
  await edit(document, [{ accept: amendment!.label }])
  const circle = await answers['circles.create']({ group, name: 'Safety' })
  await answers['restricted.put']({ document, block: made.block(document, lines[2]!), circle })
  return document
}

const adopt = async (
  made: AdvisoryGroup,
  document: DocumentId,
  question: string,
): Promise<ActId> => {
  const { answers } = made.core('K.W.')
  const { decision } = await answers['decisions.ask'](askingOf(document, { words: question }))
  await made.meet('K.W.', 'M.S.')
  await made
    .core('M.S.')
    .answers['decisions.position']({
      ...{ decision, choice: 'reservations', reason: '' },
      reservations: [{ block: null, words: 'Not everywhere.', as: 'Region 2' }],
    })
  await made.meet('K.W.', 'M.S.')
  await answers['decisions.close']({ decision })
  return decision
}

const sign = async (made: AdvisoryGroup, decision: ActId): Promise<void> => {
  await made.core('K.W.').answers['decisions.declare']({ decision, number: '2018/2' })
  await made.meet('K.W.', 'M.S.')
  for (const each of ['K.W.', 'M.S.'] as const)
    await made.core(each).answers['decisions.sign']({ decision, as: '' })
  await made.meet('K.W.', 'M.S.')
}

/** A file of P.J., who has not heard of the question and writes words into its text. */
const writeApart = async (made: AdvisoryGroup, document: DocumentId): Promise<string> => {
  await made
    .core('P.J.')
    .edit(document, [{ new: 'Words that were never adopted.', after: 1, kind: 'num1' }])
  return made.write('P.J.', made.group)
}

/** The profile of the chair. `apart`: a file with words apart. `observer`: the folder of another profile. */
export const secretariatSeed = groupSeed(
  ['K.W.', 'M.S.', 'L.H.', 'P.J.', 'V.S.', 'A.D.'],
  async made => {
    const { group } = made
    const { answers } = made.core('K.W.')
    made.before(2)
    await answers['members.setRole']({ group, member: made.member('M.S.'), role: 'rapporteur' })
    const circle = await answers['circles.create']({ group, name: 'Secretariat' })
    await answers['circles.bring']({ circle, member: made.member('V.S.'), role: 'reader' })
    const document = await writeText(made)
    const annex = await made.share('statement', 'Annex', [
      { new: 'Words.', after: 0, kind: 'num1' },
    ])
    await made.meet('K.W.', 'M.S.', 'L.H.', 'P.J.')
    made.before(1)
    const decision = await adopt(made, document, finalText.question)
    await sign(made, decision)
    await adopt(made, annex, closedQuestion)
    await made.meet('K.W.', 'M.S.', 'L.H.')
    const apart = await writeApart(made, document)
    const observer = made.device('L.H.').directory
    return {
      group,
      document,
      apart,
      observer,
      member: (handle: 'V.S.' | 'A.D.') => made.member(handle),
    }
  },
  { roles: { 'L.H.': 'observer', 'V.S.': 'secretariat', 'A.D.': 'secretariat' } },
)

/** Words apart come in. */
export const readApart = async (core: Core, { apart }: { apart: string }): Promise<void> =>
  void (await core.answers['exchange.read']({ file: grantOf(core, apart) }))

/** The profile of the observer. */
export const giverWithoutRight = seedOf(async () => {
  const { now, seeded } = await secretariatSeed()
  return { directory: seeded.observer, now, seeded }
})
