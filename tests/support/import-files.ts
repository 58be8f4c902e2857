// Files of other programs, on the disk, as people bring them to an import. No person in them is real.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compound } from './hostile-files.ts'
import { png } from './pictures.ts'
import {
  comment,
  commented,
  inserted,
  moved,
  paragraph,
  pictured,
  pictureLink,
  run,
  wordFile,
} from './word-file.ts'
import { atWorkerEnd } from './worker-end.ts'

const linkedPicture =
  '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'

/** How many changes and comments each person made; one passage that R.K. moved makes two more changes. */
const people = [
  { author: 'R.K.', changes: 7, comments: 3 },
  { author: 'K.W., Chair', changes: 3, comments: 2 },
]

const movedPassage = [
  paragraph(run('First. ') + moved('From', run('A passage that was moved.'))),
  paragraph(run('Second. ') + moved('To', run('A passage that was moved.'))),
]

const cell = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`
const table = `<w:tbl><w:tr>${cell('Shelters', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('North')}${cell('South')}</w:tr></w:tbl>`

const noted = paragraph(run('Services') + '<w:r><w:footnoteReference w:id="2"/></w:r>')
const footnotes = `<w:footnote w:id="2">${paragraph(run('See A/RES/68/181.'))}</w:footnote>`
const boxed = paragraph(
  `<w:r><w:txbxContent>${paragraph(run('Words in a box.'))}</w:txbxContent></w:r>`,
)
const field = paragraph(
  `<w:fldSimple w:instr=" FILENAME ">${run('Advice_draft_v7_FINAL.docx')}</w:fldSimple>`,
)

/** A file of a word processor, as two people worked on it, with parts that do not come in as they are. */
const advice = (): Uint8Array => {
  const changes = people.flatMap(({ author, changes: count }) =>
    Array.from({ length: count }, (_, at) =>
      paragraph(run(`Sentence ${at}`) + inserted(run(' and more'), author)),
    ),
  )
  const authors = people.flatMap(({ author, comments: count }) => Array<string>(count).fill(author))
  const remarks = authors.map((author, id) => comment({ id, author, last: `0${id}` }, 'Where?'))
  const passages = authors.map((_, id) => paragraph(commented(id, run('A passage.'))))
  const parts = [table, noted, boxed, field, paragraph(linkedPicture)]
  return wordFile([...changes, ...movedPassage, ...passages, ...parts].join(''), {
    ...{ comments: remarks.join(''), footnotes },
  })
}

const program = 'application/vnd.ms-word.document.macroEnabled.main+xml'
const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => paragraph(run(`Sentence ${at}.`))).join('')

/** A file with three pictures, and two of a kind that does not come in. */
const annex = (): Uint8Array => {
  const names = ['1.png', '2.png', '3.png', '1.emf', '2.emf']
  const files = names.map(name => [
    `word/media/${name}`,
    name.endsWith('.png') ? png({ width: 8, height: 6 }) : new Uint8Array([1, 0, 0, 0]),
  ])
  return wordFile(lines(40) + names.map(name => paragraph(pictured(name))).join(''), {
    links: names.map(name => pictureLink(name, name)).join(''),
    more: Object.fromEntries(files),
  })
}

const contents = {
  'Advice_draft_v7_FINAL.docx': advice,
  'Minutes_12_June.docx': () => wordFile(lines(22)),
  'Annex_countries.docx': annex,
  'Budget_2018.docm': () => wordFile(lines(3), { contentType: program }),
  'statement.html': () => '<h1>Statement</h1><p>Organizations ask for safe spaces.</p>',
  'Terms_locked.docx': () => compound('EncryptionInfo', 'EncryptedPackage'),
  'Report_2003.doc': () => compound('WordDocument', '1Table'),
  'Scan_2009.pdf': () =>
    '%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n',
}
export type ImportFile = keyof typeof contents

let folder: string | undefined

/** The path of that file, for all tests of a worker. */
export const importFile = (name: ImportFile): string => {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'baraza-files-'))
    atWorkerEnd(() => rmSync(made, { recursive: true, force: true }))
    folder = made
  }
  const path = join(folder, name)
  writeFileSync(path, contents[name]())
  return path
}
