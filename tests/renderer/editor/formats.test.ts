// Links and formats of selected words, as they lie in the shared text.
import { linkAddress } from '#document/model'
import { exchange, openPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { registerRichText } from '@lexical/rich-text'
import {
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  FORMAT_TEXT_COMMAND,
  type TextFormatType,
} from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { $offsetOf, $selectAt } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import {
  CLEAR_FORMATS_COMMAND,
  INSERT_PAGE_BREAK_COMMAND,
  registerFormatCommands,
  SET_LINK_COMMAND,
} from '../../../src/renderer/editor/formats/commands.ts'
import { $setDirections } from '../../../src/renderer/editor/formats/directions.ts'
import { $linkIn } from '../../../src/renderer/editor/formats/links.ts'

const resolution = 'https://undocs.org/A/RES/68/181'

const open = (client: number, state: Uint8Array) => {
  const peer = openPeer({ client, from: state })
  registerRichText(peer.editor)
  registerFormatCommands(peer.editor)
  const select = (from: number, to = from): void =>
    peer.edit(() => {
      const first = $getRoot().getFirstChild()
      if (!$isBlockNode(first)) return
      $selectAt(first, from)
      const start = $getSelection()
      if (!$isRangeSelection(start)) return
      const { key, offset, type } = start.anchor
      $selectAt(first, to)
      const range = $getSelection()
      if ($isRangeSelection(range)) range.anchor.set(key, offset, type)
    })
  return {
    peer,
    select,
    link: (href: string) =>
      peer.edit(() => void peer.editor.dispatchCommand(SET_LINK_COMMAND, href)),
    format: (name: TextFormatType) =>
      peer.edit(() => void peer.editor.dispatchCommand(FORMAT_TEXT_COMMAND, name)),
    clear: () =>
      peer.edit(() => void peer.editor.dispatchCommand(CLEAR_FORMATS_COMMAND, undefined)),
    breakPage: () =>
      peer.edit(() => void peer.editor.dispatchCommand(INSERT_PAGE_BREAK_COMMAND, undefined)),
    write: (words: string) =>
      peer.edit(() => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.insertText(words)
      }),
    linkNow: () =>
      peer.read(() => {
        const selection = $getSelection()
        return $isRangeSelection(selection) ? $linkIn(selection) : null
      }),
    runs: () => peer.page().blocks[0]?.runs ?? [],
  }
}
const state = (text: string): Uint8Array =>
  Y.encodeStateAsUpdate(documentWith([block('num1', text)]))

test('selected words become a link, a caret in it changes the whole, and it can be taken off', () => {
  const page = open(11, state('See the resolution now'))
  page.select(8, 18)
  page.link(resolution)
  expect(page.runs()[1]).toEqual({ text: 'resolution', href: resolution })
  page.select(10, 14)
  page.format('bold')
  page.select(12)
  expect(page.linkNow()).toBe(resolution)
  page.link('https://example.org/')
  expect(page.runs().filter(run => run.href === 'https://example.org/')).toHaveLength(3)
  page.link('')
  expect(page.runs().some(run => run.href !== undefined)).toBe(false)
  expect(page.linkNow()).toBe('')
})

test('text typed behind a link is no part of it, text typed inside is', () => {
  const page = open(11, state('See the resolution'))
  page.select(8, 18)
  page.link(resolution)
  page.select(18)
  page.write(', adopted')
  page.select(11)
  page.write('-')
  expect(page.runs()).toEqual([
    { text: 'See the ' },
    { text: 'res-olution', href: resolution },
    { text: ', adopted' },
  ])
})

test('without selected words the address itself stands in the text', () => {
  const page = open(11, state('Write to '))
  page.select(9)
  page.link('mailto:info@example.org')
  expect(page.runs()[1]).toEqual({ text: 'info@example.org', href: 'mailto:info@example.org' })
})

