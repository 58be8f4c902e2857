// Dialogs of the page: references, figures, lines of minutes, cards of citations.
import type { DocumentSummary } from '#shared/contract'
import { Citations } from '../citations/citations.tsx'
import { CrossReferences } from '../cross-references/cross-references.tsx'
import { Figures } from '../figures/figures.tsx'
import { Lines } from '../minutes/lines.tsx'
import type { WindowReplicaState } from '../replica/window-replica.ts'
import type { Bound } from './use-binding.ts'

type PageDialogsProps = {
  summary: DocumentSummary
  state: WindowReplicaState
  bound: Bound | null
  writable: boolean
}

export function PageDialogs({ summary, state, bound, writable }: PageDialogsProps) {
  const { doc } = state
  return (
    <>
      {bound ? <CrossReferences bound={bound} /> : null}
      {bound ? <Figures bound={bound} document={summary.id} doc={doc} /> : null}
      {bound && summary.kind === 'minutes' ? (
        <Lines bound={bound} doc={doc} summary={summary} writable={writable} />
      ) : null}
      <Citations editor={bound?.editor ?? null} document={summary.id} />
    </>
  )
}
