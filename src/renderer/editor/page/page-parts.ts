// The properties of the page and of the parts over and below it.
import type { DocumentSummary, Restricted, Right } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import type { Preview } from '../preview/index.tsx'
import type { Opened } from '../replica/use-window-replica.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'
import type { Edge } from './page-state.ts'
import type { Bound } from './use-binding.ts'

export type PageViewProps = {
  summary: DocumentSummary
  opened: Opened
  state: WindowReplicaState
  block: BlockId | undefined
  edge: Edge
  /** Shown until the page is there. */
  preview: Preview
}

export type PageParts = PageViewProps & {
  bound: Bound | null
  rights: ReadonlySet<Right>
  restricted: readonly Restricted[]
}
