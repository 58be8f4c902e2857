// A sheet as an OpenDocument text (ISO/IEC 26300): numbers by lists, headings by heading styles,
// direction and language per paragraph. The same sheet gives the same bytes.
import { titleWords } from '../content/changed-words.ts'
import { contentOfSheet } from '../content/index.ts'
import { onlyWords } from '../content/only-words.ts'
import { referenceTargets } from '../content/references.ts'
import { directionOf, groupLineOf, mastheadOf, titleOf, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'
import { AutomaticStyles } from './automatic.ts'
import { Changes } from './changes.ts'
import { Comments } from './comments.ts'
import { flowXml } from './flow.ts'
import { Lists, listStylesXml } from './lists.ts'
import { OpenTextFile, rootOf } from './package.ts'
import { firstPage, masterPagesXml, pageLayoutXml } from './page-frame.ts'
import { Pieces } from './pieces.ts'
import { References } from './references.ts'
import { fontsXml, namedStylesXml } from './styles.ts'
import { Tables } from './table.ts'
import { paragraphXml, plainManner, wordsXml } from './words.ts'

/** The group, the lines of the masthead, and the title with what it was before. */
const mastheadXml = (
  sheet: Sheet,
  { styles, changes, comments }: { styles: AutomaticStyles; changes: Changes; comments: string },
): string => {
  const group = groupLineOf(sheet).map(line => ({ line, style: 'Masthead' }))
  const rest = mastheadOf(sheet).map(line => ({ line, style: 'Masthead line' }))
  const title = titleWords(sheet).map(({ text, change }) =>
    changes.around(change, wordsXml(styles, { text }, plainManner), 'Title'),
  )
  return [
    ...[...group, ...rest].map(({ line, style }, at) =>
      paragraphXml(
        styles.under(style, {}, at === 0 ? firstPage : undefined),
        wordsXml(styles, { text: line }, plainManner),
      ),
    ),
    paragraphXml('Title', title.join('') + comments),
  ].join('')
}

const stylesPart = (sheet: Sheet): string => {
  const styles = new AutomaticStyles(sheet)
  const pages = masterPagesXml(styles, sheet)
  const isMirrored = directionOf(sheet) === 'rtl'
  return rootOf(
    'document-styles',
    fontsXml +
      namedStylesXml(sheet.page.meta.language, isMirrored) +
      element('office:automatic-styles', {}, pageLayoutXml(sheet) + styles.xml()) +
      pages,
  )
}

/** Captions count themselves. */
const sequences = element(
  'text:sequence-decls',
  {},
  element('text:sequence-decl', { 'text:display-outline-level': 0, 'text:name': 'Figure' }),
)

export const toOdt = (sheet: Sheet): Uint8Array => {
  const { meta, blocks } = sheet.page
  const { content, numbers } = contentOfSheet(sheet)
  const parts = sheet.since ? onlyWords(content) : content
  const [file, styles, changes] = [new OpenTextFile(), new AutomaticStyles(sheet), new Changes()]
  const references = new References(styles, referenceTargets(blocks, numbers))
  const comments = new Comments(styles, sheet, parts)
  const [tables, lists] = [new Tables(sheet), new Lists()]
  const pieces = new Pieces({ file, sheet, styles, changes, references })
  const text =
    mastheadXml(sheet, { styles, changes, comments: comments.unplaced() }) +
    flowXml(
      {
        ...{ styles, changes, comments: comments.marks, references, pieces, tables, lists },
        nobody: sheet.since?.nameOf([]) ?? sheet.group,
      },
      parts,
    )
  const automatic =
    styles.xml() + tables.stylesXml() + listStylesXml(meta, directionOf(sheet) === 'rtl')
  const body = element('office:text', {}, (sheet.since ? changes.xml() : '') + sequences + text)
  return file.bytes(
    {
      content: rootOf(
        'document-content',
        fontsXml +
          element('office:automatic-styles', {}, automatic) +
          element('office:body', {}, body),
      ),
      styles: stylesPart(sheet),
    },
    { title: titleOf(sheet), language: meta.language },
  )
}
