import { genesis } from '#document/templates'
import { readPage } from '#document/tree'
import { writeBlocks, type NewBlock } from '#document/blocks'
import { countedRandom, exchange, openPeer, send, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $getState,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  $setState,
  createState,
  type ElementNode,
  type TextNode,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  $createBlockNode,
  $isBlockNode,
  type BlockNode,
} from '../../../src/renderer/editor/blocks/block-node.ts'
import { $selectionOfPresence } from '../../../src/renderer/editor/collab/caret.ts'
import { $setKind, idState } from '../../../src/renderer/editor/blocks/block-state.ts'

const openWith = (blocks: readonly NewBlock[], client = 21): EditorPeer =>
  openPeer({ client, from: Y.encodeStateAsUpdate(documentWith(blocks)) })

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}
const $textAt = (index: number, at = 0): TextNode => {
  const found = $blockAt(index).getChildAtIndex(at)
  if (!$isTextNode(found)) throw new Error(`No text ${index}`)
  return found
}

/** Everything stored in the body, without the identities of its items. */
const layoutOf = (type: unknown): unknown => {
  if (type instanceof Y.Doc) return layoutOf(type.get('root-v2', Y.XmlElement))
  if (type instanceof Y.XmlText) return type.toDelta()
  if (!(type instanceof Y.XmlElement)) return null
  return [type.nodeName, type.getAttributes(), ...type.toArray().map(layoutOf)]
}

/** The editor's own view of its page, in the terms of `readPage`. */
const shownBy = (peer: EditorPeer): unknown =>
  peer.read(() =>
    $getRoot()
      .getChildren<ElementNode>()
      .map(node => ({
        id: $getState(node, idState),
        runs: node
          .getChildren<TextNode>()
          .map(text => [text.getTextContent(), text.hasFormat('bold'), text.hasFormat('italic')]),
      })),
  )
const storedIn = (peer: EditorPeer): unknown =>
  readPage(peer.doc).blocks.map(({ id, runs }) => ({
    id,
    runs: runs.map(({ text, bold = false, italic = false }) => [text, bold, italic]),
  }))

test('a page written without an editor opens in one, is edited there and read back the same', () => {
  const peer = openWith([
    block('h1', 'Situation'),
    { kind: 'num1', runs: [{ text: 'Plain ' }, { text: 'bold', bold: true }, { text: ' end' }] },
    block('num2', ''),
  ])
  expect(shownBy(peer)).toEqual(storedIn(peer))
  peer.edit(() => $textAt(1, 1).select(2, 4).insertText('nd and'))
  peer.edit(() => $textAt(1, 0).select(0, 5).formatText('italic'))
  peer.edit(() => $blockAt(2).select().insertText('first words'))
  peer.edit(() => $setKind($blockAt(0), 'h2'))
  peer.edit(() =>
    $blockAt(2).insertAfter($createBlockNode('quote').append($createTextNode('said'))),
  )
  expect(peer.failures).toEqual([])
  expect(shownBy(peer)).toEqual(storedIn(peer))
  expect(peer.page().blocks).toMatchObject([
    { kind: 'h2', runs: [{ text: 'Situation' }] },
    {
      kind: 'num1',
      runs: [
        { text: 'Plain', italic: true },
        { text: ' ' },
        { text: 'bond and', bold: true },
        { text: ' end' },
      ],
    },
    { kind: 'num2', number: '(a)', runs: [{ text: 'first words' }] },
    { kind: 'quote', runs: [{ text: 'said' }] },
  ])
})

test('the editor and core store the same page in the same way', () => {
  const blocks: NewBlock[] = [
    {
      kind: 'paragraph',
      runs: [{ text: 'Plain ' }, { text: 'both', bold: true, italic: true }, { text: '!' }],
    },
    { kind: 'h1', direction: 'rtl', runs: [{ text: 'عنوان' }] },
  ]
  const editor = openPeer({ client: 22 })
  editor.edit(() => {
    const first = $blockAt(0)
    const both = $createTextNode('both').setFormat(3)
    first.append($createTextNode('Plain '), both, $createTextNode('!'))
    const heading = $createBlockNode('h1').append($createTextNode('عنوان'))
    heading.setDirection('rtl')
    first.insertAfter(heading)
  })
  const core = new Y.Doc({ gc: false })
  Y.applyUpdate(core, genesis())
  const ids = editor.page().blocks.map(({ id }) => id)
  writeBlocks(
    core,
    blocks.map((each, index) => ({ ...each, id: ids[index] ?? null })),
    { random: countedRandom(3) },
  )
  expect(layoutOf(editor.doc)).toEqual(layoutOf(core))
})

test('changes made by core while the page is open arrive in the editor', () => {
  const peer = openWith([block('num1', 'old words')])
  const core = new Y.Doc({ gc: false })
  core.clientID = 31
  Y.applyUpdate(core, Y.encodeStateAsUpdate(peer.doc))
  writeBlocks(core, [block('h1', 'New'), block('num1', 'words')], { random: countedRandom(9) })
  exchange({ doc: core }, peer)
  expect(shownBy(peer)).toEqual(storedIn(peer))
  expect(peer.texts()).toEqual(['New', 'words'])
})

