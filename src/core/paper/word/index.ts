// A sheet as a Word file (ISO/IEC 29500, transitional): numbers by Word's numbering, headings by
// Word's heading styles, direction and language per paragraph. The same sheet gives the same bytes.
import { directionOf, titleOf, type Sheet } from '../sheet.ts'
import { BodyWriter } from './body.ts'
import { changedContent } from './changed-content.ts'
import { Changes, Ids } from './changes.ts'
import { WordComments } from './comments.ts'
import { contentOf } from './content.ts'
import { isRightToLeft, mastheadXml, wordRuns } from './masthead.ts'
import { Footnotes } from './notes.ts'
import { numberingXml } from './numbering.ts'
import { rootOf, WordFile } from './package.ts'
import { sectionXml, settingsXml } from './page-frame.ts'
import { References } from './references.ts'
import { runXml } from './runs.ts'
import { stylesXml } from './styles.ts'
import { Version } from './version.ts'
import { element } from './xml.ts'

export { toTriageTable } from './triage.ts'

/** The earlier text as a sheet of its own. */
const earlierSheet = (sheet: Sheet): Sheet | null => {
  const { since, comments: _comments, ...rest } = sheet
  return since ? { ...rest, page: since.page } : null
}

/** The title, and what it was before. */
const titleXml = (sheet: Sheet, changes: Changes): string => {
  const say = (text: string): string => wordRuns(sheet, [{ text, isOurs: false }])
  const [was, is] = [sheet.since?.page.meta.title.trim(), titleOf(sheet)]
  if (was === undefined || was === is) return say(is)
  const by = sheet.since?.nameOf([]) ?? ''
  const manner = { rightToLeft: isRightToLeft(was), language: '' }
  const before = was === '' ? '' : runXml({ text: was }, manner, { isRemoved: true })
  const now = is === '' ? '' : say(is)
  return changes.around({ is: 'removed', by }, before) + changes.around({ is: 'added', by }, now)
}

export const toDocx = (sheet: Sheet): Uint8Array => {
  const { meta, blocks } = sheet.page
  const [file, ids] = [new WordFile(), new Ids()]
  const changes = new Changes(ids)
  const [version, earlier] = [new Version(sheet), earlierSheet(sheet)]
  const rightToLeft = directionOf(sheet) === 'rtl'
  const notes = new Footnotes(sheet, changes, { rightToLeft, language: '' })
  const references = new References({ blocks, numbers: version.numbers })
  const content =
    earlier && sheet.since
      ? changedContent(new Version(earlier), version, sheet.since)
      : contentOf(version)
  const comments = new WordComments(sheet, content)
  file.add('styles', stylesXml(meta.language))
  file.add('numbering', numberingXml(meta))
  const writer = new BodyWriter({ file, sheet, ids, changes, notes, comments, references })
  const title = titleXml(sheet, changes) + comments.unplaced()
  const body = mastheadXml(sheet, title) + writer.parts(content)
  if (notes.hasAny) file.add('footnotes', notes.xml())
  if (comments.hasAny) {
    file.add('comments', comments.xml())
    file.add('commentsExtended', comments.extendedXml())
  }
  file.add('settings', settingsXml(notes.hasAny, earlier !== null))
  const document = rootOf('w:document', element('w:body', {}, body + sectionXml(file, sheet)))
  return file.bytes(document, { title: titleOf(sheet), language: meta.language })
}
