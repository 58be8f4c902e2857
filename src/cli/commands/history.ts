// The history of a document: its versions, what became of the text between two moments, and bringing a
// version back.
import { oneOf, whole } from '../names.ts'
import { Moment, type ComparedParagraph } from '#shared/contract'
import { type Command, type Context, optional, text } from '../command.ts'
import { documentOf } from './documents.ts'
import type { DocumentId } from '#shared/ids'

const versionIds = async ({ core }: Context, document: DocumentId): Promise<string[]> =>
  (await core.answers['history.list']({ document })).flatMap(({ version }) => version?.id ?? [])

/** `now`, `start`, `read`, or the beginning of a version's id. */
const momentOf = async (context: Context, document: DocumentId, given: string) =>
  oneOf(
    Moment,
    ['now', 'start', 'read'].includes(given)
      ? given
      : whole(given, await versionIds(context, document)),
  )

const marks = { kept: ['', ''], added: ['{+', '+}'], removed: ['[-', '-]'] } as const

/** As `git diff --word-diff` marks words. */
const lineOf = ({ number, deeds, pieces }: ComparedParagraph): string =>
  [
    ...(deeds.length > 0 ? [`(${deeds.join(', ')})`] : []),
    ...(number === '' ? [] : [number]),
    pieces.map(({ kind, text: words }) => marks[kind][0] + words + marks[kind][1]).join(''),
  ].join(' ')

const isChanged = ({ deeds, pieces }: ComparedParagraph): boolean =>
  deeds.length > 0 || pieces.some(({ kind }) => kind !== 'kept')

export const history: Command[] = [
  {
    name: 'history',
    summary:
      'lists named versions of a document and the authors between them; --name names the present text',
    usage: 'history --document D [--name NAME]',
    options: ['name'],
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      const name = optional(context, 'name')
      if (name !== undefined)
        return { version: await context.core.answers['history.name']({ document, name }) }
      return context.core.answers['history.list']({ document })
    },
  },
  {
    name: 'compare',
    summary: 'shows the changes between two versions; by default since the last version',
    usage: 'compare --document D [--from VERSION|start|read] [--to VERSION|now]',
    options: ['from', 'to'],
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      const last = (await versionIds(context, document)).at(-1) ?? 'start'
      const compared = await context.core.answers['history.compare']({
        document,
        from: await momentOf(context, document, optional(context, 'from') ?? last),
        to: await momentOf(context, document, optional(context, 'to') ?? 'now'),
      })
      if (context.values['json'] === true) return compared
      return compared.filter(isChanged).map(lineOf).join('\n')
    },
  },
  {
    name: 'restore',
    summary: 'restores the text of a version as a change of this member',
    usage: 'restore --document D --version VERSION',
    required: ['document', 'version'],
    async run(context) {
      const document = await documentOf(context)
      const version = whole(text(context, 'version'), await versionIds(context, document))
      return { paragraphs: await context.core.answers['history.restore']({ document, version }) }
    },
  },
]
