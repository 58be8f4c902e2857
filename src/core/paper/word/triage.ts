// The triage table of a consultation as a Word file: paragraph, comment, response. A respondent is
// named only as the reply allows, and always as the reply's own claim.
import { printedWord, type PrintedWord } from '../printed-words.ts'
import { isRightToLeft } from '../content/look.ts'
import { directionOf, type Sheet, titleOf } from '../sheet.ts'
import { sourceLine, type TriageRow } from '../triage-row.ts'
import { element } from '../xml.ts'
import { mastheadXml, wordRun } from './masthead.ts'
import { rootOf, WordFile } from './package.ts'
import { sectionXml, settingsXml } from './page-frame.ts'
import { runXml } from './runs.ts'
import { stylesXml } from './styles.ts'
import { emptyParagraph, rowOf, tableXml } from './table.ts'

const lineXml = (content: string, isMirrored: boolean): string =>
  element('w:p', {}, (isMirrored ? element('w:pPr', {}, element('w:bidi')) : '') + content)

const lines = (text: string, look: { bold?: true } = {}): string =>
  text
    .split('\n')
    .map(line => {
      const rightToLeft = isRightToLeft(line)
      return lineXml(runXml({ text: line, ...look }, { rightToLeft, language: null }), rightToLeft)
    })
    .join('')

// Twentieths of a point, of an A4 page on its side within margins of an inch.
const columns = [4200, 5200, 4558]

/** The app's words, in bold. */
type Say = (id: PrintedWord) => string

const paragraphCell = (say: Say, { place, base }: TriageRow): string =>
  place === null
    ? say('paper.table.whole')
    : (place === '' ? '' : lines(place, { bold: true })) + lines(base)

const statedBy = (sheet: Sheet, source: TriageRow['source']): string => {
  const text = sourceLine(sheet.page.meta.language, source)
  return lineXml(wordRun(text, { italic: true }), isRightToLeft(text))
}

const commentCell = (say: Say, sheet: Sheet, { source, comment, wording }: TriageRow): string =>
  statedBy(sheet, source) +
  (comment === '' ? '' : lines(comment)) +
  (wording === null ? '' : say('paper.table.proposed') + lines(wording))

const responseCell = (say: Say, { responses }: TriageRow): string =>
  (responses.length > 0 ? responses : [{ state: 'open' as const, response: '' }])
    .map(
      ({ state, response }) =>
        say(`paper.table.${state}`) + (response === '' ? '' : lines(response)),
    )
    .join('')

/** The bytes of an Office Open XML document; the same rows give the same bytes. */
export const toTriageTable = (sheet: Sheet, rows: readonly TriageRow[]): Uint8Array => {
  const { language } = sheet.page.meta
  const say: Say = id => lines(printedWord(language, id), { bold: true })
  const isMirrored = directionOf(sheet) === 'rtl'
  const consulted = printedWord(language, 'paper.consultation', { title: titleOf(sheet) })
  const file = new WordFile()
  file.add('styles', stylesXml(language))
  file.add('settings', settingsXml(false, false))
  const headers = (['paragraph', 'comment', 'response'] as const).map(each =>
    say(`paper.table.${each}`),
  )
  const table = tableXml(
    [
      rowOf(true, headers),
      ...rows.map(each =>
        rowOf(false, [
          paragraphCell(say, each),
          commentCell(say, sheet, each),
          responseCell(say, each),
        ]),
      ),
    ],
    columns,
    isMirrored,
  )
  const body =
    mastheadXml(sheet, wordRun(consulted)) +
    table +
    emptyParagraph(isMirrored) +
    sectionXml(file, sheet, true)
  return file.bytes(rootOf('w:document', element('w:body', {}, body)), {
    title: consulted,
    language,
  })
}
