// How much of the margin the marks of comments, amendments and suggestions take, for marks that stand below them.
import { useRemarks } from '../comments/comments-state.ts'
import { usePage } from '../../page/page-state.ts'
import { useAmendmentsView } from './amendments-state.ts'
import { markStep, marksAt, pointsOf } from './points.ts'

/** Pixels below the top of a block, by its index, at which the margin is free. */
export function useFreeMargin(): (index: number) => number {
  const blocks = usePage(each => each.blocks)
  const { threads, places, paragraphs } = useRemarks()
  const { amendments } = useAmendmentsView()
  const marks = marksAt(pointsOf({ threads, places, amendments, paragraphs }, blocks))
  return index => (marks.get(index) ?? 0) * markStep
}
