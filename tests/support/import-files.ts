// Files of other programs, on the disk, as people bring them to an import. No person in them is real.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comment, commented, inserted, paragraph, pictured, run, wordFile } from './word-file.ts'
import { atWorkerEnd } from './worker-end.ts'

const linkedPicture =
  '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'

/** How many changes and comments each person made. */
const people = [
  { author: 'R.K.', changes: 9, comments: 3 },
  { author: 'K.W., Chair', changes: 3, comments: 2 },
]

/** A file of a word processor, as two people worked on it. */
const advice = (): Uint8Array => {
  const changes = people.flatMap(({ author, changes: count }) =>
    Array.from({ length: count }, (_, at) =>
      paragraph(run(`Sentence ${at}`) + inserted(run(' and more'), author)),
    ),
  )
  const authors = people.flatMap(({ author, comments: count }) => Array<string>(count).fill(author))
  const remarks = authors.map((author, id) => comment({ id, author, last: `0${id}` }, 'Where?'))
  const lines = authors.map((_, id) => paragraph(commented(id, run('A passage.'))))
  return wordFile([...changes, ...lines, paragraph(linkedPicture)].join(''), {
    comments: remarks.join(''),
  })
}

/** A file of Word under a password: a container with this name in its directory. */
const locked = (): Uint8Array =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.from('EncryptedPackage\u0000', 'utf16le'),
  ])

const program = 'application/vnd.ms-word.document.macroEnabled.main+xml'
const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => paragraph(run(`Sentence ${at}.`))).join('')

const contents = {
  'Advice_draft_v7_FINAL.docx': advice,
  'Minutes_12_June.docx': () => wordFile(lines(22)),
  'Annex_countries.docx': () => wordFile(lines(40) + paragraph(pictured('r9'))),
  'Budget_2018.docm': () => wordFile(lines(3), { contentType: program }),
  'statement.html': () => '<h1>Statement</h1><p>Organizations ask for safe spaces.</p>',
  'Terms_locked.docx': locked,
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
