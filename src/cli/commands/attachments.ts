// Files that belong to a document. They go as they are: whoever attaches one has looked at what it holds.
import { EntryId } from '#shared/document'
import { type Command, type Context, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { documentOf } from './documents.ts'

/** The file that `--document` and `--attachment` name. */
const attachmentOf = async (context: Context) => ({
  document: await documentOf(context),
  attachment: oneOf(EntryId, text(context, 'attachment')),
})

export const attachments: Command[] = [
  {
    name: 'attachment list',
    summary: 'files that belong to a document, who attached each and when, and which have arrived',
    usage: 'attachment list --document D',
    options: ['document'],
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      return (await context.core.answers['attachments.list']({ document })).files
    },
  },
  {
    name: 'attachment new',
    summary:
      'attaches a file as it is, hidden names and places included, for all who read the document',
    usage: 'attachment new --document D --file P',
    options: ['document', 'file'],
    required: ['document', 'file'],
    async run(context) {
      const document = await documentOf(context)
      const file = context.file(text(context, 'file'))
      return { attachment: await context.core.answers['attachments.add']({ document, file }) }
    },
  },
  {
    name: 'attachment save',
    summary: 'writes an attached file where you say, once it has arrived here',
    usage: 'attachment save --document D --attachment A --out P',
    options: ['document', 'attachment', 'out'],
    required: ['document', 'attachment', 'out'],
    async run(context) {
      const named = await attachmentOf(context)
      const file = context.file(text(context, 'out'))
      await context.core.answers['attachments.save']({ ...named, file })
      return {}
    },
  },
  {
    name: 'attachment remove',
    summary:
      'an attached file belongs to the document no longer; who has it keeps it until the text is sealed',
    usage: 'attachment remove --document D --attachment A',
    options: ['document', 'attachment'],
    required: ['document', 'attachment'],
    async run(context) {
      await context.core.answers['attachments.remove'](await attachmentOf(context))
      return {}
    },
  },
]
