// A text as readers outside the editor have it: in search, in lists, beside a translation, in files. Each wording in
// brackets reads apart there, nothing that waits is taken in, and a reference reads as its words.
import { printBrackets, printedRuns } from './bracket-print.ts'
import { blockText, settledPage, type Block, type Page } from '#document/model'
import { spokenPage } from '#document/numbering'

/** The page with brackets as letters; the number of a block has its opening one. Not to be written back. */
export const readersPage = (page: Page): Page => printBrackets(spokenPage(settledPage(page)))

/** The words of each block, the brackets around it with them: its number stands elsewhere. */
export const readersWords = (page: Page): string[] => {
  const spoken = spokenPage(settledPage(page))
  const blocks = spoken.blocks.map(block => ({ ...block, number: '' }))
  return printBrackets({ ...spoken, blocks }).blocks.map(blockText)
}

/** The words of one block of a settled page, with the brackets within it. */
export const printedWords = ({ runs }: Pick<Block, 'runs'>): string =>
  blockText({ runs: printedRuns(runs) })
