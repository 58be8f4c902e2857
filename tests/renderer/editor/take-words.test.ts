// One of two wordings that members wrote apart is chosen, or both, in one step of undo.
import { registerRichText } from '@lexical/rich-text'
import type { LexicalNode } from 'lexical'
import { $getRoot } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { openPeer } from '#tests/editor-peer'
import { block, documentWith, linesOf } from '#tests/shared-pages'
import { $isBlockNode } from '../../../src/renderer/editor/block-node.ts'
import { $idOf } from '../../../src/renderer/editor/block-state.ts'
import { mayTakeWords, takeWords } from '../../../src/renderer/editor/page/take-words.ts'

const before = 'States shall ensure access to shelters.'
const mine = 'States must always ensure access to shelters.'
const theirs = 'States should ensure access to shelters.'
/** As two replaced words of one place stand after they met. */
const joined = 'States must alwaysshould ensure access to shelters.'

const $named = (node: LexicalNode | null) => ($isBlockNode(node) ? $idOf(node) : null) as BlockId

const merged = (now = joined) => {
  const doc = documentWith([block('num1', now), block('num1', 'Another.')])
  const peer = openPeer({ client: 11, from: Y.encodeStateAsUpdate(doc) })
  registerRichText(peer.editor)
  const name = peer.read(() => $named($getRoot().getFirstChild()))
  const parts = { editor: peer.editor, suggesting: peer.suggesting, undo: peer.binder.undo }
  return { peer, parts, apart: { block: name, before, mine, theirs, now } }
}

test('the chosen wording stands in the paragraph, and one undo gives the merged words back', () => {
  for (const chosen of ['mine', 'theirs'] as const) {
    const { peer, parts, apart } = merged()
    expect(takeWords(parts, apart, chosen)).toBe(true)
    expect(linesOf(peer.doc)).toEqual([`1. ${apart[chosen]}`, '2. Another.'])
    peer.binder.undo.undo()
    expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])
  }
})

test('both are paragraphs of their own where they clash, and the merged words stay where they do not', () => {
  const { peer, parts, apart } = merged()
  expect(takeWords(parts, apart, 'both')).toBe(true)
  expect(linesOf(peer.doc)).toEqual([`1. ${mine}`, `2. ${theirs}`, '3. Another.'])
  peer.binder.undo.undo()
  expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])

  const whole = 'All States shall ensure access to safe shelters.'
  const other = merged(whole)
  const sides = {
    mine: 'All States shall ensure access to shelters.',
    theirs: 'States shall ensure access to safe shelters.',
  }
  expect(takeWords(other.parts, { ...other.apart, ...sides }, 'both')).toBe(true)
  expect(linesOf(other.peer.doc)).toEqual([`1. ${whole}`, '2. Another.'])
})

test('nothing is chosen in a paragraph that reads otherwise by now', () => {
  const { peer, parts, apart } = merged()
  expect(mayTakeWords(parts, apart)).toBe(true)
  const stale = { ...apart, now: before }
  expect(mayTakeWords(parts, stale)).toBe(false)
  for (const chosen of ['mine', 'theirs', 'both'] as const)
    expect(takeWords(parts, stale, chosen)).toBe(false)
  expect(linesOf(peer.doc)).toEqual([`1. ${joined}`, '2. Another.'])
})
