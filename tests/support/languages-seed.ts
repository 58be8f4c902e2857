// The text of the mockups with an Arabic version, partly translated: one of every state of a paragraph.
import type { Core } from '#core'
import type { DocumentId } from '#shared/ids'
import { exampleBlocks } from '../renderer/editor/harness/example-text.ts'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'
import { seedOf } from './seeds.ts'
import { editText, profilesOf, textTitle } from './text-seed.ts'

const versionTitle = 'استراتيجية دعم المدافعات عن حقوق الإنسان: توصيات'

const words = exampleBlocks.map(({ runs }) => runs.map(({ text }) => text).join(''))
/** The words of the third paragraph before the original says more. */
const stale =
  'On 27 November 2013 the General Assembly adopted by consensus resolution A/RES/68/181, the first dedicated to women human rights defenders. It calls on States to let them work freely.'
/** These come into the original after the version began. */
const late = [10, 12]

/** By the place of the paragraph in the original; others still have its words. */
const translated = [
  'السياق',
  'تعمل المدافعات عن حقوق الإنسان بلا كلل من أجل صون حقوق النساء والفتيات وتعزيزها.',
  'وفي 27 تشرين الثاني/نوفمبر 2013، اعتمدت الجمعية العامة بتوافق الآراء القرار A/RES/68/181، وهو أول قرار مكرس للمدافعات عن حقوق الإنسان.',
  'التوصيات',
  'بيئة آمنة ومواتية',
  'يوصي الفريق الاستشاري هيئة الأمم المتحدة للمرأة بما يلي:',
  'الاستناد إلى الفقرة 42 من الاستنتاجات المتفق عليها للدورة الثانية والستين (CSW62)؛',
] as const
/** How many of them are said to be translated. */
const said = 5
const added = 'ملاحظة من المترجمة.'

const begin = async (made: AdvisoryGroup): Promise<DocumentId> => {
  const first = exampleBlocks.flatMap(({ kind }, at) =>
    late.includes(at) ? [] : [{ new: at === 2 ? stale : String(words[at]), kind }],
  )
  const steps = first.map((step, after) => ({ ...step, after }))
  return made.share('recommendations', textTitle, [...steps, { remove: first.length + 1 }])
}

const translate = async (core: Core, document: DocumentId): Promise<DocumentId> => {
  const { answers } = core
  const version = await answers['languages.add']({ document, language: 'ar' })
  await answers['documents.rename']({ document: version, title: versionTitle })
  await editText(core, version, [
    ...translated.flatMap((text, at) => [
      { delete: 1000, block: at + 1, at: 0 },
      { insert: text, block: at + 1, at: 0 },
    ]),
    { new: added, after: translated.length, kind: 'paragraph' },
  ])
  const { pairs } = await answers['languages.compare']({ document: version })
  const paragraphs = pairs
    .slice(0, said)
    .flatMap(({ block, digest }) => (block && digest !== null ? [{ block, digest }] : []))
  await answers['languages.confirm']({ document: version, paragraphs })
  return version
}

/** The original says more than it did. */
const goOn = (core: Core, document: DocumentId): Promise<void> =>
  editText(core, document, [
    { delete: 1000, block: 3, at: 0 },
    { insert: String(words[2]), block: 3, at: 0 },
    ...late.map(at => ({ new: String(words[at]), after: at, kind: exampleBlocks[at]?.kind })),
  ])

const members = ['K.W.', 'M.S.', 'L.H.'] as const
/**
 * The profile of the chair. `profiles`: the folders of all. L.H. may not write in the version, and
 * has a second version, whose original is with the chair alone.
 */
export const languagesSeed = groupSeed(
  members,
  async made => {
    const { group } = made
    const core = made.core('K.W.')
    made.before(3)
    const document = await begin(made)
    const version = await translate(core, document)
    await core.answers['documents.share']({ document: version })
    made.before(2)
    await goOn(core, document)
    const secret = await core.answers['documents.create']({
      ...{ group, kind: 'statement', title: 'Names of witnesses', language: 'en' },
      template: 'none',
    })
    const alone = await core.answers['languages.add']({ document: secret, language: 'ar' })
    await core.answers['documents.share']({ document: alone })
    await made.meet(...members)
    return { group, document, version, alone, profiles: profilesOf(made, members) }
  },
  { roles: { 'L.H.': 'reviewer' } },
)

/** The profile of L.H. */
export const reviewerSeed = seedOf(async () => {
  const { now, seeded } = await languagesSeed()
  return { directory: seeded.profiles['L.H.'], now, seeded }
})
