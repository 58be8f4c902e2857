// Speakers in minutes: a token that names a member merges as text does, and reads as words for others.
import { speakerBehind, withSpeakers } from '#document/meetings'
import type { SpeakerReading } from '../../../src/document/meetings/speakers.ts'
import type { MemberId } from '#shared/ids'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { documentWith } from '#tests/shared-pages'
import { $getRoot, $getSelection, $isRangeSelection } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $selectAt } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { $createSpeaker, $whoOf } from '../../../src/renderer/editor/minutes/speaker.ts'
import { $insertSign } from '../../../src/renderer/editor/notes/reference.ts'

const [first, second] = ['ab', 'cd'].map(each => each.repeat(32) as MemberId) as [
  MemberId,
  MemberId,
]
const read: SpeakerReading = (member, naming) =>
  naming === 'named' ? (member === first ? 'K.W.' : 'M.S.') : 'the Chair'

const insert = (peer: EditorPeer, at: number, what: MemberId | string): void =>
  peer.edit(() => {
    const block = $getRoot().getFirstChild()
    if (!$isBlockNode(block)) return
    $selectAt(block, at)
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return
    const who = [first, second].find(member => member === what)
    if (who) $insertSign(selection, $createSpeaker(who))
    else selection.insertText(what)
  })
const readOf = (peer: EditorPeer, naming: 'named' | 'role'): string =>
  withSpeakers(peer.page(), naming, read)
    .blocks.flatMap(({ runs }) => runs.map(({ text }) => text))
    .join('')

test('a speaker and words that two writers put in apart both stay, in both windows', () => {
  const state = Y.encodeStateAsUpdate(
    documentWith([{ kind: 'num1', runs: [{ text: ' asked for a pause.' }] }]),
  )
  const [a, b] = [openPeer({ client: 31, from: state }), openPeer({ client: 32, from: state })]
  insert(a, 0, first)
  insert(b, 19, ' Agreed.')
  exchange(a, b)
  for (const peer of [a, b]) {
    expect(readOf(peer, 'named')).toBe('K.W. asked for a pause. Agreed.')
    expect(readOf(peer, 'role')).toBe('The Chair asked for a pause. Agreed.')
    const named = peer.read(() => $getRoot().getAllTextNodes().map($whoOf))
    expect(named.filter(who => who !== null)).toEqual([first])
  }
  expect([...a.failures, ...b.failures]).toEqual([])
})

test('a speaker that begins a sentence has a capital, and none does within one', () => {
  expect(speakerBehind('', 'the Chair')).toBe('The Chair')
  expect(speakerBehind('It ended. ', 'the Chair')).toBe('The Chair')
  expect(speakerBehind('It was asked by ', 'the Chair')).toBe('the Chair')
})
