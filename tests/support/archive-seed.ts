// The advisory group with texts that a search finds, and a second group, which wants a second look at its files.
import type { Core } from '#core'
import type { DocumentKind, Language } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { type AdvisoryGroup, groupSeed } from './advisory-group.ts'

type Text = {
  title: string
  kind: DocumentKind
  lines: readonly string[]
  reference?: string
  language?: Language
}

const texts: readonly Text[] = [
  {
    title: 'Strategy of support for women human rights defenders: recommendations',
    ...{ kind: 'recommendations', reference: 'EDCSAG/2018/3' },
    lines: [
      'The Advisory Group recalls A/RES/68/181.',
      'It met twice in 2018.',
      'It recommends that the strategy protect a safe and enabling environment in every region.',
      'Governments that report on a safe and enabling environment should say who was asked.',
    ],
  },
  {
    title: 'Follow-up to CSW62 agreed conclusions, paragraph 42',
    ...{ kind: 'statement', reference: 'EDCSAG/2018/5' },
    lines: [
      'The report A/66/203 names rural women.',
      'Integrate a gender perspective into creating a safe and enabling environment.',
    ],
  },
  {
    title: 'Annex: country examples, Georgia to Papua New Guinea',
    kind: 'recommendations',
    lines: ['Country examples of a safe and enabling environment follow A/RES/68/181.'],
  },
  {
    title: 'Protocolo de La Esperanza: aportes sobre la investigación de amenazas',
    ...{ kind: 'statement', language: 'es' },
    lines: ['La investigación es parte de un entorno seguro (“safe and enabling environment”).'],
  },
  {
    title: 'Minutes, second regular session',
    ...{ kind: 'minutes', reference: 'EDCSAG/2018/MIN/2' },
    lines: [
      'The group agreed that “safe and enabling environment” stands as one phrase everywhere.',
      'It takes the phrase from A/66/203.',
    ],
  },
  {
    title: 'المدافعات عن حقوق الإنسان: توصيات أولية',
    ...{ kind: 'recommendations', language: 'ar' },
    lines: ['تحقيق سريع في التهديدات.'],
  },
]

const lookedAt: Text = {
  title: 'Statement of the Arab States regional group',
  kind: 'statement',
  lines: ['Organizations ask for a safe and enabling environment in each country.'],
}

const numbered = (lines: readonly string[]): object[] =>
  lines.map((words, at) => ({ new: words, after: at, kind: 'num1' }))

/** A private text of the chair that no search of the tests finds. */
const writeDraft = async (core: Core, group: GroupId): Promise<void> => {
  const title = 'Statement on shrinking spaces for civil society'
  const wanted = { group, kind: 'statement', title, language: 'en', template: 'none' } as const
  const document = await core.answers['documents.create'](wanted)
  await core.edit(document, numbered(['Spaces shrink.']))
}

const lookTwice = async (core: Core): Promise<void> => {
  const group = await core.answers['groups.create']({
    ...{ name: 'Arab States regional group', handle: 'K.W.', level: 'regional', language: 'ar' },
  })
  const { title, kind, lines } = lookedAt
  const wanted = { group, kind, title, language: 'en', template: 'none' } as const
  const document = await core.answers['documents.create'](wanted)
  await core.edit(document, numbered(lines))
  await core.answers['documents.share']({ document })
  await core.answers['exports.setRule']({ group, isNeeded: true })
}

const shareAll = async (made: AdvisoryGroup): Promise<void> => {
  for (const [at, { title, kind, lines, reference, language }] of texts.entries()) {
    made.before(texts.length - at)
    const document = await made.share(kind, title, numbered(lines), language)
    if (reference)
      await made.core('K.W.').answers['documents.setReference']({ document, reference })
  }
}

/** How many texts have the word "safe", and the title of the one that may not leave. */
export const archiveOf = { safe: 6, refused: lookedAt.title }

/** The profile of the chair. */
export const archiveSeed = groupSeed(['K.W.', 'M.S.'], async made => {
  await shareAll(made)
  await writeDraft(made.core('K.W.'), made.group)
  await lookTwice(made.core('K.W.'))
  await made.meet('K.W.', 'M.S.')
  return {}
})

/** The profile of the chair, whose group has two templates. */
export const templatesSeed = groupSeed(['K.W.', 'M.S.'], async made => {
  for (const { kind, title, lines } of texts.slice(0, 2)) {
    const document = await made.share(kind, title, numbered(lines))
    await made.core('K.W.').answers['templates.make']({ document })
  }
  return {}
})