test('opening a page, moving in it and hearing of changes writes nothing', () => {
  const start = Y.encodeStateAsUpdate(
    documentWith([
      { kind: 'num1', runs: [{ text: 'a' }, { text: 'b', bold: true }] },
      block('quote', ''),
    ]),
  )
  const peer = openPeer({ client: 41, from: start })
  const other = openPeer({ client: 42, from: start })
  const own: unknown[] = []
  peer.doc.on('update', (_update, origin) => {
    if (origin !== 'peer') own.push(origin)
  })
  peer.edit(() => $textAt(0).select(1, 1))
  other.edit(() => $textAt(0, 1).select(0, 1).formatText('bold'))
  other.edit(() => $blockAt(1).remove())
  other.edit(() => $blockAt(0).remove())
  send(other, peer)
  expect(own).toEqual([])
  expect(Y.encodeStateVector(peer.doc)).toEqual(Y.encodeStateVector(other.doc))
  expect(peer.failures).toEqual([])
})

test('writing in one block leaves every other as it was stored', () => {
  const doc = documentWith([block('num1', 'before'), block('quote', ''), block('num1', 'after')])
  const odd = doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement
  // Two texts in one block, and stretches that differ in nothing but their index.
  odd.insert(1, [new Y.XmlText('second')])
  ;(odd.get(0) as Y.XmlText).format(0, 3, { i: 1 })
  const start = Y.encodeStateAsUpdate(doc)
  for (const arrives of [false, true]) {
    const from = arrives ? Y.encodeStateAsUpdate(documentWith([])) : start
    const peer = openPeer({ client: 49, from })
    if (arrives) Y.applyUpdate(peer.doc, start, 'peer')
    const last = (): number => peer.texts().indexOf('after')
    const at = peer.texts().indexOf('beforesecond')
    const stored = () => (layoutOf(peer.doc) as unknown[])[at + 2]
    const before = stored()
    const updates: Uint8Array[] = []
    peer.doc.on('update', update => updates.push(update))
    peer.edit(() => $textAt(last()).select(1, 1).insertText('x'))
    expect(updates).toHaveLength(1)
    expect(Y.decodeUpdate(updates[0]!)).toMatchObject({ structs: { length: 1 } })
    expect(Y.decodeUpdate(updates[0]!).ds.clients.size).toBe(0)
    peer.edit(() => $blockAt(at).insertAfter($createBlockNode()))
    expect(stored()).toEqual(before)
    expect(peer.failures).toEqual([])
    peer.close()
  }
})

test('an empty page shows a paragraph that is shared only with the first typed letter', async () => {
  const doc = new Y.Doc({ gc: false })
  const peer = openPeer({ client: 43, from: Y.encodeStateAsUpdate(doc) })
  const own: Uint8Array[] = []
  peer.doc.on('update', update => own.push(update))
  // Lexical puts its paragraph in when the current task is done.
  peer.edit(() => {
    if ($getRoot().isEmpty()) $getRoot().append($createBlockNode())
  })
  await Promise.resolve()
  peer.edit(() => $blockAt(0).select())
  expect(own).toEqual([])
  peer.edit(() => $blockAt(0).select().insertText('x'))
  expect(own).toHaveLength(1)
  expect(peer.texts()).toEqual(['x'])
})

test('removing every block leaves a page that both sides agree on', async () => {
  const [a, b] = [openPeer({ client: 44 }), openPeer({ client: 45 })]
  a.edit(() => $getRoot().clear())
  await Promise.resolve()
  exchange(a, b)
  await Promise.resolve()
  expect(a.texts()).toEqual(b.texts())
  a.edit(() => $blockAt(0).select().insertText('again'))
  exchange(a, b)
  expect([a.texts(), b.texts()]).toEqual([['again'], ['again']])
})

test('every block has an id of its own; a copy gets another, the original keeps its', () => {
  const peer = openWith([block('num1', 'one'), block('num1', 'two')])
  const [one, two] = peer.page().blocks.map(({ id }) => id)
  peer.edit(() => {
    const copy = $createBlockNode('num1').append($createTextNode('one'))
    $setState(copy, idState, one)
    $blockAt(0).insertBefore(copy)
  })
  peer.edit(() => $blockAt(2).insertAfter($createBlockNode()))
  const ids = peer.page().blocks.map(({ id }) => id)
  expect(ids.slice(1, 3)).toEqual([one, two])
  expect(new Set(ids).size).toBe(4)
  for (const id of ids) expect(id).toMatch(/^[a-z2-7]{10}$/)
})

test('an empty block beside another keeps its own element when that is removed', () => {
  const peer = openWith([block('num1', ''), block('num2', ''), block('num3', '')])
  const root = peer.doc.get('root-v2', Y.XmlElement)
  const [, second, third] = root.toArray()
  peer.edit(() => $blockAt(0).remove())
  expect(root.toArray()).toEqual([second, third])
  peer.edit(() => $blockAt(0).insertBefore($createBlockNode()))
  expect(root.toArray().slice(1)).toEqual([second, third])
})

