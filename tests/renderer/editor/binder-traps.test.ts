// The traps of the binding, each as it was met, with the product's own editor code.
import type { BlockKind } from '#document/model'
import { exchange, openPeer, send, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import {
  $createLineBreakNode,
  $createTabNode,
  $createTextNode,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  type TextNode,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  $joinBlocks,
  $moveBlock,
  $splitBlock,
} from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { $setKind } from '../../../src/renderer/editor/blocks/block-state.ts'

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}
const $textAt = (index: number): TextNode => {
  const found = $blockAt(index).getFirstChild()
  if (!$isTextNode(found)) throw new Error(`No text ${index}`)
  return found
}

/** Peers with one page of the given paragraphs. */
const peersWith = (...texts: string[]): [EditorPeer, EditorPeer] => {
  const from = Y.encodeStateAsUpdate(documentWith(texts.map(text => block('num1', text))))
  return [openPeer({ client: 11, from }), openPeer({ client: 12, from })]
}
/** Both read the same; what they read. */
const agreed = (a: EditorPeer, b: EditorPeer): string[] => {
  exchange(a, b)
  expect([...a.failures, ...b.failures]).toEqual([])
  expect(a.page()).toEqual(b.page())
  return a.texts()
}
const type = (peer: EditorPeer, index: number, at: number, words: string): void =>
  peer.edit(() => $textAt(index).select(at, at).insertText(words))

test('trap 1: two people write the first words of one empty block; nothing is doubled', () => {
  const [a, b] = peersWith('', 'other')
  a.edit(() => $blockAt(0).select().insertText('Alpha'))
  b.edit(() => $blockAt(0).select().insertText('Beta'))
  expect(agreed(a, b)[0]).toBe('AlphaBeta')
  // The same in a block that was made a moment ago, and in one that was emptied.
  a.edit(() => {
    const next = $blockAt(1).sibling()
    $blockAt(1).insertAfter(next)
    next.select()
  })
  b.edit(() => $textAt(0).select(0, 9).removeText())
  exchange(a, b)
  a.edit(() => $blockAt(2).select().insertText('one '))
  b.edit(() => $blockAt(2).select().insertText('two '))
  a.edit(() => $blockAt(0).select().insertText('x'))
  b.edit(() => $blockAt(0).select().insertText('y'))
  expect(agreed(a, b)).toEqual(['xy', 'other', 'one two '])
  // Where each had brought a text of its own, going on to write would double both.
  type(a, 2, 4, '1')
  type(b, 2, 4, '2')
  expect(agreed(a, b)).toEqual(['xy', 'other', 'one 12two '])
})

test('trap 2: undo removes one’s own words and no words of others', () => {
  const [a, b] = peersWith('')
  a.edit(() => $blockAt(0).select().insertText('States should protect'))
  exchange(a, b)
  type(b, 0, 21, ' defenders')
  exchange(a, b)
  a.binder.undo.undo()
  expect(agreed(a, b)).toEqual([' defenders'])
  a.binder.undo.redo()
  expect(agreed(a, b)).toEqual(['States should protect defenders'])
  // A block in which another member has written stays when its making is undone.
  a.binder.undo.separate()
  a.edit(() => void $blockAt(0).insertAfter($blockAt(0).sibling()))
  exchange(a, b)
  b.edit(() => $blockAt(1).select().insertText('mine'))
  exchange(a, b)
  a.binder.undo.undo()
  expect(agreed(a, b)).toEqual(['States should protect defenders', 'mine'])
  expect(b.binder.undo.canUndo()).toBe(true)
})

test('trap 3: changing several places at once leaves what others write between them', () => {
  const [a, b] = peersWith('State must protect defenders and State must fund.')
  a.edit(
    () => void $textAt(0).setTextContent('State should protect defenders and State should fund.'),
  )
  type(b, 0, 28, ' at risk')
  expect(agreed(a, b)).toEqual(['State should protect defenders at risk and State should fund.'])
})

test('trap 4: a split tells where its half came from, a join keeps the larger block', () => {
  const [a, b] = peersWith('one two', 'a much longer paragraph')
  const [first, second] = a.page().blocks
  a.edit(() => void $splitBlock($textAt(0).select(4, 4)))
  expect(a.page().blocks[1]).toMatchObject({ from: first?.id, kind: 'num1' })
  a.edit(() => void $joinBlocks($blockAt(1), $blockAt(2)))
  type(b, 1, 23, '!')
  expect(agreed(a, b)).toEqual(['one ', 'twoa much longer paragraph!'])
  expect(a.page().blocks[1]?.id).toBe(second?.id)
})

