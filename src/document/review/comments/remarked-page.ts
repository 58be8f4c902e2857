// A page whose words know the comments on them, for files that show comments.
import type { Stretch } from './comments-anchor.ts'
import type { EntryId } from '#document/ids'
import type { Page, Run } from '#document/model'

type Mark = { id: EntryId; from: number; to: number }

/** A run in parts, each with the comments on all of it. */
const partsOf = (run: Run, at: number, marks: readonly Mark[]): Run[] => {
  const end = at + run.text.length
  const own = marks.filter(({ from, to }) => from < end && to > at)
  if (own.length === 0) return [run]
  const edges = own.flatMap(({ from, to }) => [from, to]).filter(edge => edge > at && edge < end)
  const cuts = [...new Set([at, ...edges, end])].toSorted((a, b) => a - b)
  return cuts.slice(0, -1).map((from, place) => {
    const to = cuts[place + 1] ?? end
    const remarks = own.filter(mark => mark.from < to && mark.to > from).map(({ id }) => id)
    const text = run.text.slice(from - at, to - at)
    return { ...run, text, ...(remarks.length > 0 && { remarks }) }
  })
}

/** `places`: of each comment, in units of the text with all that waits in it. */
export const withRemarks = (page: Page, places: ReadonlyMap<EntryId, readonly Stretch[]>): Page => {
  const marks = new Map<number, Mark[]>()
  for (const [id, stretches] of places)
    for (const { index, from, to } of stretches)
      marks.set(index, [...(marks.get(index) ?? []), { id, from, to }])
  const blocks = page.blocks.map((block, index) => {
    const own = marks.get(index)
    if (!own) return block
    let at = 0
    const runs = block.runs.flatMap(run => {
      const parts = partsOf(run, at, own)
      at += run.text.length
      return parts
    })
    return { ...block, runs }
  })
  return { ...page, blocks }
}
