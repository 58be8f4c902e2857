// Versions of a text in other languages: making one, what in it is still as the original says, and
// saying that it is.
import { Language, type LanguagePair } from '#shared/contract'
import { Failure } from '#shared/failure'
import { type Command, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { documentOf } from './documents.ts'

const marks = { kept: ['', ''], added: ['{+', '+}'], removed: ['[-', '-]'] } as const

/** Pairs that need work come first; a stale one with the changes of its original. */
const lineOf = ({ standing, source, version, since }: LanguagePair): string =>
  [
    standing.padEnd(9),
    source?.number ?? version?.number ?? '',
    since
      ? since.map(({ kind, text: words }) => marks[kind][0] + words + marks[kind][1]).join('')
      : (source?.text ?? ''),
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

export const languages: Command[] = [
  {
    name: 'languages list',
    summary: 'lists the translations of a text, and how much of each is done',
    usage: 'languages list --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['languages.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'languages add',
    summary: 'begins a private translation with the words of the original',
    usage: 'languages add --document D --language fr',
    required: ['document', 'language'],
    async run(context) {
      const language = oneOf(Language, text(context, 'language'))
      const document = await documentOf(context)
      return { document: await context.core.answers['languages.add']({ document, language }) }
    },
  },
  {
    name: 'languages compare',
    summary: 'shows a translation beside its original, with changes of the original since',
    usage: 'languages compare --document VERSION',
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      const compared = await context.core.answers['languages.compare']({ document })
      return context.values['json'] === true ? compared : compared.pairs.map(lineOf).join('\n')
    },
  },
  {
    name: 'languages confirm',
    summary: 'confirms as this member that paragraphs of a translation match the original',
    usage: 'languages confirm --document VERSION [--paragraphs 3,7-9]',
    options: ['paragraphs'],
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      const { pairs } = await context.core.answers['languages.compare']({ document })
      const wanted = chosen(optional(context, 'paragraphs'))
      const paragraphs = pairs
        .filter(({ source }) => source !== null)
        .flatMap(({ block, digest, standing, version }, index) =>
          block && version && standing !== 'empty' && wanted(index) ? [{ block, digest }] : [],
        )
      return context.core.answers['languages.confirm']({ document, paragraphs })
    },
  },
  {
    name: 'languages bring',
    summary: 'adds paragraphs to a translation that only its original has',
    usage: 'languages bring --document VERSION',
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      return { paragraphs: await context.core.answers['languages.bring']({ document }) }
    },
  },
]
