// Brackets as they are printed: "[14. Text]", "[14 bis. Other text]", and "[shall] [should]" within a
// paragraph. Printed, they are letters; who proposed what does not go along.
import type { Block, Page, Run } from '#document/model'

export type Edge = { opens: boolean; closes: boolean }

/** Where a pair of brackets begins and ends, for blocks next to each other. */
export const edgesOf = (blocks: readonly Pick<Block, 'bracket'>[]): Edge[] =>
  blocks.map(({ bracket }, index) => ({
    opens: bracket !== undefined && blocks[index - 1]?.bracket?.version !== bracket.version,
    closes: bracket !== undefined && blocks[index + 1]?.bracket?.version !== bracket.version,
  }))

type Bracketed = Pick<Run, 'bracket'>

/** The letters that read before and behind each stretch of words of one block. */
export const bracketSigns = (runs: readonly Bracketed[]): { before: string; after: string }[] =>
  runs.map(({ bracket }, index) => {
    if (!bracket) return { before: '', after: '' }
    const [before, after] = [runs[index - 1]?.bracket, runs[index + 1]?.bracket]
    const opens = before?.version !== bracket.version
    // Alternatives stand side by side without a letter between.
    const space = opens && before?.set === bracket.set ? ' ' : ''
    return {
      before: opens ? `${space}[` : '',
      after: after?.version === bracket.version ? '' : ']',
    }
  })

const plain = ({ bracket: _bracket, ...run }: Run): Run => run

/** Runs with the brackets within them as letters. */
export const printedRuns = (runs: readonly Run[]): Run[] => {
  const signs = bracketSigns(runs)
  return runs.flatMap((run, index) => {
    const { before = '', after = '' } = signs[index] ?? {}
    const sign = (text: string): Run[] => (text === '' ? [] : [{ ...plain(run), text }])
    return [...sign(before), plain(run), ...sign(after)]
  })
}

/** A page with its brackets as text: `number` holds the opening one where the block has a number. */
export const printBrackets = (page: Page): Page => {
  const edges = edgesOf(page.blocks)
  return {
    ...page,
    blocks: page.blocks.map(({ bracket: _bracket, ...block }, index) => {
      const { opens, closes } = edges[index] ?? { opens: false, closes: false }
      const runs = printedRuns(block.runs)
      const isNumbered = block.number !== ''
      return {
        ...block,
        number: opens && isNumbered ? `[${block.number}` : block.number,
        runs: [
          ...(opens && !isNumbered ? [{ text: '[' }] : []),
          ...runs,
          ...(closes ? [{ text: ']' }] : []),
        ],
      }
    }),
  }
}
