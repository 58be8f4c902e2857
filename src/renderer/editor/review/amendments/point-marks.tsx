// Beside a paragraph, in the margin: how many comments, amendments and suggestions are open there, and a bar along the
// one whose amendment is looked at. Lies over the sheet, so that nothing is added to the text.
import { memo } from 'react'
import { Icon } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { useComments, useRemarks } from '../comments/comments-state.ts'
import { usePage, usePageState } from '../../page/page-state.ts'
import { usePlacedBlocks, type OnSheet } from '../../page/placed-blocks.ts'
import { useAmendments, useAmendmentsView } from './amendments-state.ts'
import { markStep, pointGlyphs, pointsOf, type Point } from './points.ts'
import './amendments.css'

const marks = {
  comment: 'amendments.mark.comments',
  amendment: 'amendments.mark.amendments',
  suggestion: 'suggesting.marks',
} as const

export const PointMarks = memo(function PointMarks({ editor, sheet }: OnSheet) {
  const words = useWords()
  const state = useAmendments()
  const comments = useComments()
  const { threads, places, paragraphs } = useRemarks()
  const { amendments, current } = useAmendmentsView()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const points = pointsOf({ threads, places, amendments, paragraphs }, blocks)
  const labels = new Map(amendments.map(({ id, label }) => [id, label]))
  const indexes = [...new Set(points.map(({ index }) => index))]
  const placed = usePlacedBlocks({ editor, sheet }, indexes)

  if (points.length === 0) return null
  const bring = (point: Point | undefined): void => {
    if (point?.kind === 'comment') comments.bring({ current: point.id, draft: null })
    else if (point?.kind === 'suggestion')
      comments.bring({ shown: 'suggested', suggestion: null, current: null, draft: null })
    else if (point) state.bring({ current: point.id, draft: null })
  }
  return (
    <div className="point-marks" role="group" aria-label={words('amendments.marks')}>
      {indexes.map(index => {
        const at = placed.get(index)
        if (!at) return null
        const here = points.filter(point => point.index === index)
        const kinds = (['comment', 'amendment', 'suggestion'] as const).flatMap(kind => {
          const of = here.filter(point => point.kind === kind)
          return of.length > 0 ? [{ kind, of }] : []
        })
        const place = blocks[index]?.place ?? ''
        const isCurrent = here.some(({ id }) => id === current)
        return (
          <div key={blocks[index]?.id ?? index}>
            {isCurrent ? (
              <span
                className="point-bar"
                style={{ insetBlockStart: at.top, blockSize: at.height }}
              />
            ) : null}
            {kinds.map(({ kind, of }, row) => (
              <button
                key={kind}
                type="button"
                className="point-mark"
                data-kind={kind}
                style={{ insetBlockStart: at.top + row * markStep }}
                aria-label={words(marks[kind], {
                  count: of.length,
                  place: place === '' ? words('amendments.mark.text') : place,
                  labels: words.list(of.flatMap(({ id }) => labels.get(id) ?? [])),
                })}
                onClick={() => {
                  const next = of.findIndex(({ id }) => id === current)
                  bring(of[(next + 1) % of.length])
                  page.goTo(of[0]?.block ?? '')
                }}
              >
                <Icon of={pointGlyphs[kind]} size="small" />
                <bdi>{of.length}</bdi>
              </button>
            ))}
          </div>
        )
      })}
    </div>
  )
})
