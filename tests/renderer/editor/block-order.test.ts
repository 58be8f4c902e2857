// Changes that count as another order of the blocks: tested for random changes, made here and
// elsewhere, and compared with the two lists of blocks themselves.
import {
  $createTextNode,
  $getRoot,
  createEditor,
  type EditorState,
  type ElementNode,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { numbersFrom } from '#tests/trials'
import { $createBlockNode, blockNodes } from '../../../src/renderer/editor/blocks/block-node.ts'
import { keepsBlockOrder } from '../../../src/renderer/editor/blocks/block-order.ts'
import { createPageState } from '../../../src/renderer/editor/page/page-state.ts'
import { watchPage } from '../../../src/renderer/editor/page/watch-page.ts'

const blocks = ['One', 'Two', 'Three', 'Four'].map(text => block('num1', text))
const open = (client: number): EditorPeer =>
  openPeer({ client, from: Y.encodeStateAsUpdate(documentWith(blocks)) })

const keysOf = (state: EditorState): string =>
  state.read(() => $getRoot().getChildrenKeys().join(' '))

/** As the reconciler of a window does for every key: it keeps the whole text on the root. */
const $rewriteRoot = (): void => void $getRoot().getWritable()

const $at = (index: number): ElementNode | null => $getRoot().getChildAtIndex<ElementNode>(index)
const operations: ((index: number, other: number) => void)[] = [
  index => $at(index)?.append($createTextNode('x')),
  index => $at(index)?.insertAfter($createBlockNode('num1').append($createTextNode('new'))),
  index => $at(index)?.remove(),
  (index, other) => {
    const [one, two] = [$at(index), $at(other)]
    if (one && two && one !== two) two.insertAfter(one)
  },
  (index, other) => {
    $at(index)?.remove()
    $at(other)?.insertBefore($createBlockNode())
  },
  index => $at(index)?.replace($createBlockNode('quote')),
]

test('is told for every change, made here or elsewhere', () => {
  const seed = Date.now() % 1_000_000
  const next = numbersFrom(seed)
  const below = (count: number): number => Math.floor(next() * count)
  const [a, b] = [open(21), open(22)]
  let [same, other] = [0, 0]
  for (const { editor } of [a, b])
    editor.registerUpdateListener(update => {
      const keeps = keysOf(update.prevEditorState) === keysOf(update.editorState)
      expect(keepsBlockOrder(update), `seed ${seed}`).toBe(keeps)
      if (keeps) same++
      else other++
    })
  for (let turn = 0; turn < 400; turn++) {
    const peer = next() < 0.5 ? a : b
    const size = peer.read(() => $getRoot().getChildrenSize())
    const operation = operations[size < 3 ? below(2) : below(operations.length)]
    peer.edit(() => {
      $rewriteRoot()
      operation?.(below(size), below(size))
    })
    if (next() < 0.3) exchange(a, b)
  }
  exchange(a, b)
  expect(a.failures).toEqual([])
  expect(a.texts(), `seed ${seed}`).toEqual(b.texts())
  expect(Math.min(same, other)).toBeGreaterThan(50)
})

test('typing reads the block that is written in, and the page is published after a pause', () => {
  const editor = createEditor({
    nodes: [...blockNodes],
    onError: error => expect.fail(error.message),
  })
  const edit = (change: () => void): void => editor.update(change, { discrete: true })
  edit(() => {
    for (const text of ['One', 'Two'])
      $getRoot().append($createBlockNode('num1').append($createTextNode(text)))
  })
  const page = createPageState()
  const stop = watchPage(editor, page, { kind: 'statement', language: 'en' })
  edit(() => void $at(1)?.append($createTextNode('!')))
  let published = 0
  page.subscribe(() => published++)
  for (let key = 0; key < 20; key++)
    edit(() => {
      $rewriteRoot()
      $at(1)?.append($createTextNode('x'))
    })
  expect(published).toBe(0)
  edit(() => void $at(0)?.insertBefore($createBlockNode('num1')))
  expect(published).toBe(1)
  expect(page.snapshot().blocks[2]?.text).toBe(`Two!${'x'.repeat(20)}`)
  stop()
})
