// Lines of minutes become decisions, action items, reservations and information by letters, keys and
// commands; each turn is one step of undo, and what two writers do apart merges.
import type { NewBlock } from '#document/blocks'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { documentWith } from '#tests/shared-pages'
import { registerRichText } from '@lexical/rich-text'
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  COMMAND_PRIORITY_EDITOR,
  INSERT_PARAGRAPH_COMMAND,
  KEY_DOWN_COMMAND,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $selectAt } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { ASK_REFERENCE_COMMAND } from '../../../src/renderer/editor/cross-references/commands.ts'
import { registerCapture, TURN_LINE_COMMAND } from '../../../src/renderer/editor/minutes/capture.ts'
import type { LineKind } from '../../../src/renderer/editor/minutes/kinds.ts'
import { registerWritingKeys } from '../../../src/renderer/editor/page/writing-keys.ts'

const line = (text: string, kind: NewBlock['kind'] = 'num1'): NewBlock => ({
  kind,
  runs: [{ text }],
})
const key = (name: string, init: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    defaultPrevented: false,
    key: name,
    code: `Key${name.toUpperCase()}`,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    preventDefault() {
      Object.assign(this, { defaultPrevented: true })
    },
    ...init,
  }) as never

const writer = (peer: EditorPeer) => {
  registerRichText(peer.editor)
  registerWritingKeys(peer.editor)
  registerCapture(peer.editor, { separate: peer.binder.undo.separate, isSuggesting: () => false })
  const { editor } = peer
  const caretAt = (block: number, offset: number): void =>
    peer.edit(() => {
      const found = $getRoot().getChildAtIndex(block)
      if ($isBlockNode(found)) $selectAt(found, offset)
    })
  const write = (words: string): void =>
    peer.edit(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.insertText(words)
    })
  return {
    peer,
    caretAt,
    write,
    space: () =>
      peer.edit(() => {
        const event = key(' ', { code: 'Space' })
        editor.dispatchCommand(KEY_DOWN_COMMAND, event)
        const selection = $getSelection()
        if (!event.defaultPrevented && $isRangeSelection(selection)) selection.insertText(' ')
      }),
    backspace: () =>
      peer.edit(() => void editor.dispatchCommand(KEY_DOWN_COMMAND, key('Backspace'))),
    press: (name: string, init: Partial<KeyboardEvent>) =>
      peer.edit(() => void editor.dispatchCommand(KEY_DOWN_COMMAND, key(name, init))),
    enter: () => peer.edit(() => void editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)),
    turn: (kind: LineKind) => peer.edit(() => void editor.dispatchCommand(TURN_LINE_COMMAND, kind)),
    lines: () =>
      peer
        .page()
        .blocks.map(
          ({ kind, runs, meeting }) =>
            `${kind}${meeting?.off ? ' off' : ''}: ${runs.map(({ text }) => text).join('')}`,
        ),
  }
}
const open = (...blocks: NewBlock[]) =>
  writer(openPeer({ client: 11, from: Y.encodeStateAsUpdate(documentWith(blocks)) }))

test.each([
  ['/dec', 'decision'],
  ['/act', 'action'],
  ['/res', 'reservation'],
  ['/inf', 'information'],
])('%s and a space at the beginning of a line make it a %s', (letters, kind) => {
  const minutes = open(line('The text moves.'))
  minutes.caretAt(0, 0)
  minutes.write(letters)
  minutes.space()
  expect(minutes.lines()).toEqual([`${kind}: The text moves.`])
  minutes.write('Now: ')
  expect(minutes.lines()).toEqual([`${kind}: Now: The text moves.`])
})

test('one Backspace gives the letters back, with the space', () => {
  const minutes = open(line(''))
  minutes.caretAt(0, 0)
  minutes.write('/dec')
  minutes.space()
  minutes.backspace()
  expect(minutes.lines()).toEqual(['num1: /dec '])
  minutes.write('is a letter')
  expect(minutes.lines()).toEqual(['num1: /dec is a letter'])
})

