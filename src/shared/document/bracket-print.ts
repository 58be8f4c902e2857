// Brackets as they are printed: "[14. Text]", "[14 bis. Other text]", and "[shall] [should]" within a
// paragraph. Printed, they are letters; who proposed what does not go along.
import type { Block, Page, Run } from './page.ts'

export type Edge = { opens: boolean; closes: boolean }

/** Where a pair of brackets begins and ends, for blocks next to each other. */
export const edgesOf = (blocks: readonly Pick<Block, 'bracket'>[]): Edge[] =>
  blocks.map(({ bracket }, index) => ({
    opens: bracket !== undefined && blocks[index - 1]?.bracket?.version !== bracket.version,
    closes: bracket !== undefined && blocks[index + 1]?.bracket?.version !== bracket.version,
  }))

const plain = ({ bracket: _bracket, ...run }: Run): Run => run

const printedRuns = (runs: readonly Run[]): Run[] =>
  runs.flatMap((run, index) => {
    const { bracket } = run
    if (!bracket) return [run]
    const [before, after] = [runs[index - 1]?.bracket, runs[index + 1]?.bracket]
    const opens = before?.version !== bracket.version
    // Alternatives stand side by side without a letter between.
    const space = opens && before?.set === bracket.set ? ' ' : ''
    const sign = (text: string): Run => ({ ...plain(run), text })
    return [
      ...(opens ? [sign(`${space}[`)] : []),
      plain(run),
      ...(after?.version === bracket.version ? [] : [sign(']')]),
    ]
  })

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
