// What the tools show: the formats and the kind at the caret, and whether there is anything of one's
// own to undo or redo.
import { useEffect, useState } from 'react'
import { $getSelection, $isRangeSelection, mergeRegister } from 'lexical'
import type { BlockKind } from '#shared/document'
import { $selectedBlocks } from '../block-edits.ts'
import { $kindOf } from '../block-state.ts'
import type { Bound } from './use-binding.ts'

export type Formats = {
  bold: boolean
  italic: boolean
  /** Null when the selection holds several kinds. */
  kind: BlockKind | null
  canUndo: boolean
  canRedo: boolean
}

const none: Formats = {
  bold: false,
  italic: false,
  kind: 'paragraph',
  canUndo: false,
  canRedo: false,
}

function $formats(before: Formats): Formats {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return before
  const kinds = new Set($selectedBlocks(selection).map($kindOf))
  const [first = 'paragraph'] = kinds
  return {
    ...before,
    bold: selection.hasFormat('bold'),
    italic: selection.hasFormat('italic'),
    kind: kinds.size > 1 ? null : first,
  }
}

const same = (a: Formats, b: Formats): boolean =>
  a.bold === b.bold &&
  a.italic === b.italic &&
  a.kind === b.kind &&
  a.canUndo === b.canUndo &&
  a.canRedo === b.canRedo

export function useFormats(bound: Bound | null): Formats {
  const [formats, setFormats] = useState(none)
  useEffect(() => {
    if (!bound) return setFormats(none)
    const { editor, binder } = bound
    const look = (): void => {
      const canUndo = binder.undo.canUndo()
      const canRedo = binder.undo.canRedo()
      setFormats(before => {
        const next = editor.getEditorState().read(() => $formats({ ...before, canUndo, canRedo }))
        return same(before, next) ? before : next
      })
    }
    look()
    return mergeRegister(editor.registerUpdateListener(look), binder.undo.onChange(look))
  }, [bound])
  return formats
}
