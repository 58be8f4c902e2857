// The bound page as React sees it: bound while a component shows it and its text is there.
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext'
import type { DocumentKind, Language } from '#shared/contract'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Moved } from '../blocks/move-commands.ts'
import type { Opened } from '../replica/use-window-replica.ts'
import type { TableSize } from '../tables/show-tables.ts'
import type { TableRefusal } from '../tables/table-edits.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'
import { type BindPageParts, bindPage, type Bound } from './bind-page.ts'
import { useSuggestedByKeys } from '../review/suggestions/use-suggesting.ts'
import type { FailureRelay } from './failure-relay.ts'
import { usePageState } from './page-state.ts'
import { holdReadingCaret } from './reading-caret.ts'

export type { Bound } from './bind-page.ts'

export type BindingParts = {
  opened: Opened
  state: WindowReplicaState
  writable: boolean
  relay: FailureRelay
  kind: DocumentKind
  language: Language
  onMoved: (moved: Moved) => void
  onUndone: BindPageParts['onUndone']
}

const nothing = (): void => {}

/** `parts` null: not yet. */
function boundStore(parts: BindPageParts | null): { get(): Bound | null; subscribe(): () => void } {
  let bound: Bound | null = null
  return {
    get: () => bound,
    subscribe() {
      if (!parts) return nothing
      const made = bindPage(parts)
      bound = made.bound
      return () => {
        bound = null
        made.release()
      }
    },
  }
}

/** Null until the text is there. */
export function useBinding(parts: BindingParts): Bound | null {
  const { opened, state, writable, relay, kind, language, onMoved, onUndone } = parts
  const words = useWords()
  const tables = useMemo(
    () => ({
      label: (size: TableSize) => words('tables.label', size),
      onRefused: (why: TableRefusal) => say(words(`tables.refused.${why}`)),
    }),
    [words],
  )
  const byKeys = useSuggestedByKeys()
  const [editor] = useLexicalComposerContext()
  const page = usePageState()
  const { doc, phase } = state
  const shown = phase !== 'opening' && phase !== 'closed'
  const store = useMemo(
    () =>
      boundStore(
        shown
          ? {
              editor,
              doc,
              opened,
              page,
              relay,
              numbering: { kind, language },
              onMoved,
              onUndone,
              byKeys,
              tables,
            }
          : null,
      ),
    [shown, editor, doc, opened, page, relay, kind, language, onMoved, onUndone, byKeys, tables],
  )
  const bound = useSyncExternalStore(store.subscribe, store.get)
  useEffect(() => editor.setEditable(writable && bound !== null), [editor, writable, bound])
  const isRead = bound !== null && phase === 'open' && !writable
  useEffect(() => (isRead ? holdReadingCaret(editor) : undefined), [editor, isRead])
  return bound
}
