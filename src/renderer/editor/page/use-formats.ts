// The state of the tools: the formats and the kind at the cursor, and whether there is anything of
// one's own to undo or redo.
import { useMemo, useSyncExternalStore } from 'react'
import { $getSelection, $isRangeSelection, mergeRegister } from 'lexical'
import type { BlockKind } from '#document/model'
import { $selectedBlocks } from '../blocks/block-edits.ts'
import { $linkIn } from '../formats/links.ts'
import { $isOffRecord, $kindOf } from '../blocks/block-state.ts'
import { behindFrame } from '../replica/after-paint.ts'
import { $currentCell } from '../tables/table-commands.ts'
import type { Bound } from './use-binding.ts'

export type Formats = {
  bold: boolean
  italic: boolean
  underline: boolean
  superscript: boolean
  subscript: boolean
  /** The direction of the first paragraph; null: as the document. */
  direction: 'ltr' | 'rtl' | null
  link: boolean
  /** The caret is in a table, and whether that begins with a header. */
  table: boolean
  tableHeader: boolean
  /** Null when the selection holds several kinds. */
  kind: BlockKind | null
  /** Every selected paragraph is off the record. */
  off: boolean
  canUndo: boolean
  canRedo: boolean
}

const none: Formats = {
  bold: false,
  italic: false,
  underline: false,
  superscript: false,
  subscript: false,
  direction: null,
  link: false,
  table: false,
  tableHeader: false,
  kind: 'paragraph',
  off: false,
  canUndo: false,
  canRedo: false,
}

function $formats(before: Formats): Formats {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return before
  const blocks = $selectedBlocks(selection)
  const kinds = new Set(blocks.map($kindOf))
  const [first = 'paragraph'] = kinds
  const cell = $currentCell()
  return {
    ...before,
    bold: selection.hasFormat('bold'),
    italic: selection.hasFormat('italic'),
    underline: selection.hasFormat('underline'),
    superscript: selection.hasFormat('superscript'),
    subscript: selection.hasFormat('subscript'),
    direction: blocks[0]?.getDirection() ?? null,
    link: $linkIn(selection) !== '',
    table: cell !== null,
    tableHeader: cell?.hasHeader ?? false,
    kind: kinds.size > 1 ? null : first,
    off: blocks.length > 0 && blocks.every($isOffRecord),
  }
}

const same = (a: Formats, b: Formats): boolean =>
  (Object.keys(none) as (keyof Formats)[]).every(name => a[name] === b[name])

type FormatsStore = { get(): Formats; subscribe(listen: () => void): () => void }

function formatsOf(bound: Bound | null): FormatsStore {
  let formats = none
  const get = (): Formats => formats
  if (!bound) return { get, subscribe: () => () => {} }
  const { editor, binder } = bound
  const look = (): boolean => {
    const [canUndo, canRedo] = [binder.undo.canUndo(), binder.undo.canRedo()]
    const next = editor.getEditorState().read(() => $formats({ ...formats, canUndo, canRedo }))
    if (same(formats, next)) return false
    formats = next
    return true
  }
  return {
    get,
    subscribe(listen) {
      const lookAgain = (): void => {
        if (look()) listen()
      }
      lookAgain()
      const { ask, forget } = behindFrame(lookAgain)
      return mergeRegister(forget, editor.registerUpdateListener(ask), binder.undo.onChange(ask))
    },
  }
}

export function useFormats(bound: Bound | null): Formats {
  const store = useMemo(() => formatsOf(bound), [bound])
  return useSyncExternalStore(store.subscribe, store.get)
}
