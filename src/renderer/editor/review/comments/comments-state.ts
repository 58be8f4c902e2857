// The state that the parts of the screen share about comments and suggestions: the selected ones,
// the words of a new comment, and the paragraph of a new suggestion.
import { useSyncExternalStore } from 'react'
import type { EntryId } from '#document/ids'
import type { ParagraphSuggestion } from '#document/review/suggestions'
import type { BlockId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import { requiredContext } from '../../../ui/required-context.ts'
import type { PanelState } from '../../panel/panel-state.ts'
import type { Remarks, RemarksSnapshot, Words } from './remarks.ts'

export type CommentsShown = 'open' | 'resolved' | 'suggested'

/** A suggestion in the form for a paragraph; null for the beginning of the text. */
export type ParagraphDraft = { what: ParagraphSuggestion['what']; block: BlockId | null }

export type CommentsView = {
  shown: CommentsShown
  /** Settled suggestions come unfolded. */
  settledToo: boolean
  /** Null when nothing is being suggested. */
  suggestion: ParagraphDraft | null
  current: EntryId | null
  /** The thread whose answer is to be written now. */
  answering: EntryId | null
  /** Null when no comment is being written. */
  draft: Words | null
}

/** Another one after each reload of the text: what is shown stays. */
export type CommentsState = CommentsShowing & { remarks: Remarks }

export type CommentsShowing = {
  view(): CommentsView
  subscribe(listen: () => void): () => void
  show(change: Partial<CommentsView>): void
  /** Shows it and opens the panel for it. */
  bring(change: Partial<CommentsView>): void
}

export function createComments(panel: PanelState): CommentsShowing {
  const listeners = new Listeners()
  let view: CommentsView = {
    shown: 'open',
    settledToo: false,
    suggestion: null,
    current: null,
    answering: null,
    draft: null,
  }
  const show = (change: Partial<CommentsView>): void => {
    view = { ...view, ...change }
    listeners.tell()
  }
  return {
    view: () => view,
    subscribe: listeners.add,
    show,
    bring(change) {
      show(change)
      panel.show('comments')
    },
  }
}

export const [CommentsContext, useComments] = requiredContext<CommentsState>('comments')

export function useCommentsView(): CommentsView {
  const state = useComments()
  return useSyncExternalStore(state.subscribe, state.view)
}

export function useRemarks(): RemarksSnapshot {
  const { remarks } = useComments()
  return useSyncExternalStore(remarks.subscribe, remarks.get)
}
