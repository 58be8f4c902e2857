// Binds the editor to the replica while it is shown, and connects what belongs to it: own undo, keys,
// numbers, the outline's view of the page, and saying where one's caret is.
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext'
import {
  COMMAND_PRIORITY_HIGH,
  DRAGSTART_COMMAND,
  mergeRegister,
  REDO_COMMAND,
  UNDO_COMMAND,
  type LexicalEditor,
} from 'lexical'
import type { Language } from '#shared/contract'
import { bind, type Binder } from '../binder.ts'
import type { Rescued } from '../rescue.ts'
import type { Opened } from '../session/use-session.ts'
import type { SessionState } from '../session/session.ts'
import { usePageState } from './page-state.ts'
import { showLinks } from './show-links.ts'
import { watchPage } from './watch-page.ts'
import { registerWritingKeys } from './writing-keys.ts'

export type Bound = {
  editor: LexicalEditor
  binder: Binder
  onRescued(listen: (rescued: Rescued) => void): () => void
}

export type BindingParts = {
  opened: Opened
  state: SessionState
  writable: boolean
  failed: RefObject<(error: unknown) => void>
  language: Language
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** Null until the text is there. */
export function useBinding({
  opened,
  state,
  writable,
  failed,
  language,
}: BindingParts): Bound | null {
  const [editor] = useLexicalComposerContext()
  const page = usePageState()
  const [bound, setBound] = useState<Bound | null>(null)
  const { doc, phase } = state
  const shown = phase !== 'opening' && phase !== 'closed'
  const languageNow = useRef(language)

  useEffect(() => {
    if (!shown) return
    const rescues = new Set<(rescued: Rescued) => void>()
    const binder = bind(editor, doc, {
      random,
      onFailure: error => {
        console.error(error)
        opened.session.editorFailed()
      },
      onRescued: rescued => rescues.forEach(tell => tell(rescued)),
    })
    failed.current = binder.fail
    const release = mergeRegister(
      () => binder.unbind(),
      () => void (failed.current = () => {}),
      registerWritingKeys(editor),
      showLinks(editor),
      watchPage(editor, page, languageNow.current),
      binder.onCaretMove(presence =>
        opened.presence.say(presence ?? { anchor: null, focus: null }),
      ),
      editor.registerCommand(UNDO_COMMAND, () => (binder.undo.undo(), true), COMMAND_PRIORITY_HIGH),
      editor.registerCommand(REDO_COMMAND, () => (binder.undo.redo(), true), COMMAND_PRIORITY_HIGH),
      // Dragging text moves it, and a move loses what others write in it meanwhile.
      editor.registerCommand(
        DRAGSTART_COMMAND,
        event => (event.preventDefault(), true),
        COMMAND_PRIORITY_HIGH,
      ),
    )
    opened.presence.say({ anchor: null, focus: null })
    setBound({
      editor,
      binder,
      onRescued: listen => {
        rescues.add(listen)
        return () => void rescues.delete(listen)
      },
    })
    return () => {
      setBound(null)
      release()
    }
  }, [editor, doc, shown, opened, page, failed])

  useEffect(() => editor.setEditable(writable && bound !== null), [editor, writable, bound])
  return bound
}
