// Versions of a text in other languages: making one, what in it is still as the original says, and
// saying that it is.
import { Language, type LanguagePair } from '#shared/contract'
import { Failure } from '#shared/failure'
import { type Command, commandsOn, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { markedWords } from '../print.ts'
import { documentOf, onDocument } from './documents.ts'

/** Pairs that need work come first; a stale one with the changes of its original. */
const lineOf = ({ standing, source, version, since }: LanguagePair): string =>
  [
    standing.padEnd(9),
    source?.number ?? version?.number ?? '',
    since ? markedWords(since) : (source?.text ?? ''),
    ...(version ? [`| ${version.text}`] : []),
  ]
    .filter(part => part !== '')
    .join(' ')

/** Paragraphs by their places in the original, from 1: "3,7-9"; all that stand there otherwise. */
const chosen = (given: string | undefined): ((index: number) => boolean) => {
  if (given === undefined) return () => true
  const ranges = given.split(',').map(part => {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? []
    if (from === undefined) throw new Failure('invalid-input')
    return [Number(from), Number(to)] as const
  })
  return index => ranges.some(([from, to]) => index + 1 >= from && index + 1 <= to)
}

const onVersion = commandsOn('--document VERSION', context => documentOf(context))

export const languages: Command[] = [
  onDocument(
    'languages list',
    'lists the translations of a text, and how much of each is done',
    ({ core }, document) => core.answers['languages.list']({ document }),
  ),
  onDocument(
    'languages add',
    'begins a private translation with the words of the original',
    async (context, document) => {
      const language = oneOf(Language, text(context, 'language'))
      return { document: await context.core.answers['languages.add']({ document, language }) }
    },
    '--language fr',
  ),
  onVersion(
    'languages compare',
    'shows a translation beside its original, with changes of the original since',
    async ({ core, values }, document) => {
      const compared = await core.answers['languages.compare']({ document })
      return values['json'] === true ? compared : compared.pairs.map(lineOf).join('\n')
    },
  ),
  onVersion(
    'languages confirm',
    'confirms as this member that paragraphs of a translation match the original',
    async (context, document) => {
      const { pairs } = await context.core.answers['languages.compare']({ document })
      const wanted = chosen(optional(context, 'paragraphs'))
      const paragraphs = pairs
        .filter(({ source }) => source !== null)
        .flatMap(({ block, digest, standing, version }, index) =>
          block && version && standing !== 'empty' && wanted(index) ? [{ block, digest }] : [],
        )
      return context.core.answers['languages.confirm']({ document, paragraphs })
    },
    '[--paragraphs 3,7-9]',
  ),
  onVersion(
    'languages bring',
    'adds paragraphs to a translation that only its original has',
    async ({ core }, document) => ({
      paragraphs: await core.answers['languages.bring']({ document }),
    }),
  ),
]
