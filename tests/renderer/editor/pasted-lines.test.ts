// Lines of minutes on the clipboard: words off the record stay so, nobody is named more openly, and speakers and owners
// come along within a text.
import type { Cell, MeetingStates, Run } from '#document/model'
import type { NewBlock } from '#document/blocks'
import type { BlockId, MemberId } from '#shared/ids'
import { countedRandom, openPeer } from '#tests/editor-peer'
import { documentWith } from '#tests/shared-pages'
import { registerRichText } from '@lexical/rich-text'
import { $getRoot, CONTROLLED_TEXT_INSERTION_COMMAND, DELETE_CHARACTER_COMMAND } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { registerBlockCommands } from '../../../src/renderer/editor/blocks/block-commands.ts'
import { $range, $selectAt } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { $insertPasted } from '../../../src/renderer/editor/paste/insert.ts'
import type { OffRecord, Pasted } from '../../../src/renderer/editor/paste/pasted.ts'
import { readClipboard } from '../../../src/renderer/editor/paste/read-clipboard.ts'
import { readText } from '../../../src/renderer/editor/paste/read-text.ts'

const member = 'ab'.repeat(32) as MemberId
const sign = '\u2060'
type Json = Record<string, unknown>
const text = (words: string, states: Json = {}): Json => ({ type: 'text', text: words, $: states })
const line = (states: Json, ...children: Json[]): Json => ({ type: 'block', children, $: states })
const clipboard = (...nodes: Json[]): string => JSON.stringify({ namespace: 'baraza', nodes })

type Read = { runs: Run[]; meeting: MeetingStates | undefined }[]
/** The lines after `json` was pasted into line `index` behind `at` units. */
const pasted = (
  lines: readonly NewBlock[],
  { index, at, json, isOwn = true }: { index: number; at: number; json: string; isOwn?: boolean },
): Read => {
  const from = Y.encodeStateAsUpdate(documentWith(lines))
  const peer = openPeer({ client: 31, from })
  const read = readClipboard(json, isOwn)
  peer.edit(() => {
    const block = $getRoot().getChildAtIndex(index)
    if (!$isBlockNode(block) || read === null) throw new Error('nothing to paste')
    $selectAt(block, at)
    $insertPasted(read.blocks, countedRandom(3))
  })
  expect(peer.failures).toEqual([])
  return peer.page().blocks.map(({ runs, meeting }) => ({ runs, meeting }))
}
const said = (lines: Read): [string, MeetingStates | undefined][] =>
  lines.map(({ runs, meeting }) => [runs.map(run => run.text).join(''), meeting])
const open = (words: string, meeting?: MeetingStates): NewBlock => ({
  kind: 'num1',
  runs: words === '' ? [] : [{ text: words }],
  ...(meeting && { meeting }),
})

test('when a line off the record is pasted, it is off the record there, in its text and in another', () => {
  const json = clipboard(line({ kind: 'information', off: true }, text('Not for the file.')))
  const lines = [open('First.'), open('')]
  for (const isOwn of [true, false])
    expect(said(pasted(lines, { index: 1, at: 0, json, isOwn }))).toEqual([
      ['First.', undefined],
      ['Not for the file.', { off: true }],
    ])
})

test('when words off the record are pasted among others, that line goes off the record', () => {
  const json = clipboard(text('names of two', { off: true }))
  expect(said(pasted([open('We heard .')], { index: 0, at: 9, json }))).toEqual([
    ['We heard names of two.', { off: true }],
  ])
  const two = clipboard(line({}, text('Open.')), line({ off: true }, text('Closed.')))
  expect(said(pasted([open('AB')], { index: 0, at: 1, json: two }))).toEqual([
    ['AOpen.', undefined],
    ['Closed.B', { off: true }],
  ])
})

test('the end of a line off the record stays so where several lines are pasted into it', () => {
  const json = clipboard(line({}, text('One.')), line({}, text('Two.')))
  const lines = [open('Fear of a name.', { off: true })]
  expect(said(pasted(lines, { index: 0, at: 7, json }))).toEqual([
    ['Fear ofOne.', { off: true }],
    ['Two. a name.', { off: true }],
  ])
})

