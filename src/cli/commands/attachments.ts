// Files that belong to a document. They are sent unchanged: the person who attaches one has checked
// its content.
import { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import { type Command, commandsOn, type Context, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { documentOf, onDocument } from './documents.ts'

/** On the file that `--document` and `--attachment` name. */
const onAttachment = commandsOn('--document D --attachment A', async (context: Context) => ({
  document: await documentOf(context),
  attachment: oneOf(EntryId, text(context, 'attachment')),
}))

export const attachments: Command[] = [
  onDocument(
    'attachment list',
    'lists the files of a document, with the member who attached each, the time, and whether it has arrived',
    async ({ core }, document) => (await core.answers['attachments.list']({ document })).files,
  ),
  onDocument(
    'attachment new',
    'attaches a file unchanged, hidden names and places included, for all readers of the document',
    async (context, document) => {
      const file = context.file(text(context, 'file'))
      return { attachment: await context.core.answers['attachments.add']({ document, file }) }
    },
    '--file P',
  ),
  onAttachment(
    'attachment save',
    'saves an attached file that has arrived here; the exact text of a decision leaves by adopt pack or export',
    (context, named) => {
      const file = context.file(text(context, 'out'))
      return context.core.answers['attachments.save']({ ...named, file })
    },
    '--out P',
  ),
  onAttachment(
    'attachment remove',
    'removes an attached file; devices that have it keep it until its history is erased',
    ({ core }, named) => core.answers['attachments.remove'](named),
  ),
  onAttachment(
    'attachment restrict',
    'restricts a file to the circle of a restricted paragraph; devices that have it keep it',
    async (context, named) => {
      const places = await context.core.answers['restricted.list']({ document: named.document })
      const at = Number(text(context, 'paragraph')) - 1
      const found = places.find(({ index, text: of }) => index === at && of !== null)
      if (!found?.text) throw new Failure('not-found')
      const given = { ...named, text: found.text }
      return { document: await context.core.answers['attachments.restrict'](given) }
    },
    '--paragraph N',
  ),
  onAttachment(
    'attachment lift',
    'shows a circle’s file to all readers of the document',
    async ({ core }, named) => ({ attachment: await core.answers['attachments.lift'](named) }),
  ),
]
