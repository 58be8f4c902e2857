// How an item and its papers are named.
import type { AgendaItem } from '#shared/contract'
import type { Words } from '../../words/index.ts'

/** "2 (a) Open amendments" */
export const nameOfItem = ({ number, title }: AgendaItem): string => `${number} ${title}`.trim()

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
