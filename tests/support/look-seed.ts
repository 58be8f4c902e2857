// The advisory group that wants a second look at its files, of which an officer asked to end that: texts whose files
// wait, were confirmed or declined, and minutes about which another member asks.
import type { DocumentId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { seedOf } from './seeds.ts'

/** The titles of the texts, by the state of their files. */
export const lookTitles = {
  unasked: 'Annex: country examples',
  confirmed: 'Strategy of support: recommendations',
  declined: 'Statement on shrinking spaces',
  changed: 'Follow-up to CSW62',
  theirs: 'Minutes, second regular session',
} as const

const word = (document: DocumentId) => ({ document, format: 'docx', paper: 'a4' }) as const
const line = (words: string) => ({ new: words, after: 0, kind: 'num1' })

/** The answer of M.S. to a request of the chair. */
const answer = async (made: AdvisoryGroup, document: DocumentId, reason?: string) => {
  const { request } = await made.core('K.W.').answers['exports.ask'](word(document))
  await made.meet('K.W.', 'M.S.')
  const { answers } = made.core('M.S.')
  if (reason === undefined) await answers['exports.confirm']({ request })
  else await answers['exports.decline']({ request, reason })
  await made.meet('K.W.', 'M.S.')
}

const shareMinutes = (made: AdvisoryGroup): Promise<DocumentId> =>
  made.share('minutes', lookTitles.theirs, [
    { new: 'Send the wording to the members.', after: 0, kind: 'action' },
    { states: { owner: made.member('K.W.') }, block: 1 },
  ])

/** The profile of the chair. `observer`: the folder of another one, whose role can neither ask nor answer. */
export const lookSeed = groupSeed(['K.W.', 'M.S.', 'T.N.'], async made => {
  const { group } = made
  const chair = made.core('K.W.')
  made.before(2)
  await chair.answers['members.setRole']({ group, member: made.member('M.S.'), role: 'rapporteur' })
  await chair.answers['members.setRole']({ group, member: made.member('T.N.'), role: 'observer' })
  const text = (title: string) => made.share('statement', title, [line('Spaces shrink.')])
  await text(lookTitles.unasked)
  await chair.answers['exports.setRule']({ group, isNeeded: true })
  const [confirmed, declined, changed] = [
    await text(lookTitles.confirmed),
    await text(lookTitles.declined),
    await text(lookTitles.changed),
  ]
  const minutes = await shareMinutes(made)
  await made.meet('K.W.', 'M.S.', 'T.N.')
  made.before(1)
  await answer(made, confirmed)
  await answer(made, declined, 'Paragraph 4 names a town.')
  await answer(made, changed)
  await chair.edit(changed, [line('Spaces shrink in each region.')])
  await made.core('M.S.').answers['exports.ask'](word(minutes))
  await made.core('M.S.').answers['exports.setRule']({ group, isNeeded: false })
  await made.meet('K.W.', 'M.S.', 'T.N.')
  return { group, minutes, observer: made.device('T.N.').directory }
})

/** The profile of the observer. */
export const observerSeed = seedOf(async () => {
  const { now, seeded } = await lookSeed()
  return { directory: seeded.observer, now, seeded }
})
