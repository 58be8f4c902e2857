// The advisory group with a final text, of which two officers signed a pack; a copy of it with other words, and the card of
// another group.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Core } from '#core'
import { readContainer, writeContainer } from '#core/deliberation/adoption'
import type { ActId, DocumentId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { askingOf } from './deciding.ts'

/** The first paragraph of the text, and the reservation on it. */
type Said = { first: string; reserved: string }

const second = 'UN Women should support networks of defenders with funds that arrive without delay.'
const seats = ['K.W.', 'M.S.', 'L.H.', 'P.J.'] as const

const writeText = async (made: AdvisoryGroup, { first }: Said): Promise<DocumentId> => {
  const { answers } = made.core('K.W.')
  const steps = [first, second].map((words, at) => ({ new: words, after: at, kind: 'num1' }))
  const document = await made.share('statement', 'Follow-up to CSW62, paragraph 42', steps)
  await answers['consents.put']({
    ...({ document, code: 'R1', scope: 'outside', until: null, what: '' } as const),
  })
  return document
}

const adopt = async (
  made: AdvisoryGroup,
  document: DocumentId,
  { first, reserved }: Said,
): Promise<ActId> => {
  const { answers } = made.core('K.W.')
  const asking = askingOf(document, { words: 'Do we adopt the follow-up?' })
  const { decision } = await answers['decisions.ask'](asking)
  await made.meet(...seats)
  const support = { decision, choice: 'support', reason: '', reservations: [] } as const
  await answers['decisions.position'](support)
  await made
    .core('M.S.')
    .answers['decisions.position']({
      ...support,
      choice: 'reservations',
      reservations: [{ block: made.block(document, first), words: reserved, as: 'Region 2' }],
    })
  await made.meet(...seats)
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number: 'D/2018/15' })
  await made.meet(...seats)
  const signed = { 'K.W.': 'The Chair', 'M.S.': 'The Rapporteur', 'L.H.': '' } as const
  for (const [each, as] of Object.entries(signed))
    await made.core(each as keyof typeof signed).answers['decisions.sign']({ decision, as })
  await made.meet(...seats)
  return decision
}

/** The same pack, with another word in its text. */
const changedCopy = (pack: string): string => {
  const read = readContainer(new Uint8Array(readFileSync(pack)))
  if ('refused' in read) throw new Error(read.refused.why)
  const files = new Map(read.value.files)
  const text = Buffer.from(files.get('text.en.jsonl')!).toString()
  files.set('text.en.jsonl', Buffer.from(text.replace('support networks', 'ask networks')))
  writeFileSync(`${pack} changed`, writeContainer(files))
  return `${pack} changed`
}

const writeAnotherCard = async (core: Core, card: string): Promise<void> => {
  const { answers } = core
  const group = await answers['groups.create']({
    ...{ name: 'Arab States regional group', handle: 'K.W.', level: 'regional', language: 'ar' },
  })
  const document = await answers['documents.create']({
    ...({ group, kind: 'statement', title: 'Statement', language: 'en' } as const),
  })
  await answers['documents.share']({ document })
  await answers['adoption.card']({ group, file: grantOf(core, card), page: null })
}

const seedOf = (said: Said) =>
  groupSeed(seats, async made => {
    const { group } = made
    const [core, other] = [made.core('K.W.'), made.core('M.S.')]
    made.before(2)
    await core.answers['members.setRole']({
      ...({ group, member: made.member('M.S.'), role: 'rapporteur' } as const),
    })
    const document = await writeText(made, said)
    const decision = await adopt(made, document, said)
    const [pack, both, card] = [made.file('pack.zip'), made.file('both.zip'), made.file('card')]
    await other.answers['adoption.pack']({
      ...{ decision, names: true, pdf: false, file: grantOf(other, pack) },
    })
    await made.meet('K.W.', 'M.S.')
    const signing = { decision, pack: grantOf(core, pack), file: grantOf(core, both) }
    await core.answers['adoption.sign'](signing)
    await writeAnotherCard(core, card)
    return { group, document, pack, both, card, changed: changedCopy(both) }
  })

/** The profile of the chair. `pack`: signed by the other officer alone; `both`: by the chair too. */
export const packSeed = seedOf({
  first: 'The Alliance R1 calls on Governments to protect defenders.',
  reserved: 'Not all.',
})

/** The same, with words of R1 in the reservation alone. */
export const reservedSeed = seedOf({
  first: 'The Alliance calls on Governments to protect defenders.',
  reserved: 'The account of R1 must stay.',
})

type File = 'pack' | 'both' | 'card' | 'changed'

/** The person chooses these files there, in this order. */
export const choosing =
  (...files: File[]): typeof packSeed =>
  async () => {
    const made = await packSeed()
    return { ...made, chosen: files.map(file => made.seeded[file]) }
  }
