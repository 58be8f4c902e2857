// Conversions of our files by other programs: LibreOffice, and poppler for PDFs.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const run = (command: string, ...words: string[]): string =>
  execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const beside = (file: string, ending: string): string =>
  join(dirname(file), `${basename(file).replace(/\.[^.]*$/, '')}.${ending}`)

/** Files in one folder, converted in one go. */
const convert = (files: readonly string[], to: string): void => {
  const settings = mkdtempSync(join(tmpdir(), 'baraza-office-'))
  try {
    const place = `-env:UserInstallation=file://${settings}`
    run(
      'soffice',
      place,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      dirname(files[0] ?? ''),
      ...files,
    )
  } finally {
    rmSync(settings, { recursive: true, force: true })
  }
}

/** The file as LibreOffice prints it: the path of a PDF beside it. */
export const printedByLibreOffice = (file: string): string => {
  convert([file], 'pdf')
  return beside(file, 'pdf')
}

/** The files as LibreOffice reads them: paths of texts beside them, with its own numbers. */
export const readByLibreOffice = (files: readonly string[]): string[] => {
  convert(files, 'txt:Text (encoded):UTF8')
  return files.map(file => beside(file, 'txt'))
}

/** The file as LibreOffice keeps it: XML with its tracked changes and comments. */
export const keptByLibreOffice = (file: string): string => {
  convert([file], 'fodt')
  return beside(file, 'fodt')
}

/** Text in the order of its lines on the pages; without page numbers at the foot. */
export const textOfPdf = (file: string): string =>
  run('pdftotext', '-layout', file, '-').replaceAll(/^\s*\d+ \/ \d+\s*$/gm, '')

/** How far a word on a page reaches to the right, at most, in points from its left edge. */
export const rightEdgeOfPdf = (file: string): number =>
  Math.max(
    ...[...run('pdftotext', '-bbox', file, '-').matchAll(/xMax="([\d.]+)"/g)].map(([, x]) =>
      Number(x),
    ),
  )

/** Text in the order of its structure tree, like a screen reader reads it. */
export const structureOfPdf = (file: string): string => run('pdfinfo', '-struct-text', file)

export const factsOfPdf = (file: string): string => run('pdfinfo', file)

/** The number of a paragraph at the beginning of a line: `1.` or `(a)`. */
export const numbersIn = (text: string): string[] =>
  [...text.matchAll(/^\s*(\d{1,2}\.|\([a-z]\))\s/gm)].map(([, number]) => number ?? '')

export const seedNumbers = [
  ...Array.from({ length: 8 }, (_, at) => `${at + 1}.`),
  ...Array.from('abcdefg', letter => `(${letter})`),
  ...['9.', '10.', '11.'],
]