test('trap 4: words that fall into a removed block are reported to both sides', () => {
  const [a, b] = peersWith('Paragraph about funding.', 'other')
  const { id } = a.page().blocks[0] ?? {}
  a.edit(() => $blockAt(0).remove())
  type(b, 0, 24, ' Plus my long')
  b.edit(() => $textAt(0).select(37, 37).insertText(' offline addition.'))
  expect(agreed(a, b)).toEqual(['other'])
  const lost = { block: id, text: ' Plus my long offline addition.', client: 12 }
  expect(a.rescued).toEqual([lost])
  expect(b.rescued).toEqual([lost])
})

test('trap 4: words that arrive later are found without knowing what their update removes', () => {
  const [a, b] = peersWith('Paragraph.', 'other')
  const { id } = a.page().blocks[0] ?? {}
  a.edit(() => $blockAt(0).remove())
  type(b, 0, 10, ' More.')
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc), 'plain')
  expect(a.rescued).toEqual([{ block: id, text: ' More.', client: 12 }])
})

test('trap 4: what its writer had taken back, and what the remover had read, is not reported', () => {
  const [a, b] = peersWith('Paragraph.', 'other')
  type(b, 0, 0, 'Seen ')
  exchange(a, b)
  type(b, 0, 0, 'gone')
  b.edit(() => $textAt(0).select(0, 4).removeText())
  a.edit(() => $blockAt(0).remove())
  exchange(a, b)
  b.edit(() => $blockAt(0).remove())
  send(b, a)
  expect([...a.rescued, ...b.rescued]).toEqual([])
})

test('trap 4: moving a block keeps its id, and words written in it meanwhile are reported', () => {
  const [a, b] = peersWith('one', 'two', 'three')
  const { id } = a.page().blocks[0] ?? {}
  a.edit(() => $moveBlock($blockAt(0), $blockAt(2)))
  type(b, 0, 3, ' more')
  expect(agreed(a, b)).toEqual(['two', 'three', 'one'])
  expect(a.page().blocks[2]?.id).toBe(id)
  expect(a.rescued).toEqual([{ block: id, text: ' more', client: 12 }])
})

test('trap 5: hearing of others’ formats makes this device write nothing', () => {
  const [a, b] = peersWith('some words to mark')
  a.edit(() => $textAt(0).select(5, 10).formatText('bold'))
  b.edit(() => $textAt(0).select(4, 11).removeText())
  const own: unknown[] = []
  for (const { doc } of [a, b])
    doc.on('update', (_update, origin) => {
      if (origin !== 'peer') own.push(origin)
    })
  expect(agreed(a, b)).toEqual(['someto mark'])
  expect(own).toEqual([])
  expect(Y.encodeStateAsUpdate(a.doc)).toHaveLength(Y.encodeStateAsUpdate(b.doc).length)
})

test('trap 5: the same format from two members at once, and neither window tidies it', () => {
  const [a, b] = peersWith('one two three')
  a.edit(() => $textAt(0).select(4, 7).formatText('bold'))
  b.edit(() => $textAt(0).select(0, 7).formatText('bold'))
  const own: unknown[] = []
  for (const { doc } of [a, b])
    doc.on('update', (_update, origin) => {
      if (origin !== 'peer') own.push(origin)
    })
  expect(agreed(a, b)).toEqual(['one two three'])
  expect(own).toEqual([])
})

test('trap 6: a kind that only a newer version knows is shown, and kept when edited around', () => {
  const [a, b] = peersWith('one', 'two')
  const root = b.doc.get('root-v2', Y.XmlElement)
  ;(root.get(0) as Y.XmlElement).setAttribute('s_kind', 'zz-later')
  exchange(a, b)
  a.edit(() => $setKind($blockAt(0), 'h1'))
  a.edit(() => void $splitBlock($textAt(0).select(1, 1)))
  a.edit(() => void $joinBlocks($blockAt(0), $blockAt(1)))
  expect(agreed(a, b)).toEqual(['one', 'two'])
  expect((root.get(0) as Y.XmlElement).getAttribute('s_kind')).toBe('zz-later')
  expect(a.page().blocks[0]).toMatchObject({ kind: 'paragraph', unknown: true })
})