test('the end of a line keeps its own states where the first line that is pasted is off, or names nobody', () => {
  for (const states of [{ off: true }, { naming: 'none' }] as const) {
    const first = line(states, text(sign, { who: member }), text('Closed.'))
    const json = clipboard(first, line({}, text('Open.')))
    expect(said(pasted([open('AB')], { index: 0, at: 1, json }))).toEqual([
      [`A${sign}Closed.`, states],
      ['Open.B', undefined],
    ])
    const table = clipboard(
      first,
      line({ cell: 'aaaaaaaaaa bbbbbbbbbb cccccccccc' }, text('Cell.')),
    )
    expect(said(pasted([open('AB')], { index: 0, at: 1, json: table })).at(-1)).toEqual([
      'B',
      undefined,
    ])
  }
})

test('the end of a line that names nobody names nobody below what is pasted', () => {
  const json = clipboard(line({}, text('One.')), line({}, text('Two.')))
  const runs = [{ text: 'As ' }, { text: sign, who: member }, { text: ' said.' }]
  const lines: NewBlock[] = [{ kind: 'num1', runs, meeting: { naming: 'none' } }]
  expect(said(pasted(lines, { index: 0, at: 2, json }))).toEqual([
    ['AsOne.', { naming: 'none' }],
    [`Two. ${sign} said.`, { naming: 'none' }],
  ])
})

test('a speaker stays one in its text, and is the words that were shown in another', () => {
  const json = clipboard(text(sign, { who: member, was: 'The Chair' }), text(' agreed.'))
  expect(pasted([open('')], { index: 0, at: 0, json })[0]?.runs).toEqual([
    { text: sign, who: member },
    { text: ' agreed.' },
  ])
  expect(pasted([open('')], { index: 0, at: 0, json, isOwn: false })[0]?.runs).toEqual([
    { text: 'The Chair agreed.' },
  ])
})

test('a speaker of a line that names nobody is named no more openly where it is pasted', () => {
  const json = clipboard(text(sign, { who: member, naming: 'none' }))
  const [first] = pasted([open(' said so.', { naming: 'named' })], { index: 0, at: 0, json })
  expect(first?.meeting).toEqual({ naming: 'none' })
  const other = clipboard(text(sign, { who: member }))
  const [second] = pasted([open(' said so.', { naming: 'named' })], {
    index: 0,
    at: 0,
    json: other,
  })
  // As the minutes choose, which the line that it comes from followed.
  expect(second?.meeting).toBeUndefined()
})

test('an action item keeps owner and day in its text, and the day alone in another', () => {
  const states = { kind: 'action', owner: member, due: '2026-12-01' }
  const json = clipboard(line(states, text('Write to the office.')), line({}, text('Next.')))
  const lines = [open('')]
  const [own] = pasted(lines, { index: 0, at: 0, json })
  expect(own?.meeting).toEqual({ owner: member, due: '2026-12-01' })
  const [other] = pasted(lines, { index: 0, at: 0, json, isOwn: false })
  expect(other?.meeting).toEqual({ due: '2026-12-01' })
})

test('when a selection that ends in a line off the record is replaced, the rest of that line stays off', () => {
  const lines = [open('Open words.'), open('Secret words.', { off: true })]
  const after = (act: string): Read => {
    const peer = openPeer({ client: 31, from: Y.encodeStateAsUpdate(documentWith(lines)) })
    registerRichText(peer.editor)
    registerBlockCommands(peer.editor)
    peer.edit(() => {
      const [first, second] = $getRoot().getChildren().filter($isBlockNode)
      if (!first || !second) throw new Error('no lines')
      $selectAt(first, 4)
      const { key, offset, type } = $range()?.anchor ?? {}
      $selectAt(second, 3)
      if (key && offset && type) $range()?.anchor.set(key, offset, type)
      const [, by] = act.split(' ')
      if (act === 'delete') peer.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
      else if (act === 'type X') peer.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, 'X')
      else $insertPasted(readClipboard(clipboard(text(by ?? '')))?.blocks ?? [])
    })
    expect(peer.failures).toEqual([])
    return peer.page().blocks.map(({ runs, meeting }) => ({ runs, meeting }))
  }
  expect(said(after('paste X'))).toEqual([['OpenXret words.', { off: true }]])
  expect(said(after('type X'))).toEqual([['OpenXret words.', { off: true }]])
  expect(said(after('delete'))).toEqual([['Openret words.', { off: true }]])
})