test('a Backspace after another key takes the kind off as everywhere', () => {
  const minutes = open(line(''))
  minutes.caretAt(0, 0)
  minutes.write('/dec')
  minutes.space()
  minutes.press('F2', {})
  minutes.backspace()
  expect(minutes.lines()).toEqual(['paragraph: '])
})

test('a turn is one step of undo, and redo turns it again', () => {
  const minutes = open(line('Agreed.'))
  minutes.caretAt(0, 0)
  minutes.write('/dec')
  minutes.space()
  minutes.write('All ')
  minutes.peer.binder.undo.undo()
  expect(minutes.lines()).toEqual(['decision: Agreed.'])
  minutes.peer.binder.undo.undo()
  expect(minutes.lines()).toEqual(['num1: /dec Agreed.'])
  minutes.peer.binder.undo.redo()
  expect(minutes.lines()).toEqual(['decision: Agreed.'])
})

test('the letters elsewhere in a line, others, and a selection stay words', () => {
  const minutes = open(line('See '))
  minutes.caretAt(0, 4)
  minutes.write('/dec')
  minutes.space()
  expect(minutes.lines()).toEqual(['num1: See /dec '])
  const other = open(line(''))
  other.caretAt(0, 0)
  other.write('/off')
  other.space()
  expect(other.lines()).toEqual(['num1: /off '])
})

test('/ref asks for a paragraph, and leaves the kind', () => {
  const minutes = open(line(''))
  let asked = 0
  minutes.peer.editor.registerCommand(
    ASK_REFERENCE_COMMAND,
    () => {
      asked += 1
      return true
    },
    COMMAND_PRIORITY_EDITOR,
  )
  minutes.caretAt(0, 0)
  minutes.write('/ref')
  minutes.space()
  expect([asked, minutes.lines()]).toEqual([1, ['num1: ']])
})

test('keys turn the line and turn it back; AltGr with the same letters does not', () => {
  const minutes = open(line('Words'))
  minutes.caretAt(0, 2)
  const chord = { ctrlKey: true, shiftKey: true }
  for (const [name, kind] of [
    ['D', 'decision'],
    ['A', 'action'],
    ['Y', 'reservation'],
  ] as const) {
    minutes.press(name, { ...chord, altKey: true })
    expect(minutes.lines()).toEqual(['num1: Words'])
    minutes.press(name, chord)
    expect(minutes.lines()).toEqual([`${kind}: Words`])
    minutes.press(name, chord)
  }
  minutes.press('O', chord)
  expect(minutes.lines()).toEqual(['information off: Words'])
  minutes.press('O', chord)
  expect(minutes.lines()).toEqual(['num1: Words'])
})

test('words off the record stay so under another kind, and on the next line', () => {
  const minutes = open(line('Said in confidence'))
  minutes.caretAt(0, 18)
  minutes.turn('off')
  minutes.enter()
  minutes.write('More')
  expect(minutes.lines()).toEqual(['information off: Said in confidence', 'information off: More'])
  minutes.turn('decision')
  expect(minutes.lines()[1]).toBe('decision off: More')
})

test('discussion follows a captured line, and an empty one is left with Enter', () => {
  const minutes = open(line('Agreed', 'decision'))
  minutes.caretAt(0, 6)
  minutes.enter()
  minutes.write('Then')
  expect(minutes.lines()).toEqual(['decision: Agreed', 'num1: Then'])
  const empty = open(line('', 'action'))
  empty.caretAt(0, 0)
  empty.enter()
  expect(empty.lines()).toEqual(['num1: '])
})

test('two writers apart: words of one and the kind of the other both stay', () => {
  const state = Y.encodeStateAsUpdate(documentWith([line('The annex moves.'), line('Next')]))
  const a = writer(openPeer({ client: 21, from: state }))
  const b = writer(openPeer({ client: 22, from: state }))
  a.caretAt(0, 0)
  a.write('/dec')
  a.space()
  b.caretAt(0, 16)
  b.write(' Each refers to it.')
  b.caretAt(1, 4)
  b.turn('off')
  exchange(a.peer, b.peer)
  const both = ['decision: The annex moves. Each refers to it.', 'information off: Next']
  expect([a.lines(), b.lines()]).toEqual([both, both])
  expect([...a.peer.failures, ...b.peer.failures]).toEqual([])
})
