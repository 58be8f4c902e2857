// Ctrl Alt and a digit in the product's own editor: headings, as steps of undo, as suggestions, and on lines that stay.
import { readSuggestions } from '#document/review/suggestions'
import type { NewBlock } from '#document/blocks'
import { exchange, openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { typist } from '#tests/typist'
import { $getRoot, COMMAND_PRIORITY_LOW } from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { registerFormatKeys } from '../../../src/renderer/editor/formats/format-keys.ts'
import {
  REFUSED_SETTLED_COMMAND,
  settle,
} from '../../../src/renderer/editor/blocks/settled-state.ts'

const open = (blocks: readonly NewBlock[], client = 11) => {
  const from = Y.encodeStateAsUpdate(documentWith(blocks))
  // No time passes, so that undo joins all changes that nothing separates.
  const peer = openPeer({ client, from })
  onTestFinished(peer.close)
  const keys = typist(peer)
  const { separate } = peer.binder.undo
  registerFormatKeys(peer.editor, { onLink: () => {}, separate })
  const told: unknown[] = []
  peer.editor.registerCommand(
    REFUSED_SETTLED_COMMAND,
    how => (told.push(how), true),
    COMMAND_PRIORITY_LOW,
  )
  return {
    ...peer,
    ...keys,
    told,
    /** From the beginning to the end of the text. */
    selectAll: () => peer.edit(() => void $getRoot().select(0, $getRoot().getChildrenSize())),
    heading: (level: 1 | 2 | 3) =>
      keys.press(`${level}`, { code: `Digit${level}`, ctrlKey: true, altKey: true }),
    kinds: () => peer.page().blocks.map(({ kind }) => kind),
    suggested: () => readSuggestions(peer.doc).map(({ id, kind }) => [id, kind]),
  }
}

test('a heading is a step of undo of its own, between the words before and behind it', () => {
  const page = open([block('paragraph', '')])
  page.select(0, 0)
  page.type('Find')
  page.heading(1)
  page.type('ings')
  const stands = () => [page.texts()[0], page.kinds()[0]]
  expect(stands()).toEqual(['Findings', 'h1'])
  const { undo } = page.binder
  const steps = [0, 1, 2].map(() => (undo.undo(), stands()))
  expect(steps).toEqual([
    ['Find', 'h1'],
    ['Find', 'paragraph'],
    ['', 'paragraph'],
  ])
})

test('while suggesting, the same key takes the heading back, and another one changes it', () => {
  const page = open([block('paragraph', 'Findings')])
  page.suggesting.set(true)
  page.select(0, 3)
  page.heading(1)
  const [first] = page.suggested()
  expect(page.suggested()).toEqual([[expect.any(String), 'h1']])
  page.heading(2)
  expect(page.suggested()).toEqual([[first?.[0], 'h2']])
  page.heading(2)
  expect([page.suggested(), page.kinds()]).toEqual([[], ['paragraph']])
  page.binder.undo.undo()
  expect(page.suggested()).toEqual([[first?.[0], 'h2']])
  page.binder.undo.undo()
  expect(page.suggested()).toEqual([[first?.[0], 'h1']])
  expect(page.failures).toEqual([])
})

test('a heading of the text that is suggested as a paragraph stays one by the same key', () => {
  const page = open([block('h1', 'Findings')])
  page.suggesting.set(true)
  page.select(0, 3)
  page.heading(1)
  expect(page.suggested()).toEqual([[expect.any(String), 'paragraph']])
  page.heading(1)
  expect([page.suggested(), page.kinds()]).toEqual([[], ['h1']])
})

test('the heading that another member suggests waits beside one’s own', () => {
  const blocks = [block('paragraph', 'Findings')]
  const [ana, badia] = [open(blocks, 21), open(blocks, 22)]
  for (const each of [ana, badia]) {
    each.suggesting.set(true)
    each.select(0, 3)
  }
  ana.heading(1)
  exchange(ana, badia)
  badia.heading(1)
  exchange(ana, badia)
  expect(ana.suggested().map(([, kind]) => kind)).toEqual(['h1', 'h1'])
  badia.heading(1)
  exchange(ana, badia)
  for (const each of [ana, badia]) {
    expect(each.suggested()).toEqual([
      [expect.stringMatching(new RegExp(`^${(21).toString(36)}-`)), 'h1'],
    ])
    expect(each.failures).toEqual([])
  }
})

const cell: NewBlock = {
  ...block('paragraph', 'Kenya'),
  cell: { table: 'aaaaaaaaaa', row: 'bbbbbbbbbb', column: 'cccccccccc' },
}

test('a heading goes back also where a cell is selected with it', () => {
  const page = open([block('paragraph', 'Findings'), cell, block('paragraph', 'Later')])
  page.selectAll()
  page.heading(1)
  expect(page.kinds()).toEqual(['h1', 'paragraph', 'h1'])
  page.heading(1)
  expect(page.kinds()).toEqual(['paragraph', 'paragraph', 'paragraph'])
})

test('a decided line stays, and the window says so; one selected with others holds none of them', () => {
  const page = open([block('decision', 'Agreed.'), block('num1', 'Later')])
  onTestFinished(settle(new Map([[page.idOf(0), 'line']])))
  page.select(0, 3)
  page.heading(1)
  expect([page.kinds(), page.told]).toEqual([['decision', 'num1'], [undefined]])
  page.selectAll()
  page.heading(1)
  expect(page.kinds()).toEqual(['decision', 'h1'])
  page.heading(1)
  expect(page.kinds()).toEqual(['decision', 'paragraph'])
  expect(page.told).toHaveLength(1)
})

test('a cell alone stays as it is, and the window does not call it decided', () => {
  const page = open([cell, block('num1', 'Later')])
  onTestFinished(settle(new Map([[page.idOf(1), 'line']])))
  page.select(0, 3)
  page.heading(1)
  expect([page.kinds(), page.told]).toEqual([['paragraph', 'num1'], []])
})
