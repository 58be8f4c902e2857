// The paragraphs and figures that can be referred to, narrowed by a typed number or by words.
import { findPlaces } from '#document/reading'
import { isBlockId } from '#document/ids'
import type { BlockId } from '#shared/ids'
import type { PageBlock } from '../page/page-state.ts'

/** As many as anyone reads; more letters narrow them. */
const most = 100

type Choice = PageBlock & { id: BlockId }

const isChoice = (block: PageBlock): block is Choice => block.number !== '' && isBlockId(block.id)

/** Paragraphs with the number come first, then those with the words. */
export const choicesFor = (blocks: readonly PageBlock[], typed: string): Choice[] => {
  const all = blocks.filter(isChoice)
  const sought = typed.trim().toLocaleLowerCase()
  if (sought === '') return all.slice(0, most)
  const numbered = findPlaces(all, typed).flatMap(index => all[index] ?? [])
  const named = all.filter(
    ({ kind, number }) => kind === 'figure' && number.toLocaleLowerCase().includes(sought),
  )
  const worded = all.filter(({ text }) => text.toLocaleLowerCase().includes(sought))
  return [...new Set([...numbered, ...named, ...worded])].slice(0, most)
}
