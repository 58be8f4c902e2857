// The paragraph with the cursor became another kind, by a key, a tool or another member: announced
// to people who cannot see its number change. Typed letters that turn it are gone afterwards, which is
// announced too.
import { useEffect } from 'react'
import { $getNodeByKey, $getSelection, $isRangeSelection, type LexicalEditor } from 'lexical'
import type { BlockKind } from '#document/model'
import { useWords } from '../../words/index.ts'
import { $blockOf } from '../blocks/block-edits.ts'
import { $isBlockNode } from '../blocks/block-node.ts'
import { $kindOf } from '../blocks/block-state.ts'
import { turnedTag } from '../input/typed-turns.ts'
import { useAnnounced } from './announced.ts'

const $kindAt = (key: string): BlockKind | null => {
  const node = $getNodeByKey(key)
  return $isBlockNode(node) ? $kindOf(node) : null
}

export function KindNews({ editor }: { editor: LexicalEditor }) {
  const words = useWords()
  const [announced, announce] = useAnnounced()
  useEffect(
    () =>
      editor.registerUpdateListener(({ editorState, prevEditorState, dirtyElements, tags }) => {
        if (dirtyElements.size === 0) return
        const key = editorState.read(() => {
          const selection = $getSelection()
          if (!$isRangeSelection(selection)) return null
          return $blockOf(selection.focus.getNode())?.getKey() ?? null
        })
        if (key === null || !dirtyElements.has(key)) return
        const before = prevEditorState.read(() => $kindAt(key))
        const kind = editorState.read(() => $kindAt(key))
        if (kind !== null && before !== null && (kind !== before || tags.has(turnedTag)))
          announce(words(`editor.kind.${kind}`))
      }),
    [editor, words, announce],
  )
  return (
    <div className="unseen" role="status" data-kind-news>
      {announced}
    </div>
  )
}
