// The form of any file before it becomes a document. A file is read in steps, one for a line or a
// paragraph, so that other work runs between them.
import { Failure } from '#shared/failure'
import type { NewBlock } from '#document/blocks'

/** Changes and losses on the way, for one plain sentence to the person. */
export type ImportNote = 'noise-removed' | 'links-dropped'

export type Imported = {
  /** At least one block; none holds a line break. */
  blocks: NewBlock[]
  notes: ImportNote[]
  /** The title that the file gives; its heading stays in the text too. */
  title: string | null
}

/**
 * The limits of a file, twice those of one with 700 pages: lines with words, paragraphs and cells,
 * runs of words in one format, and remarks.
 */
const most = { lines: 60_000, blocks: 12_000, runs: 60_000, remarks: 12_000 }

/** Failure `file-too-large`. */
export const mustBeFew = (what: keyof typeof most, count: number): void => {
  if (count > most[what]) throw new Failure('file-too-large')
}

// Control characters, soft hyphens, byte order marks, private use (symbol fonts), lone surrogates,
// and the characters that reorder the text after them. Joiners and direction marks stay: scripts
// need them.
const noise =
  /(?![\t\n\v\f\r\u0085])\p{Cc}|[\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]|\p{Co}|\p{Cs}/gu

/** Text without noise and with every stretch of white space as one space; no-break spaces stay. */
export const cleanText = (text: string): string =>
  text.replace(noise, '').replace(/[\t\n\v\f\r\u0085\u2028\u2029 ]+/g, ' ')

export const hasNoise = (text: string): boolean => text.search(noise) >= 0