test('an editor that fails writes nothing more, is read-only, and says so before an update leaves', () => {
  const peer = openWith([block('num1', 'words')])
  const heard: number[] = []
  peer.doc.on('update', () => heard.push(peer.failures.length))
  // A fault in the middle of writing: the tree refuses an attribute.
  const element = peer.doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement
  element.setAttribute = () => {
    throw new Error('refused')
  }
  peer.edit(() => {
    $blockAt(0).insertBefore($createBlockNode('quote').append($createTextNode('half-made')))
    $setKind($blockAt(1), 'h1')
  })
  expect(peer.failures).toHaveLength(1)
  // The half-made change is in this replica, which is thrown away; the sender was told before.
  expect(heard).toEqual([1])
  expect(peer.editor.isEditable()).toBe(false)
  peer.edit(() => $blockAt(0).append($createTextNode('more')))
  expect(heard).toEqual([1])
  send({ doc: documentWith([block('h1', 'x')], 77) }, peer)
  expect(peer.failures).toHaveLength(1)
})

test('the cursor stays with its words when another member writes before it', () => {
  const start = Y.encodeStateAsUpdate(documentWith([block('num1', 'States must protect')]))
  const [a, b] = [openPeer({ client: 51, from: start }), openPeer({ client: 52, from: start })]
  const said: unknown[] = []
  a.binder.onCaretMove(presence => said.push(presence))
  a.edit(() => $textAt(0).select(11, 11))
  expect(said.at(-1)).toMatchObject({ anchor: {}, focus: {} })
  b.edit(() => $textAt(0).select(0, 0).insertText('All '))
  b.edit(() => $blockAt(0).insertBefore($createBlockNode('h1').append($createTextNode('New'))))
  exchange(a, b)
  const offsets = a.read(() => {
    const selection = $getSelection()
    return $isRangeSelection(selection)
      ? [
          selection.anchor.getNode().getTextContent(),
          selection.anchor.offset,
          selection.focus.offset,
        ]
      : []
  })
  expect(offsets).toEqual(['All States must protect', 15, 15])
  // The other side finds the same place from what was said.
  const place = b.read(() => {
    const selection = $selectionOfPresence(b.binder.binding, said.at(-1) as never)
    return selection && [selection.anchor.getNode().getTextContent(), selection.anchor.offset]
  })
  expect(place).toEqual(['All States must protect', 15])
})

test('nodes of a newer version pass through an editor unchanged', () => {
  const doc = documentWith([
    block('num1', 'before'),
    block('zz' as 'num1', 'later kind'),
    block('num1', 'after'),
  ])
  const root = doc.get('root-v2', Y.XmlElement)
  const strange = new Y.XmlElement('zz-later')
  const inner = new Y.XmlElement('zz-cell')
  root.insert(2, [strange])
  strange.insert(0, [inner])
  inner.insert(0, [new Y.XmlText('cell')])
  strange.setAttribute('__zz', 'property')
  strange.setAttribute('s_zz', 'state')
  const first = root.get(0) as Y.XmlElement
  first.setAttribute('s_zz', 'state')
  first.setAttribute('__zz', 'property')
  ;(first.get(0) as Y.XmlText).format(0, 3, { 's_cm:zz': 1 })
  ;(first.get(0) as Y.XmlText).format(3, 3, { t: 'zz-text' })
  const peer = openPeer({ client: 61, from: Y.encodeStateAsUpdate(doc) })
  const at = (index: number): unknown => (layoutOf(peer.doc) as unknown[])[index + 2]
  const [later, table] = [at(1), at(2)]
  expect(peer.failures).toEqual([])
  peer.edit(() => $textAt(3).select(0, 0).insertText('x'))
  peer.edit(() => $blockAt(0).insertBefore($createBlockNode()))
  peer.edit(() => {
    const node = $getRoot().getChildAtIndex(3)
    if ($isElementNode(node)) node.insertAfter($createBlockNode())
  })
  peer.edit(() => $setKind($blockAt(2), 'h1'))
  peer.edit(() => $textAt(1).select(1, 1).insertText('y'))
  expect(peer.failures).toEqual([])
  expect(at(2)).toEqual(later)
  expect(at(3)).toEqual(table)
  const changed = peer.doc.get('root-v2', Y.XmlElement).get(1) as Y.XmlElement
  expect(changed.getAttributes()).toMatchObject({ s_zz: 'state', __zz: 'property' })
  expect((changed.get(0) as Y.XmlText).toDelta()).toMatchObject([
    { insert: 'byef', attributes: { 's_cm:zz': 1 } },
    { insert: 'ore', attributes: { t: 'zz-text' } },
  ])
})

test('a state that this version does not know survives being edited around', () => {
  const later = createState('zz', { parse: value => value })
  const peer = openWith([block('num1', 'words')])
  ;(peer.doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement).setAttribute('s_zz', 'kept')
  peer.edit(() => $setKind($blockAt(0), 'quote'))
  expect(peer.read(() => $getState($blockAt(0), later))).toBe('kept')
  expect(
    (peer.doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement).getAttributes(),
  ).toMatchObject({ s_zz: 'kept', s_kind: 'quote' })
})
