// Recommendations after they were sent: to whom, the filed reply, the answer to each paragraph, and the day of
// review.
import { ReplyAnswer } from '#shared/contract'
import { Day, EntryId } from '#document'
import { Failure } from '#shared/failure'
import { readFile } from 'node:fs/promises'
import { type Command, type Context, optional, text, WrongUsage } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { documentOf } from './documents.ts'
import { groupOrOnly } from './groups.ts'

const listed = async (context: Context) => {
  const group = await groupOrOnly(context)
  return context.core.answers['recommendations.list']({ group })
}

/** The text that was sent, by the letters with which its id begins. */
const textOf = async (context: Context) => {
  const texts = await listed(context)
  const document = whole(
    text(context, 'document'),
    texts.map(each => each.document),
  )
  const found = texts.find(each => each.document === document)
  if (!found) throw new Failure('not-found')
  return found
}

/** A paragraph by its number, or by the letters with which its id begins. */
const blockOf = async (context: Context) => {
  const { document, rows } = await textOf(context)
  const named = text(context, 'paragraph')
  const numbered = rows.filter(({ number }) => number === named)
  const [only] = numbered
  if (only && numbered.length === 1) return { document, block: only.block }
  const block = whole(
    named,
    rows.map(row => row.block),
  )
  return { document, block }
}

const pastedFrom = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Failure('file-not-found', { cause })
  })

/** The one option of these that was given. */
const replyOf = async (context: Context) => {
  const [file, pasted, reply] = ['file', 'text', 'reply'].map(name => optional(context, name))
  const given = [file, pasted, reply].filter(each => each !== undefined)
  if (given.length !== 1) throw new WrongUsage('one of --file, --text and --reply is needed')
  if (file !== undefined) return { what: 'file' as const, file: context.file(file) }
  if (pasted !== undefined) {
    const name = optional(context, 'name') ?? 'Reply.txt'
    return { what: 'text' as const, name, text: await pastedFrom(pasted) }
  }
  return { what: 'document' as const, document: await documentOf(context, 'reply') }
}

const entryOf = (context: Context, name: string) => {
  const value = optional(context, name)
  return value === undefined ? null : oneOf(EntryId, value)
}

export const recommendations: Command[] = [
  {
    name: 'recommendation list',
    summary: 'lists texts that were sent, with replies, answers by paragraph and days of review',
    usage: 'recommendation list [--group G]',
    options: ['group'],
    run: listed,
  },
  {
    name: 'recommendation sent',
    summary: 'says to whom a text was sent; without --paragraphs, all with words',
    usage: 'recommendation sent --document D --to T --day 2026-10-16 [--paragraphs B,B]',
    options: ['paragraphs'],
    required: ['document', 'to', 'day'],
    async run(context) {
      const { answers } = context.core
      const document = await documentOf(context)
      const ids = context.core
        .page(document)
        .blocks.flatMap(({ id, label, runs }) =>
          id !== null && label === undefined && runs.some(run => run.text.trim() !== '') ? id : [],
        )
      const named = optional(context, 'paragraphs')?.split(',')
      await answers['recommendations.sent']({
        document,
        blocks: named ? named.map(each => whole(each.trim(), ids)) : ids,
        to: text(context, 'to'),
        day: oneOf(Day, text(context, 'day')),
      })
    },
  },
  {
    name: 'recommendation file',
    summary: 'files a reply: a file, a file with pasted text, or a document of the group',
    usage:
      'recommendation file --document D --day 2026-10-16 --file F | --text F [--name N] | --reply D [--sent S] [--instead R]',
    options: ['group', 'file', 'text', 'name', 'reply', 'sent', 'instead'],
    required: ['document', 'day'],
    async run(context) {
      const { document } = await textOf(context)
      return context.core.answers['recommendations.file']({
        document,
        sent: entryOf(context, 'sent'),
        day: oneOf(Day, text(context, 'day')),
        reply: await replyOf(context),
        instead: entryOf(context, 'instead'),
      })
    },
  },
  {
    name: 'recommendation reply',
    summary: 'lists the paragraphs of a filed reply that is a document or plain text',
    usage: 'recommendation reply --document D --in R',
    options: ['group'],
    required: ['document', 'in'],
    async run(context) {
      const { document } = await textOf(context)
      const reply = oneOf(EntryId, text(context, 'in'))
      return context.core.answers['recommendations.reply']({ document, reply })
    },
  },
  {
    name: 'recommendation answer',
    summary: 'says what a reply answers to a paragraph, in its words',
    usage:
      'recommendation answer --document D --paragraph 4 --answer accepted|partly|not|none [--words T] [--in R] [--place 6]',
    options: ['group', 'words', 'in', 'place'],
    required: ['document', 'paragraph', 'answer'],
    async run(context) {
      await context.core.answers['recommendations.answered']({
        ...(await blockOf(context)),
        answer: oneOf(ReplyAnswer, text(context, 'answer')),
        text: optional(context, 'words') ?? '',
        in: entryOf(context, 'in'),
        place: optional(context, 'place') ?? '',
      })
    },
  },
  {
    name: 'recommendation export',
    summary:
      'writes the table of a text and its replies for spreadsheets, without names of members',
    usage: 'recommendation export --document D --out FILE.csv',
    options: ['group'],
    required: ['document', 'out'],
    async run(context) {
      const { document } = await textOf(context)
      const file = context.file(text(context, 'out'))
      await context.core.answers['recommendations.export']({ document, file })
    },
  },
  {
    name: 'recommendation review',
    summary: 'sets the day to look at a paragraph again',
    usage: 'recommendation review --document D --paragraph 4 --day 2027-03-01',
    options: ['group'],
    required: ['document', 'paragraph', 'day'],
    async run(context) {
      await context.core.answers['recommendations.review']({
        ...(await blockOf(context)),
        day: oneOf(Day, text(context, 'day')),
      })
    },
  },
]
