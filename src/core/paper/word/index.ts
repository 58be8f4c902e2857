// A sheet as a Word file (ISO/IEC 29500, transitional): numbers by Word's numbering, headings by
// Word's heading styles, direction and language per paragraph. The same sheet gives the same bytes.
import { directionOf, titleOf, type Sheet } from '../sheet.ts'
import { BodyWriter } from './body.ts'
import { Changes, Ids } from './changes.ts'
import { contentOf } from './content.ts'
import { mastheadXml } from './masthead.ts'
import { Footnotes } from './notes.ts'
import { numberingXml } from './numbering.ts'
import { rootOf, WordFile } from './package.ts'
import { sectionXml, settingsXml } from './page-frame.ts'
import { References } from './references.ts'
import { stylesXml } from './styles.ts'
import { Version } from './version.ts'
import { element } from './xml.ts'

export { toTriageTable } from './triage.ts'

export const toDocx = (sheet: Sheet): Uint8Array => {
  const { meta, blocks } = sheet.page
  const [file, ids] = [new WordFile(), new Ids()]
  const changes = new Changes(ids)
  const version = new Version(sheet)
  const rightToLeft = directionOf(sheet) === 'rtl'
  const notes = new Footnotes(sheet, changes, { rightToLeft, language: '' })
  const references = new References({ blocks, numbers: version.numbers })
  file.add('styles', stylesXml(meta.language))
  file.add('numbering', numberingXml(meta))
  const writer = new BodyWriter({ file, sheet, ids, changes, notes, references })
  const title = [{ text: titleOf(sheet), isOurs: false }]
  const body = mastheadXml(sheet, title) + writer.parts(contentOf(version))
  if (notes.hasAny) file.add('footnotes', notes.xml())
  file.add('settings', settingsXml(notes.hasAny, false))
  const document = rootOf('w:document', element('w:body', {}, body + sectionXml(file, sheet)))
  return file.bytes(document, { title: titleOf(sheet), language: meta.language })
}
