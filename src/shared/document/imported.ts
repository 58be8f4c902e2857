// What any file is brought down to before it becomes a document.
import type { NewBlock } from './write-blocks.ts'

/** What was changed or left behind on the way, for one plain sentence to the person. */
export type ImportNote = 'noise-removed' | 'links-dropped' | 'images-dropped'

export type Imported = {
  /** At least one block; none holds a line break. */
  blocks: NewBlock[]
  notes: ImportNote[]
  /** What the file says of its title; the heading that says it stays in the text too. */
  title: string | null
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

/** The lines of a file, whatever system wrote it; a byte order mark is taken off. */
export const linesOf = (text: string): string[] =>
  text.replace(/^\ufeff/, '').split(/\r\n|[\n\r\u0085\u2028\u2029]/)

export const emptyImport: readonly NewBlock[] = [{ kind: 'paragraph', runs: [] }]