test('two people format and link the same words apart, and both hold; undo takes back one’s own', () => {
  const from = state('one two three')
  const [ana, badia] = [open(11, from), open(12, from)]
  ana.select(4, 7)
  ana.link(resolution)
  badia.select(4, 13)
  badia.format('underline')
  exchange(ana.peer, badia.peer)
  for (const page of [ana, badia])
    expect(page.runs()).toEqual([
      { text: 'one ' },
      { text: 'two', underline: true, href: resolution },
      { text: ' three', underline: true },
    ])
  ana.peer.binder.undo.undo()
  exchange(ana.peer, badia.peer)
  badia.write('X')
  exchange(ana.peer, badia.peer)
  expect(badia.runs().some(run => run.href !== undefined)).toBe(false)
  expect(ana.runs()).toEqual(badia.runs())
  expect([...ana.peer.failures, ...badia.peer.failures]).toEqual([])
})

test('superscript and subscript exclude each other; clearing takes every format and no link', () => {
  const page = open(11, state('CO2 and more'))
  page.select(2, 3)
  page.format('superscript')
  page.format('subscript')
  expect(page.runs()[1]).toEqual({ text: '2', subscript: true })
  page.select(0, 12)
  page.format('bold')
  page.link(resolution)
  page.clear()
  expect(page.runs()).toEqual([{ text: 'CO2 and more', href: resolution }])
  expect(page.peer.read(() => $getRoot().getTextContent())).toBe('CO2 and more')
})

test('a page break stands behind the paragraph, and writing goes on below it', () => {
  const page = open(11, state('one two'))
  page.select(3)
  page.breakPage()
  page.write('below')
  expect(page.peer.page().blocks.map(({ kind }) => kind)).toEqual([
    'num1',
    'pagebreak',
    'paragraph',
  ])
  expect(page.peer.texts()).toEqual(['one two', '', 'below'])
  const caret = page.peer.read(() => {
    const [last, selection] = [$getRoot().getLastChild(), $getSelection()]
    return $isRangeSelection(selection) && $isElementNode(last) && $isBlockNode(last)
      ? $offsetOf(selection.anchor, last)
      : null
  })
  expect(caret).toBe(5)
})

test('an address without its scheme gets the one that is meant; nothing else becomes a link', () => {
  const given: [string, string | null][] = [
    [' https://un.org/x ', 'https://un.org/x'],
    ['undocs.org/A/RES/68/181', 'https://undocs.org/A/RES/68/181'],
    ['info@unwomen.org', 'mailto:info@unwomen.org'],
    ['mailto:a@b.org', 'mailto:a@b.org'],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['data:text/html,x', null],
    ['https://a b', null],
    ['paragraph 3', null],
    ['', null],
  ]
  for (const [typed, address] of given)
    expect({ typed, address: linkAddress(typed) }).toEqual({ typed, address })
})

test('a paragraph runs as the document does until its direction is set, whatever others write in it', () => {
  const doc = documentWith([block('num1', 'CSW62 من'), block('num1', 'Second')])
  const [ana, badia] = [31, 32].map(client => open(client, Y.encodeStateAsUpdate(doc)))
  if (!ana || !badia) throw new Error('No peers')
  const turn = (direction: 'ltr' | 'rtl', language: 'en' | 'ar'): void =>
    ana.peer.edit(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) $setDirections(selection, direction, language)
    })
  const directions = () => ana.peer.page().blocks.map(({ direction }) => direction)
  ana.select(0)
  badia.select(8)
  turn('rtl', 'en')
  badia.write(' نص')
  exchange(ana.peer, badia.peer)
  expect(directions()).toEqual(['rtl', undefined])
  expect(badia.peer.page().blocks[0]).toMatchObject({ direction: 'rtl' })
  expect(ana.peer.texts()[0]).toBe('CSW62 من نص')
  // In an English text “from left to right” is nothing that is stored, in an Arabic one it is.
  turn('ltr', 'en')
  expect(directions()).toEqual([undefined, undefined])
  turn('ltr', 'ar')
  expect(directions()).toEqual(['ltr', undefined])
  expect([ana.peer.failures, badia.peer.failures]).toEqual([[], []])
})
