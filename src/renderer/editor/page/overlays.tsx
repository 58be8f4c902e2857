// The parts that lie on the sheet beside its text.
import type { RefObject } from 'react'
import { PointMarks } from '../review/amendments/point-marks.tsx'
import { BracketMarks } from '../review/brackets/bracket-marks.tsx'
import { CommentHighlights } from '../review/comments/comment-highlights.tsx'
import { CorrectedMarks } from '../minutes/corrected-marks.tsx'
import { Footnotes } from '../notes/footnotes.tsx'
import { Regions } from '../restricted/regions.tsx'
import { ParagraphMarks } from '../review/suggestions/paragraph-marks.tsx'
import { SuggestionAuthors } from '../review/suggestions/suggestion-authors.tsx'
import { CursorLayer } from './cursor-layer.tsx'
import type { PageParts } from './page-parts.ts'

type OverlaysProps = PageParts & { sheet: RefObject<HTMLElement | null> }

export function Overlays(props: OverlaysProps) {
  const { summary, opened, state, bound, sheet, rights, restricted } = props
  const writable = rights.has('write')
  return (
    <>
      <Regions
        bound={bound}
        summary={summary}
        restricted={restricted}
        sheet={sheet}
        writable={writable}
      />
      {bound ? <Footnotes bound={bound} doc={state.doc} writable={writable} /> : null}
      <CommentHighlights editor={bound?.editor ?? null} may={rights.has('remark')} />
      <ParagraphMarks editor={bound?.editor ?? null} />
      {summary.kind === 'minutes' ? (
        <CorrectedMarks editor={bound?.editor ?? null} sheet={sheet} summary={summary} />
      ) : null}
      <SuggestionAuthors bound={bound} document={summary.id} />
      <PointMarks editor={bound?.editor ?? null} sheet={sheet} />
      <CursorLayer bound={bound} people={opened.people} sheet={sheet} />
      <BracketMarks bound={bound} summary={summary} sheet={sheet} writable={writable} />
    </>
  )
}
