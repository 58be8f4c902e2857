// Which documents and sessions the open page cites, and where; each block is read once for each of
// its states.
import { instrumentsIn } from '#shared/document'
import type { PageBlock } from '../page/page-state.ts'

export type CitedHere = { instrument: string; blocks: readonly PageBlock[] }

const known = new WeakMap<PageBlock, readonly string[]>()

const namesIn = (block: PageBlock): readonly string[] => {
  let names = known.get(block)
  if (!names) {
    names = [...new Set(instrumentsIn(block.text).map(({ instrument }) => instrument))]
    known.set(block, names)
  }
  return names
}

/** In the order in which the page first cites them. */
export function citedInstruments(blocks: readonly PageBlock[]): CitedHere[] {
  const found = new Map<string, PageBlock[]>()
  for (const block of blocks)
    for (const name of namesIn(block)) {
      const where = found.get(name) ?? []
      found.set(name, where)
      where.push(block)
    }
  return Array.from(found, ([instrument, where]) => ({ instrument, blocks: where }))
}
