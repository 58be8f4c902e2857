// Letters go into the shared text as they were typed, stored as the binding would have stored them;
// and everything that is more than letters still reaches it.
import type { NewBlock } from '#document/blocks'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot, $isElementNode, $isTextNode, type TextNode } from 'lexical'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'

const open: EditorPeer[] = []
afterEach(() => open.splice(0).forEach(peer => peer.close()))

const openWith = (blocks: readonly NewBlock[], client: number): EditorPeer => {
  const peer = openPeer({ client, from: Y.encodeStateAsUpdate(documentWith(blocks)) })
  open.push(peer)
  return peer
}

const $run = (index: number, at = 0): TextNode => {
  const found = $getRoot().getChildAtIndex(index)
  const run = $isElementNode(found) ? found.getChildAtIndex(at) : null
  if (!$isTextNode(run)) throw new Error(`No run ${at} in block ${index}`)
  return run
}

type Key = { block: number; run?: number; at: number; letters: string }
const press = (peer: EditorPeer, { block: index, run = 0, at, letters }: Key): void =>
  peer.edit(() => {
    const words = $run(index, run)
    const caret = words.select(at, at)
    // As the caret has it that came there by key or pointer.
    caret.setFormat(words.getFormat())
    caret.insertText(letters)
  })

const runsOf = (peer: EditorPeer, index: number): string[] =>
  (peer.page().blocks[index]?.runs ?? []).map(({ text, bold }) => (bold ? `*${text}*` : text))

/**
 * The items that `act` puts into the shared document: how many, and how many stretches are struck.
 */
const written = (peer: EditorPeer, act: () => void): { items: number; struck: number } => {
  let [items, struck] = [0, 0]
  const hear = (update: Uint8Array): void => {
    const { structs, ds } = Y.decodeUpdate(update)
    items += structs.length
    struck += [...ds.clients.values()].flat().length
  }
  peer.doc.on('update', hear)
  act()
  peer.doc.off('update', hear)
  return { items, struck }
}

/** The binding compares the whole block again, and finds nothing that it would have written. */
const expectSettled = (peer: EditorPeer, index: number): void => {
  const more = written(peer, () => peer.edit(() => $run(index).getParentOrThrow().markDirty()))
  expect(more).toEqual({ items: 0, struck: 0 })
  expect(peer.failures).toEqual([])
}

const mixed: NewBlock = {
  kind: 'num1',
  runs: [{ text: 'Plain ' }, { text: 'bold', bold: true }, { text: ' end' }],
}

test('a letter is one insertion, whatever it stands in, and takes after the words before it', () => {
  const peer = openWith([block('num1', 'States shall'), mixed], 41)
  const keys: Key[] = [
    { block: 0, at: 12, letters: '!' },
    { block: 0, at: 3, letters: 't' },
    { block: 1, run: 0, at: 6, letters: 'a' },
    { block: 1, run: 1, at: 2, letters: 'b' },
    { block: 1, run: 1, at: 5, letters: 'c' },
    { block: 1, run: 2, at: 2, letters: '👩🏽‍⚖️' },
  ]
  for (const key of keys)
    expect([key.letters, written(peer, () => press(peer, key))]).toEqual([
      key.letters,
      { items: 1, struck: 0 },
    ])
  expect(peer.texts()[0]).toBe('Stattes shall!')
  expect(runsOf(peer, 1)).toEqual(['Plain a', '*bobldc*', ' e👩🏽‍⚖️nd'])
  for (const index of [0, 1]) expectSettled(peer, index)
})

test('a change of more than letters behind others still reaches the shared text as it is', () => {
  const peer = openWith([block('num1', 'States shall'), mixed], 42)
  press(peer, { block: 0, at: 12, letters: ' act' })
  peer.edit(() => $run(0).select(0, 7).insertText('All s'))
  press(peer, { block: 1, run: 1, at: 0, letters: '_' })
  press(peer, { block: 1, run: 2, at: 0, letters: '-' })
  peer.edit(() => $run(0).select(0, 3).formatText('bold'))
  press(peer, { block: 0, run: 1, at: 1, letters: ' ' })
  expect(runsOf(peer, 0)).toEqual(['*All*', '  sshall act'])
  expect(peer.texts()[1]).toBe('Plain _bold- end')
  for (const index of [0, 1]) expectSettled(peer, index)
})

test('letters of two people in one place stay whole, and undo takes one’s own', () => {
  const a = openWith([block('num1', 'States shall')], 43)
  const b = openWith([block('num1', 'States shall')], 44)
  exchange(a, b)
  for (const [peer, letters] of [
    [a, ' ab'],
    [b, ' xy'],
  ] as const)
    for (const letter of letters)
      press(peer, { block: 0, at: peer.texts()[0]?.length ?? 0, letters: letter })
  exchange(a, b)
  expect(a.texts()).toEqual(b.texts())
  expect(['States shall ab xy', 'States shall xy ab']).toContain(a.texts()[0])
  press(a, { block: 0, at: 6, letters: ',' })
  expectSettled(a, 0)
  a.binder.undo.undo()
  exchange(a, b)
  expect(b.texts()[0]).toBe('States shall xy')
})
