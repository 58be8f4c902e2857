// How an item is named: by the numbers of the items that it is part of, and its own.
import type { AgendaItem } from '#shared/contract'
import type { Words } from '../../words/index.ts'

const bare = (number: string): string => number.replace(/\.$/, '')

/** "2 (a)"; empty for a closed item. */
export function placeOfItem(list: readonly AgendaItem[], item: AgendaItem): string {
  if (item.number === '') return ''
  const at = list.findIndex(each => isSamePlace(each, item))
  const numbers = [bare(item.number)]
  let { depth } = item
  for (const above of list.slice(0, Math.max(at, 0)).toReversed())
    if (above.number !== '' && above.depth < depth) {
      numbers.unshift(bare(above.number))
      depth = above.depth
    }
  return numbers.join(' ')
}

/** "2 (a) Open amendments" */
export const nameOfItem = (list: readonly AgendaItem[], item: AgendaItem): string =>
  `${placeOfItem(list, item)} ${item.title}`.trim()

/** Items without parts: their minutes are those of the meeting. */
export const leavesOf = (list: readonly AgendaItem[]): AgendaItem[] =>
  list.filter((item, at) => {
    const next = list[at + 1]
    return !next || next.depth <= item.depth
  })

type Paper = Pick<AgendaItem['papers'][number], 'reference' | 'title'>

/** The reference of a paper, else its title; one that is not here has neither. */
export const nameOfPaper = ({ reference, title }: Paper, words: Words): string =>
  reference === '' ? (title ?? words('meetings.item.unknownPaper')) : reference

export const isSamePlace = (
  a: Pick<AgendaItem, 'agenda' | 'block'>,
  b: Pick<AgendaItem, 'agenda' | 'block'> | null,
): boolean => b !== null && a.agenda === b.agenda && a.block === b.block
