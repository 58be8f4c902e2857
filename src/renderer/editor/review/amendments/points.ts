// The open points of a text and their positions: unsettled comments, and amendments. For the counts
// beside the outline, the marks in the margin, and the keys that go from one to the next.
import { FileDiff, FilePenLine, MessageSquare } from 'lucide-react'
import type { Amendment } from '#document/review/amendments'
import type { EntryId } from '#document/ids'
import type { ParagraphSuggestion, Suggestion } from '#document/review/suggestions'
import type { Stretch, Thread } from '#document/review/comments'
import type { CommentsState } from '../comments/comments-state.ts'
import type { PageState } from '../../page/page-state.ts'
import { openOf, type AmendmentsState } from './amendments-state.ts'

/** In block number `index`; `block` is its id. */
export type Point = {
  kind: 'comment' | 'amendment' | 'suggestion'
  id: EntryId
  index: number
  block: string
}

export const pointGlyphs = {
  comment: MessageSquare,
  amendment: FileDiff,
  suggestion: FilePenLine,
} as const

type Said = {
  threads: readonly Thread[]
  places: ReadonlyMap<EntryId, readonly Stretch[]>
  amendments: readonly Amendment[]
  /** Open ones for whole paragraphs; left out of the way from one point to the next. */
  paragraphs?: readonly ParagraphSuggestion[]
}

/** Pixels from one mark in the margin to the next one at the same block. */
export const markStep = 28

/** The number of marks at each block: one for each type of point. */
export const marksAt = (points: readonly Point[]): ReadonlyMap<number, number> => {
  const kinds = Map.groupBy(points, ({ index }) => index)
  return new Map(
    Array.from(kinds, ([index, here]) => [index, new Set(here.map(({ kind }) => kind)).size]),
  )
}

/** In the order of the page; what has no place in it is left out. */
export function pointsOf(said: Said, blocks: readonly { id: string }[]): Point[] {
  const { threads, places, amendments, paragraphs = [] } = said
  const comments = threads.flatMap(({ id, isResolved }): Point[] => {
    const index = places.get(id)?.[0]?.index
    const block = blocks[index ?? -1]?.id
    return isResolved || index === undefined || block === undefined
      ? []
      : [{ kind: 'comment', id, index, block }]
  })
  const open = openOf(amendments).flatMap(({ id, target }): Point[] => {
    const block = target ? blocks[target.index]?.id : undefined
    return target && block !== undefined
      ? [{ kind: 'amendment', id, index: target.index, block }]
      : []
  })
  const suggested = paragraphs.flatMap(({ id, target }): Point[] => {
    const index = Math.max(0, target?.index ?? NaN)
    const block = blocks[index]?.id
    return block === undefined ? [] : [{ kind: 'suggestion', id, index, block }]
  })
  return [...comments, ...open, ...suggested].toSorted(
    (a, b) => a.index - b.index || (a.kind < b.kind ? 1 : a.kind > b.kind ? -1 : 0),
  )
}

/** Suggestions that wait in the text, each where it begins. */
export const suggestedIn = (
  suggestions: readonly Pick<Suggestion, 'places'>[],
  blocks: readonly { id: string }[],
): Pick<Point, 'kind' | 'block'>[] =>
  suggestions.flatMap(({ places: [first] }) => {
    const block = blocks[first?.index ?? -1]?.id
    return block === undefined ? [] : [{ kind: 'suggestion' as const, block }]
  })

type Ways = { state: AmendmentsState; comments: CommentsState; page: PageState; step: 1 | -1 }

/** From the one that is looked at, or else from the caret; around the end to the beginning. */
export function nextPoint({ state, comments, page, step }: Ways): Point | undefined {
  const { blocks, current: caret } = page.snapshot()
  const { amendments, current } = state.view()
  const { threads, places } = comments.remarks.get()
  const points = pointsOf({ threads, places, amendments }, blocks)
  const here = points.findIndex(({ id }) => id === current || id === comments.view().current)
  if (here >= 0) return points.at((here + step) % points.length)
  const from = blocks.findIndex(({ id }) => id === caret)
  return step === 1
    ? (points.find(({ index }) => index >= from) ?? points[0])
    : (points.findLast(({ index }) => index <= from) ?? points.at(-1))
}
