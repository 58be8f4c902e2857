// Recommendations after they were sent: to whom, the filed reply, the answer to each paragraph, and the day of
// review.
import { ReplyAnswer } from '#shared/contract'
import { Day } from '#document/model'
import { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { readFile } from 'node:fs/promises'
import { type Command, commandsOn, type Context, optional, text, WrongUsage } from '../command.ts'
import { oneOf, oneOrNull, whole } from '../names.ts'
import { documentOf, onDocument } from './documents.ts'
import { groupOrOnly, onGroup } from './groups.ts'

const listed = ({ core }: Context, group: GroupId) =>
  core.answers['recommendations.list']({ group })

/** The text that was sent, by the letters with which its id begins. */
const textOf = async (context: Context) => {
  const texts = await listed(context, await groupOrOnly(context))
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

const onSent = commandsOn('[--group G] --document D', textOf)
const onSentParagraph = commandsOn('[--group G] --document D --paragraph 4', blockOf)

export const recommendations: Command[] = [
  onGroup(
    'recommendation list',
    'lists texts that were sent, with replies, answers by paragraph and days of review',
    listed,
  ),
  onDocument(
    'recommendation sent',
    'says to whom a text was sent; without --paragraphs, all with words',
    (context, document) => {
      const ids = context.core
        .page(document)
        .blocks.flatMap(({ id, label, runs }) =>
          id !== null && label === undefined && runs.some(run => run.text.trim() !== '') ? id : [],
        )
      const named = optional(context, 'paragraphs')?.split(',')
      return context.core.answers['recommendations.sent']({
        document,
        blocks: named ? named.map(each => whole(each.trim(), ids)) : ids,
        to: text(context, 'to'),
        day: oneOf(Day, text(context, 'day')),
      })
    },
    '--to T --day 2026-10-16 [--paragraphs B,B]',
  ),
  onSent(
    'recommendation file',
    'files a reply: a file, a file with pasted text, or a document of the group',
    async (context, { document }) =>
      context.core.answers['recommendations.file']({
        document,
        sent: oneOrNull(EntryId, context, 'sent'),
        day: oneOf(Day, text(context, 'day')),
        reply: await replyOf(context),
        instead: oneOrNull(EntryId, context, 'instead'),
      }),
    '--day 2026-10-16 (--file F | --text F [--name N] | --reply D) [--sent S] [--instead R]',
  ),
  onSent(
    'recommendation reply',
    'lists the paragraphs of a filed reply that is a document or plain text',
    (context, { document }) => {
      const reply = oneOf(EntryId, text(context, 'in'))
      return context.core.answers['recommendations.reply']({ document, reply })
    },
    '--in R',
  ),
  onSentParagraph(
    'recommendation answer',
    'says what a reply answers to a paragraph, in its words',
    (context, paragraph) =>
      context.core.answers['recommendations.answered']({
        ...paragraph,
        answer: oneOf(ReplyAnswer, text(context, 'answer')),
        text: optional(context, 'words') ?? '',
        in: oneOrNull(EntryId, context, 'in'),
        place: optional(context, 'place') ?? '',
      }),
    '--answer accepted|partly|not|none [--words T] [--in R] [--place 6]',
  ),
  onSent(
    'recommendation export',
    'writes the table of a text and its replies for spreadsheets, without names of members',
    (context, { document }) => {
      const file = context.file(text(context, 'out'))
      return context.core.answers['recommendations.export']({ document, file })
    },
    '--out FILE.csv',
  ),
  onSentParagraph(
    'recommendation review',
    'sets the day to look at a paragraph again',
    (context, paragraph) => {
      const day = oneOf(Day, text(context, 'day'))
      return context.core.answers['recommendations.review']({ ...paragraph, day })
    },
    '--day 2027-03-01',
  ),
]
