// The words of a text file, line by line, and the levels that a text may go to.
import type { TextFile, TextLine } from '#shared/adoption'
import type { Level } from '#shared/contract'
import { unprintedIn } from '#document/consultation'

const levels: readonly Level[] = ['country', 'regional', 'global']

/** From a country to its region and on to the global group, never back. */
export const maySendTo = (from: Level, to: Level): boolean =>
  levels.indexOf(to) > levels.indexOf(from)

/** Empty for a line without words, and for a withheld paragraph. */
export const wordsOfLine = (line: TextLine): string =>
  'runs' in line
    ? line.runs.map(run => ('note' in run ? '' : run.words)).join('')
    : line.what === 'note'
      ? line.words
      : ''

/** The description of a picture, and where links lead. */
const besideWordsOf = (line: TextLine): string =>
  'runs' in line
    ? unprintedIn({
        runs: line.runs.flatMap(run =>
          'note' in run || run.address === '' ? [] : [{ text: run.words, href: run.address }],
        ),
        ...(line.what === 'figure' && { alternative: line.alternative }),
      })
    : ''

/** All that a reader of the file can read. */
export const wordsThatLeave = ({ head, lines }: TextFile): string[] => [
  head.title,
  ...lines.map(wordsOfLine),
  ...lines.map(besideWordsOf),
]
