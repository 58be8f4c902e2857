// The advisory group with texts of which a circle of two reads a part: a paragraph of one, and a figure of another.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Core } from '#core'
import type { DocumentId, GroupId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { png } from './pictures.ts'
import { seedOf } from './seeds.ts'

const lines = [
  ['h1', 'Context'],
  ['num1', 'Women human rights defenders work tirelessly to uphold human rights.'],
  ['num1', 'On 27 November 2013 the General Assembly adopted A/RES/68/181.'],
  ['h1', 'Recommendations'],
  ['num1', 'The Advisory Group recommends that UN Women:'],
  ['num2', 'Build on paragraph 42 of the CSW62 agreed conclusions;'],
  ['num2', 'Encourage Governments to protect women human rights defenders;'],
  ['num2', 'Combat impunity.'],
  ['h1', 'Follow-up'],
  ['num1', 'The group returns to this text at its next session.'],
] as const
/** The index of the restricted paragraph. */
const at = 6

const shareText = (made: AdvisoryGroup): Promise<DocumentId> =>
  made.share(
    'recommendations',
    'Strategy of support: recommendations',
    lines.map(([kind, words], after) => ({ new: words, after, kind })),
  )

/** A figure that is restricted. */
const shareFigure = async (made: AdvisoryGroup, circle: GroupId): Promise<DocumentId> => {
  const { core, directory } = made.device('K.W.')
  const { answers } = core
  const document = await made.share('recommendations', 'Annex: map of shelters', [
    { new: 'Shelters are open at night.', after: 0, kind: 'num1' },
  ])
  const picture = join(dirname(directory), 'map.png')
  writeFileSync(picture, png({ width: 240, height: 120 }))
  const block = await answers['figures.insert']({
    ...{ document, after: made.block(document, 'Shelters are open at night.') },
    ...{ file: grantOf(core, picture), caption: 'Shelters', alternative: 'Where shelters are.' },
  })
  await answers['restricted.put']({ document, block, circle })
  return document
}

/**
 * The profile of the chair. `late` and `gone`: files of T.N., who wrote into the paragraph, and then removed it, while it
 * was being restricted. `other`: the folder of a profile outside the circle.
 */
export const restrictedSeed = groupSeed(['K.W.', 'M.S.', 'L.H.', 'T.N.'], async made => {
  const { group } = made
  const { answers } = made.core('K.W.')
  made.before(2)
  const circle = await answers['circles.create']({ group, name: 'Safety desk' })
  await answers['circles.bring']({ circle, member: made.member('M.S.'), role: 'member' })
  const document = await shareText(made)
  await made.meet('K.W.', 'L.H.', 'T.N.')
  const [, words] = lines[at]
  const unheard = made.core('T.N.')
  await unheard.edit(document, [{ insert: ' And rural women.', block: at + 1, at: words.length }])
  const late = await made.write('T.N.', group)
  await unheard.edit(document, [{ remove: at + 1 }])
  const gone = await made.write('T.N.', group)
  await answers['restricted.put']({ document, block: made.block(document, words), circle })
  const figure = await shareFigure(made, circle)
  await made.meet('K.W.', 'L.H.')
  return { group, document, figure, circle, late, gone, other: made.device('L.H.').directory }
})

/** Changes come that were made while the paragraph was being restricted. */
export const readFile = async (core: Core, path: string): Promise<void> =>
  void (await core.answers['exchange.read']({ file: grantOf(core, path) }))

/** The profile of a member outside the circle. */
export const outsideCircleSeed = seedOf(async () => {
  const { now, seeded } = await restrictedSeed()
  return { directory: seeded.other, now, seeded }
})
