// Numbers, dashes and # at the beginning of a line turn it into their kind when a space follows, one
// Backspace gives them back as letters, and both are steps of undo of their own.
import type { Language } from '#shared/contract'
import type { NewBlock } from '#document/blocks'
import type { BlockId } from '#shared/ids'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { documentWith } from '#tests/shared-pages'
import { typist } from '#tests/typist'
import { CLICK_COMMAND, INSERT_PARAGRAPH_COMMAND, PASTE_COMMAND } from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { registerWritingKeys } from '../../../src/renderer/editor/page/writing-keys.ts'
import { keepSettled } from '../../../src/renderer/editor/blocks/settled-blocks.ts'
import { settle } from '../../../src/renderer/editor/blocks/settled-state.ts'
import { kindTurns, kindTyped } from '../../../src/renderer/editor/input/typed-kinds.ts'
import { registerTypedTurns, turnedTag } from '../../../src/renderer/editor/input/typed-turns.ts'

const line = (text: string, kind: NewBlock['kind'] = 'paragraph'): NewBlock => ({
  kind,
  runs: [{ text }],
})

const writer = (peer: EditorPeer, language: Language = 'en') => {
  const { editor } = peer
  const keys = typist(peer)
  registerWritingKeys(editor)
  registerTypedTurns(editor, {
    separate: peer.binder.undo.separate,
    isSuggesting: peer.suggesting.isOn,
    $turnOf: kindTurns(language),
  })
  return {
    peer,
    ...keys,
    backspace: () => keys.press('Backspace'),
    enter: () => peer.edit(() => void editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined)),
    lines: () =>
      peer
        .page()
        .blocks.map(({ kind: of, runs }) => `${of}: ${runs.map(({ text }) => text).join('')}`),
  }
}
const open = (blocks: NewBlock[], language?: Language) => {
  const from = Y.encodeStateAsUpdate(documentWith(blocks))
  const page = writer(openPeer({ client: 11, from }), language)
  page.select(0, 0)
  return page
}

test.each([
  ['1. ', 'num1'],
  ['12. ', 'num1'],
  ['(a) ', 'num2'],
  ['b) ', 'num2'],
  ['(ii) ', 'num3'],
  ['- ', 'bullet1'],
  ['# ', 'h1'],
  ['## ', 'h2'],
  ['### ', 'h3'],
  ['#### ', 'h4'],
])('“%s” at the beginning of a line makes it %s', (typed, kind) => {
  const page = open([line('The State reports.')])
  page.type(typed)
  expect(page.lines()).toEqual([`${kind}: The State reports.`])
  page.type('Now: ')
  expect(page.lines()).toEqual([`${kind}: Now: The State reports.`])
})

test.each([
  ['ar', '1- ', 'num1'],
  ['ar', '٣ - ', 'num1'],
  ['ar', '(أ) ', 'num2'],
  ['ru', 'б) ', 'num2'],
  ['zh', '（a） ', 'num2'],
  ['zh', '１． ', 'num1'],
] as const)('%s: “%s” as texts in that language number', (language, typed, kind) => {
  const page = open([line('')], language)
  page.type(typed)
  expect(page.lines()).toEqual([`${kind}: `])
})

test('letters that only look like a number stay words', () => {
  for (const typed of ['2026. ', '1 ', 'a. ', '##### ', '– ', '* ', '(1) ', '1- ', 'I. ', '. ']) {
    const page = open([line('')])
    page.type(typed)
    expect(page.lines()).toEqual([`paragraph: ${typed}`])
  }
  const page = open([line('See ')])
  page.select(0, 4)
  page.type('1. ')
  expect(page.lines()).toEqual(['paragraph: See 1. '])
})

test('“(i)” follows “(h)”, and is a numeral elsewhere', () => {
  const letters = Array.from('abcdefgh', text => line(text, 'num2'))
  const page = open([line('Top', 'num1'), ...letters, line('')])
  page.select(9, 0)
  page.type('(i) ')
  expect(page.lines().at(-1)).toBe('num2: ')
  expect(kindTyped('(i)', 'en', 'b')).toBe('num3')
})

test('a typed number goes where the line has one, and Enter goes on with it', () => {
  const page = open([line('')])
  page.type('1. First')
  page.enter()
  page.type('2. Second')
  page.enter()
  page.type('(a) Third')
  expect(page.lines()).toEqual(['num1: First', 'num1: Second', 'num2: Third'])
})

test('one Backspace gives the letters back as typed, and they stay letters', () => {
  const page = open([line('Later.')])
  page.type('12. ')
  page.backspace()
  expect(page.lines()).toEqual(['paragraph: 12. Later.'])
  page.backspace()
  page.type(' May. ')
  expect(page.lines()).toEqual(['paragraph: 12. May. Later.'])
  // In another line the same letters turn again.
  page.enter()
  page.select(1, 0)
  page.type('12. ')
  expect(page.lines()[1]).toBe('num1: Later.')
})

test('a Backspace after another key takes the kind off as everywhere', () => {
  const page = open([line('')])
  page.type('(a) ')
  page.press('F2')
  page.backspace()
  expect(page.lines()).toEqual(['num1: '])
})

test('a turn is one step of undo that shows the letters with their space', () => {
  const page = open([line('Agreed.')])
  page.type('- All ')
  const { undo } = page.peer.binder
  undo.undo()
  expect(page.lines()).toEqual(['bullet1: Agreed.'])
  undo.undo()
  expect(page.lines()).toEqual(['paragraph: - Agreed.'])
  undo.redo()
  expect(page.lines()).toEqual(['bullet1: Agreed.'])
})