test('words without a speaker leave the speakers of a line as they are', () => {
  const json = clipboard(text('twice', { naming: 'role' }))
  const lines: NewBlock[] = [{ kind: 'num1', runs: [{ text: sign, who: member }, { text: ' ' }] }]
  expect(pasted(lines, { index: 0, at: 2, json })[0]?.meeting).toBeUndefined()
})

test('a clipboard from outside names nobody more openly', () => {
  const json = (naming: string): string => clipboard(line({ naming }, text('Agreed.')))
  const lines = [open('')]
  const namingOf = (naming: string) =>
    pasted(lines, { index: 0, at: 0, json: json(naming), isOwn: false })[0]?.meeting
  expect(namingOf('named')).toBeUndefined()
  expect(namingOf('none')).toEqual({ naming: 'none' })
})

test('an action item that is pasted into a cell brings what hides it, without owner and day', () => {
  const states = { kind: 'action', owner: member, due: '2026-12-01', off: true }
  const json = clipboard(line(states, text('Write.')))
  const table = 'aaaaaaaaaa' as BlockId
  const cell = { table, row: 'bbbbbbbbbb' as BlockId, column: 'cccccccccc' as BlockId }
  const lines: NewBlock[] = [open('A'), { kind: 'paragraph', runs: [], cell }, open('B')]
  expect(pasted(lines, { index: 1, at: 0, json })[1]?.meeting).toEqual({ off: true })
})

test('words from another program take no paragraph with words of its own off the record', () => {
  const json = clipboard(text('one', { off: true }))
  const into = { at: 4, json, isOwn: false }
  expect(pasted([open('Say ')], { ...into, index: 0 })[0]?.meeting).toBeUndefined()
  const lines = [open('A'), open('')]
  expect(pasted(lines, { ...into, at: 0, index: 1 })[1]?.meeting).toEqual({ off: true })
})

/** The answer of a paste at the beginning of the first line. */
const toldOf = (lines: readonly NewBlock[], read: Pasted | null): OffRecord | null => {
  const peer = openPeer({ client: 31, from: Y.encodeStateAsUpdate(documentWith(lines)) })
  let found: OffRecord | null = null
  peer.edit(() => {
    const block = $getRoot().getChildAtIndex(0)
    if (!$isBlockNode(block) || read === null) throw new Error('nothing to paste')
    $selectAt(block, 0)
    found = $insertPasted(read.blocks, countedRandom(3))
  })
  return found
}

test('a paste tells whether words off the record stay so in their new place', () => {
  const told = (lines: readonly NewBlock[], json: string, isOwn = true) =>
    toldOf(lines, readClipboard(json, isOwn))
  const words = clipboard(text('one', { off: true }))
  expect(told([open('Say ')], words)).toBe('kept')
  expect(told([open('')], words, false)).toBe('kept')
  // Copied before a restart, or by another program: the paragraph stays on the record.
  expect(told([open('Say ')], words, false)).toBe('lost')
  expect(told([open('Say ', { off: true })], words, false)).toBe('kept')
  const cell = { table: 'aaaaaaaaaa', row: 'bbbbbbbbbb', column: 'cccccccccc' } as unknown as Cell
  const table: NewBlock[] = [{ kind: 'paragraph', runs: [{ text: 'Cell' }], cell }]
  expect(told(table, words)).toBe('kept')
  expect(told(table, words, false)).toBe('lost')
  const lines = clipboard(line({}, text('Open.')), line({ off: true }, text('Closed.')))
  expect(told([open('Say ')], lines, false)).toBe('kept')
  expect(told([open('Say ')], clipboard(text('one')))).toBe(null)
})

test('words off the record that come as text stay so where all of them come into a line off the record', () => {
  const told = (lines: readonly NewBlock[], words: string, wasOff = true) =>
    toldOf(lines, readText(words, wasOff))
  expect(told([open('Fear of a name.', { off: true })], 'one')).toBe('kept')
  expect(told([open('Say ')], 'one')).toBe('lost')
  expect(told([open('')], 'one')).toBe('lost')
  // The second line is one of its own, and on the record.
  expect(told([open('', { off: true })], 'one\ntwo')).toBe('lost')
  expect(told([open('Fear of a name.', { off: true })], 'one\ntwo')).toBe('kept')
  expect(told([open('Fear of a name.', { off: true })], 'one\ntwo\nthree')).toBe('lost')
  expect(told([open('Say ')], 'one', false)).toBe(null)
})
