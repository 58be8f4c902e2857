// A sheet as a Word file (ISO/IEC 29500, transitional): numbers by Word's numbering, headings by
// Word's heading styles, direction and language per paragraph. The same sheet gives the same bytes.
import { directionOf, titleOf, type Sheet } from '../sheet.ts'
import { BodyWriter } from './body.ts'
import { titleWords } from '../content/changed-words.ts'
import { contentOfSheet } from '../content/index.ts'
import { isRightToLeft } from '../content/look.ts'
import { referenceTargets } from '../content/references.ts'
import { element } from '../xml.ts'
import { Changes, Ids } from './changes.ts'
import { WordComments } from './comments.ts'
import { mastheadXml, wordRun } from './masthead.ts'
import { Footnotes } from './notes.ts'
import { numberingXml } from './numbering.ts'
import { rootOf, WordFile } from './package.ts'
import { sectionXml, settingsXml } from './page-frame.ts'
import { References } from './references.ts'
import { runXml } from './runs.ts'
import { stylesXml } from './styles.ts'

export { toTriageTable } from './triage.ts'

/** The title, and what it was before. */
const titleXml = (sheet: Sheet, changes: Changes): string =>
  titleWords(sheet)
    .map(({ text, change }) => {
      const manner = { rightToLeft: isRightToLeft(text), language: null }
      const runs =
        change?.is === 'removed' ? runXml({ text }, manner, { isRemoved: true }) : wordRun(text)
      return changes.around(change, runs)
    })
    .join('')

export const toDocx = (sheet: Sheet): Uint8Array => {
  const { meta, blocks } = sheet.page
  const [file, ids] = [new WordFile(), new Ids()]
  const changes = new Changes(ids)
  const { content, numbers } = contentOfSheet(sheet)
  const rightToLeft = directionOf(sheet) === 'rtl'
  const notes = new Footnotes(sheet, changes, { rightToLeft, language: null })
  const references = new References(referenceTargets(blocks, numbers))
  const comments = new WordComments(sheet, content)
  file.add('styles', stylesXml(meta.language))
  file.add('numbering', numberingXml(meta))
  const writer = new BodyWriter({
    file,
    sheet,
    ids,
    changes,
    notes,
    comments: comments.marks,
    references,
  })
  const title = titleXml(sheet, changes) + comments.unplaced()
  const body = mastheadXml(sheet, title) + writer.parts(content)
  if (notes.hasAny) file.add('footnotes', notes.xml())
  if (comments.hasAny) {
    file.add('comments', comments.xml())
    file.add('commentsExtended', comments.extendedXml())
  }
  file.add('settings', settingsXml(notes.hasAny, sheet.since !== undefined))
  const document = rootOf('w:document', element('w:body', {}, body + sectionXml(file, sheet)))
  return file.bytes(document, { title: titleOf(sheet), language: meta.language })
}
