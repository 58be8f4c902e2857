// Files that belong to a document. They are sent unchanged: the person who attaches one has checked
// its content.
import { EntryId } from '#document'
import { Failure } from '#shared/failure'
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
    summary:
      'lists the files of a document, with the member who attached each, the time, and whether it has arrived',
    usage: 'attachment list --document D',
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      return (await context.core.answers['attachments.list']({ document })).files
    },
  },
  {
    name: 'attachment new',
    summary:
      'attaches a file unchanged, hidden names and places included, for all readers of the document',
    usage: 'attachment new --document D --file P',
    required: ['document', 'file'],
    async run(context) {
      const document = await documentOf(context)
      const file = context.file(text(context, 'file'))
      return { attachment: await context.core.answers['attachments.add']({ document, file }) }
    },
  },
  {
    name: 'attachment save',
    summary: 'saves an attached file that has arrived here',
    usage: 'attachment save --document D --attachment A --out P',
    required: ['document', 'attachment', 'out'],
    async run(context) {
      const named = await attachmentOf(context)
      const file = context.file(text(context, 'out'))
      await context.core.answers['attachments.save']({ ...named, file })
    },
  },
  {
    name: 'attachment remove',
    summary: 'removes an attached file; devices that have it keep it until its history is erased',
    usage: 'attachment remove --document D --attachment A',
    required: ['document', 'attachment'],
    async run(context) {
      await context.core.answers['attachments.remove'](await attachmentOf(context))
    },
  },
  {
    name: 'attachment restrict',
    summary:
      'restricts a file to the circle of a restricted paragraph; devices that have it keep it',
    usage: 'attachment restrict --document D --attachment A --paragraph N',
    required: ['document', 'attachment', 'paragraph'],
    async run(context) {
      const named = await attachmentOf(context)
      const places = await context.core.answers['restricted.list']({ document: named.document })
      const at = Number(text(context, 'paragraph')) - 1
      const found = places.find(({ index, text: of }) => index === at && of !== null)
      if (!found?.text) throw new Failure('not-found')
      const given = { ...named, text: found.text }
      return { document: await context.core.answers['attachments.restrict'](given) }
    },
  },
  {
    name: 'attachment lift',
    summary: 'shows a circle’s file to all readers of the document',
    usage: 'attachment lift --document D --attachment A',
    required: ['document', 'attachment'],
    async run(context) {
      const named = await attachmentOf(context)
      return { attachment: await context.core.answers['attachments.lift'](named) }
    },
  },
]