test('trap 7: kinds changed there and back read as if they had never changed', () => {
  const [a, b] = peersWith('one')
  const before = a.page()
  for (const kind of ['h1', 'quote', 'num1'] satisfies BlockKind[])
    a.edit(() => $setKind($blockAt(0), kind))
  exchange(a, b)
  expect([a.page(), b.page()]).toEqual([before, before])
})

test('trap 8: direction and language are stored, merge by themselves, and pass to the next block', () => {
  const [a, b] = peersWith('UN Women تقدر عمل')
  a.edit(() => void $blockAt(0).setDirection('rtl'))
  b.edit(() => $setKind($blockAt(0), 'quote'))
  exchange(a, b)
  expect(b.page().blocks[0]).toMatchObject({ direction: 'rtl', kind: 'quote' })
  b.edit(() => void $splitBlock($textAt(0).select(17, 17)))
  expect(agreed(a, b)).toHaveLength(2)
  expect(a.page().blocks[1]).toMatchObject({ direction: 'rtl', kind: 'quote' })
})

test('trap 9: no line break or tab stays inside a block, wherever it came from', () => {
  const [a, b] = peersWith('one', 'two')
  a.edit(() => {
    const selection = $textAt(0).select(3, 3)
    selection.insertNodes([$createLineBreakNode(), $createTextNode('and'), $createTabNode()])
  })
  a.edit(() => {
    const selection = $textAt(2).select(3, 3)
    selection.insertRawText('\nmore\twords')
  })
  expect(agreed(a, b)).toEqual(['one', 'and ', 'two', 'more words'])
  expect(a.page().blocks.map(({ kind }) => kind)).toEqual(Array(4).fill('num1'))
  // The caret is behind what was put in.
  a.edit(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertText('!')
  })
  expect(agreed(a, b)[3]).toBe('more words!')
})

/** As a person does it: the words are selected, then typed over letter by letter. */
const typeOver = (peer: EditorPeer, words: string, typed: string): void => {
  peer.edit(() => {
    const text = $textAt(0)
    const from = text.getTextContent().indexOf(words)
    text.select(from, from + words.length)
  })
  for (const letter of typed)
    peer.edit(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.insertText(letter)
    })
}

test.each([
  ['safe houses', 'shelters', 'refuges', 'fund shelters for girls', 'fund refuges for girls'],
  ['safe houses', 'hostels', 'homes', 'fund hostels for girls', 'fund homes for girls'],
  ['houses', 'house', 'homes', 'fund safe house for girls', 'fund safe homes for girls'],
  ['safe', 'safer', 'small', 'fund safer houses for girls', 'fund small houses for girls'],
  ['safe houses', 's h', 's', 'fund s h for girls', 'fund s for girls'],
  ['safe houses', '🏠🏠', '🏚', 'fund 🏠🏠 for girls', 'fund 🏚 for girls'],
])(
  'trap 10: two people type over “%s” apart, one “%s” and one “%s”: each keeps all letters',
  (words, mine, theirs, one, other) => {
    const [a, b] = peersWith('fund safe houses for girls')
    typeOver(a, words, mine)
    typeOver(b, words, theirs)
    expect([a.texts(), b.texts()]).toEqual([[one], [other]])
    const [merged = ''] = agreed(a, b)
    expect(merged).not.toContain(`${words} `)
    expect(merged).toContain(mine)
    expect(merged).toContain(theirs)
  },
)

test('trap 10: words that are typed over take with them no letter that another member put beside', () => {
  const [a, b] = peersWith('fund safe houses for girls')
  typeOver(a, 'safe houses', 'shelters')
  type(b, 0, 5, 'small ')
  expect(agreed(a, b)).toEqual(['fund small shelters for girls'])
})

test('trap 10: where all but a few words of a selection come back, they stay as they were', () => {
  const [a, b] = peersWith('fund safe houses for girls')
  a.edit(() => void $textAt(0).select(5, 16))
  a.edit(() => {
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.insertText('safe big houses')
  })
  type(b, 0, 9, 'st')
  expect(agreed(a, b)).toEqual(['fund safest big houses for girls'])
})
