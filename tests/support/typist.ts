// A person at the keyboard of an editor without a window: keys go the way of the product, and what
// the product leaves to the browser is done in its place.
import { registerRichText } from '@lexical/rich-text'
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  BEFORE_INPUT_COMMAND,
  COMMAND_PRIORITY_CRITICAL,
  COMMAND_PRIORITY_NORMAL,
  DELETE_CHARACTER_COMMAND,
  KEY_DOWN_COMMAND,
  PASTE_COMMAND,
  type RangeSelection,
} from 'lexical'
import { $selectAt } from '../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode } from '../../src/renderer/editor/blocks/block-node.ts'
import { $idOf } from '../../src/renderer/editor/blocks/block-state.ts'
import type { EditorPeer } from './editor-peer.ts'

const $range = (): RangeSelection | null => {
  const selection = $getSelection()
  return $isRangeSelection(selection) ? selection : null
}

export const typist = (peer: EditorPeer) => {
  const { editor } = peer
  registerRichText(editor)
  editor.registerCommand(
    BEFORE_INPUT_COMMAND,
    ({ data }) => {
      $range()?.insertText(data ?? '')
      return true
    },
    COMMAND_PRIORITY_NORMAL,
  )
  editor.registerCommand(
    DELETE_CHARACTER_COMMAND,
    () => {
      const selection = $range()
      if (!selection) return false
      selection.anchor.offset -= 1
      selection.removeText()
      return true
    },
    COMMAND_PRIORITY_CRITICAL,
  )
  // Lexical's own pasting needs a window.
  editor.registerCommand(PASTE_COMMAND, () => true, COMMAND_PRIORITY_NORMAL)
  const input = (data: string, inputType = 'insertText'): void =>
    peer.edit(() => {
      const event = { data, inputType, preventDefault: () => {}, getTargetRanges: () => [] }
      editor.dispatchCommand(BEFORE_INPUT_COMMAND, event as never)
    })
  /** True where the key was taken. A letter is written where it was not. */
  const press = (name: string, init: Partial<KeyboardEvent> = {}): boolean => {
    const event = {
      ...{ key: name, code: name, defaultPrevented: false },
      ...{ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
      preventDefault() {
        this.defaultPrevented = true
      },
      ...init,
    }
    peer.edit(() => void editor.dispatchCommand(KEY_DOWN_COMMAND, event as never))
    const isWritten = name.length === 1 && !event.ctrlKey && !event.defaultPrevented
    if (isWritten) input(name)
    return event.defaultPrevented
  }
  const select = (block: number, from: number, to = from): void =>
    peer.edit(() => {
      const found = $getRoot().getChildAtIndex(block)
      if (!$isBlockNode(found)) return
      $selectAt(found, from)
      const selection = $range()
      if (selection && to > from) selection.focus.offset += to - from
    })
  return {
    input,
    press,
    type: (text: string): void => Array.from(text).forEach(each => void press(each)),
    /** Characters of the block's text. */
    select,
    /** Characters of the first block's text. */
    remove: (from: number, to: number): void => {
      select(0, from, to)
      peer.edit(() => $range()?.removeText())
    },
    /** An input method begins to compose at the cursor. */
    compose: (): void =>
      peer.edit(() => {
        editor._compositionKey = $range()?.anchor.key ?? null
      }),
    idOf: (block: number) => {
      const id = peer.read(() => {
        const found = $getRoot().getChildAtIndex(block)
        return $isBlockNode(found) ? $idOf(found) : null
      })
      if (id === null) throw new Error('no id')
      return id
    },
  }
}