test('the letters that Backspace gave back are one step of undo', () => {
  const page = open([line('x')])
  page.type('# ')
  page.backspace()
  page.type('y')
  const { undo } = page.peer.binder
  undo.undo()
  expect(page.lines()).toEqual(['paragraph: # x'])
  undo.undo()
  expect(page.lines()).toEqual(['h1: x'])
})

test('a quotation, a decision and a caption keep their kind; a heading changes its level only', () => {
  for (const kind of ['quote', 'decision', 'figure'] as const) {
    const page = open([line('', kind)])
    page.type('1. ')
    expect(page.lines()).toEqual([`${kind}: 1. `])
  }
  const heading = open([line('', 'h2')])
  heading.type('- ')
  expect(heading.lines()).toEqual(['h2: - '])
  const other = open([line('', 'h2')])
  other.type('# ')
  expect(other.lines()).toEqual(['h1: '])
})

test('cells, decided lines and words behind them, readers and other keys with a space are left alone', () => {
  const cell = { table: 'aaaaaaaaaa', row: 'bbbbbbbbbb', column: 'cccccccccc' }
  const table = open([{ ...line(''), cell }])
  table.type('1. ')
  expect(table.lines()).toEqual(['paragraph: 1. '])

  const settled = open([line('1.'), line('1.')])
  const unsettle = settle(new Map([[settled.idOf(0), 'end']]))
  for (const at of [0, 1]) {
    settled.select(at, 2)
    settled.press(' ')
  }
  unsettle()
  expect(settled.lines()).toEqual(['paragraph: 1. ', 'paragraph: 1. '])

  const reader = open([line('1.')])
  reader.select(0, 2)
  reader.peer.editor.setEditable(false)
  reader.press(' ')
  expect(reader.lines()).toEqual(['paragraph: 1. '])

  const chord = open([line('1.')])
  chord.select(0, 2)
  chord.press(' ', { ctrlKey: true })
  expect(chord.lines()).toEqual(['paragraph: 1.'])
})

test('while suggesting, the letters are suggested as letters', () => {
  const page = open([line('Words')])
  page.peer.suggesting.set(true)
  page.type('1. ')
  const [block] = page.peer.page().blocks
  expect(block?.kind).toBe('paragraph')
  expect(page.peer.texts()).toEqual(['1. Words'])
  page.backspace()
  expect(page.peer.texts()).toEqual(['1.Words'])
})

test('letters in a suggestion of another member turn nothing', () => {
  const suggestedBy = (words: string, suggest: (page: ReturnType<typeof writer>) => void) => {
    const from = Y.encodeStateAsUpdate(documentWith([line(words)]))
    const [ana, badia] = [openPeer({ client: 21, from }), openPeer({ client: 22, from })].map(
      each => writer(each),
    )
    badia!.peer.suggesting.set(true)
    suggest(badia!)
    exchange(ana!.peer, badia!.peer)
    ana!.select(0, 2)
    ana!.press(' ')
    return ana!.lines()
  }
  const inserted = suggestedBy('', page => {
    page.select(0, 0)
    page.type('1.')
  })
  expect(inserted).toEqual(['paragraph: 1. '])
  expect(suggestedBy('1.', page => page.remove(0, 2))).toEqual(['paragraph: 1. '])
})

test.each([
  ['a click', CLICK_COMMAND],
  ['a paste', PASTE_COMMAND],
] as const)('Backspace behind %s gives no letters back', (_, command) => {
  const page = open([line('Words')])
  page.type('1. ')
  page.peer.edit(() => void page.peer.editor.dispatchCommand(command, {} as never))
  page.backspace()
  expect(page.lines()).toEqual(['paragraph: Words'])
})

test('an input method that composes turns nothing', () => {
  const page = open([line('1.')])
  page.select(0, 2)
  page.compose()
  expect(page.peer.editor.isComposing()).toBe(true)
  page.press(' ')
  expect(page.lines()).toEqual(['paragraph: 1. '])
})

test('the kind is announced also where the line had it already', () => {
  const page = open([line('', 'num1')])
  const tags: string[][] = []
  page.peer.editor.registerUpdateListener(update => void tags.push([...update.tags]))
  page.type('3. ')
  expect(page.lines()).toEqual(['num1: '])
  expect(tags.filter(each => each.includes(turnedTag))).toHaveLength(1)
})

test('two writers apart: words of one and the kind that the other typed both stay', () => {
  const from = Y.encodeStateAsUpdate(documentWith([line('The annex moves.')]))
  const [a, b] = [writer(openPeer({ client: 21, from })), writer(openPeer({ client: 22, from }))]
  a.select(0, 0)
  a.type('1. ')
  b.select(0, 16)
  b.type(' Each refers to it.')
  exchange(a.peer, b.peer)
  const both = ['num1: The annex moves. Each refers to it.']
  expect([a.lines(), b.lines()]).toEqual([both, both])
  expect([...a.peer.failures, ...b.peer.failures]).toEqual([])
})

test('behind a decided item of plain paragraphs letters stay letters in the heading, and Backspace leaves it one', () => {
  const item = { ...line('Last', 'h2'), meeting: { item: 'aaaaaaaaaa' as BlockId } }
  const page = open([item, line('One.'), line('Closing', 'h2')])
  onTestFinished(keepSettled(page.peer.editor))
  onTestFinished(settle(new Map([[page.idOf(1), 'end-plain']])))
  page.select(2, 0)
  page.backspace()
  expect(page.lines()[2]).toBe('h2: Closing')
  page.type('### ')
  expect(page.lines()).toEqual(['h2: Last', 'paragraph: One.', 'h2: ### Closing'])
})
