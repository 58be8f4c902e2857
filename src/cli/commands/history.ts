// The history of a document: its versions, what became of the text between two moments, and bringing a
// version back.
import { oneOf, whole } from '../names.ts'
import { Moment, type ComparedParagraph } from '#shared/contract'
import { type Command, type Context, optional, text } from '../command.ts'
import { markedWords } from '../print.ts'
import { onDocument } from './documents.ts'
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

const lineOf = ({ what, number, deeds, pieces }: ComparedParagraph): string => {
  const sign = what === 'note' && number === '' ? 'footnote' : number
  return [
    ...(deeds.length > 0 ? [`(${deeds.join(', ')})`] : []),
    ...(sign === '' ? [] : [sign]),
    markedWords(pieces),
  ].join(' ')
}

const isChanged = ({ deeds, pieces }: ComparedParagraph): boolean =>
  deeds.length > 0 || pieces.some(({ kind }) => kind !== 'kept')

export const history: Command[] = [
  onDocument(
    'history',
    'lists named versions of a document and the authors between them; --name names the present text',
    async (context, document) => {
      const name = optional(context, 'name')
      if (name !== undefined)
        return { version: await context.core.answers['history.name']({ document, name }) }
      return context.core.answers['history.list']({ document })
    },
    '[--name NAME]',
  ),
  onDocument(
    'compare',
    'shows the changes between two versions; by default since the last version',
    async (context, document) => {
      const last = (await versionIds(context, document)).at(-1) ?? 'start'
      const compared = await context.core.answers['history.compare']({
        document,
        from: await momentOf(context, document, optional(context, 'from') ?? last),
        to: await momentOf(context, document, optional(context, 'to') ?? 'now'),
      })
      if (context.values['json'] === true) return compared
      return compared.filter(isChanged).map(lineOf).join('\n')
    },
    '[--from VERSION|start|read] [--to VERSION|now]',
  ),
  onDocument(
    'restore',
    'restores the text of a version as a change of this member',
    async (context, document) => {
      const version = whole(text(context, 'version'), await versionIds(context, document))
      return context.core.answers['history.restore']({ document, version })
    },
    '--version VERSION',
  ),
]
