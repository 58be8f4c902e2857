// The parts of the document screen that need no window: outline, counts, names of files, typed
// numbers.
import { describe, expect, it } from 'vitest'
import { lengthLimitOf, linesOf, pagesOf } from '#document/reading'
import type { BlockKind, InBrackets } from '#document/model'
import { exportName } from '../../../src/renderer/screens/export/export-name.ts'
import { countsOf, overBy } from '../../../src/renderer/editor/outline/counts.ts'
import { outlineOf, sectionOf } from '../../../src/renderer/editor/outline/outline-of.ts'
import { firstNumber } from '../../../src/renderer/editor/page/kind-groups.ts'
import type { PageBlock } from '../../../src/renderer/editor/page/page-state.ts'
import {
  nothingAbove,
  sectionMarkLength,
  typedMark,
} from '../../../src/renderer/editor/paste/typed-marks.ts'
import { readClipboard } from '../../../src/renderer/editor/paste/read-clipboard.ts'
import { readText } from '../../../src/renderer/editor/paste/read-text.ts'

const page = (...rows: [BlockKind, string][]): PageBlock[] =>
  rows.map(([kind, text], index) => ({ id: `b${index}`, kind, number: '', place: '', text }))

describe('outline', () => {
  const blocks = page(
    ['num1', 'Before'],
    ['h1', 'Context'],
    ['num1', 'One'],
    ['h2', 'Deeper'],
    ['h4', 'Skips a level'],
    ['h1', ' '],
    ['num1', 'Last'],
  )

  it('hangs a heading below the last higher one, also when a level is skipped', () => {
    const [context, empty] = outlineOf(blocks, 'No words')
    expect(context?.text).toBe('Context')
    expect(context?.children[0]?.text).toBe('Deeper')
    expect(context?.children[0]?.children[0]?.text).toBe('Skips a level')
    expect(empty).toMatchObject({ text: 'No words', children: [] })
  })

  it('reads wordings in brackets apart', () => {
    const bracket = { version: '1-aaaaaaaaaa', set: '1-aaaaaaaaaa' } as InBrackets
    const [first, second] = outlineOf(
      [
        { ...page(['h1', 'ShallShould'])[0]!, said: '[Shall] [Should]' },
        { ...page(['h1', 'Whole'])[0]!, number: 'II.', bracket },
      ],
      'No words',
    )
    expect(first?.text).toBe('[Shall] [Should]')
    expect([second?.number, second?.text]).toEqual(['[II.', 'Whole]'])
  })

  it('follows the caret to the heading above it', () => {
    expect(sectionOf(blocks, 'b0')).toBeNull()
    expect(sectionOf(blocks, 'b2')).toBe('b1')
    expect(sectionOf(blocks, 'b6')).toBe('b5')
    expect(sectionOf(blocks, 'gone')).toBeNull()
  })

  it('counts what is not a heading and not empty, and the words of everything', () => {
    expect(countsOf(blocks)).toEqual({ paragraphs: 3, words: 8, pages: 1, withheld: 0 })
  })

  it('counts no word that waits to be taken in', () => {
    const [text] = page(['num1', 'States should always act.'])
    expect(countsOf([{ ...text!, said: 'States should act.' }])).toMatchObject({ words: 3 })
  })

  it('counts no paragraph that waits as a whole, and no page of such paragraphs', () => {
    const [text] = page(['num1', 'States should act.'])
    const waiting = Array.from({ length: 60 }, () => ({ ...text!, said: '' }))
    const counted = { paragraphs: 1, words: 3, pages: 1, withheld: 0 }
    expect(countsOf([text!, ...waiting])).toEqual(counted)
  })

  it('counts a restricted paragraph as one, and a table and a caption as none', () => {
    const [text, cell, caption] = page(['num1', 'Text'], ['paragraph', 'Cell'], ['figure', 'Map'])
    const withheld = { ...text!, text: '', withheld: true as const }
    const shown = [text!, withheld, { ...cell!, cell: true as const }, caption!]
    expect(countsOf(shown)).toMatchObject({ paragraphs: 2, withheld: 1 })
  })
})

describe('how long a text may be', () => {
  const counts = (words: number, pages = 1) => ({ paragraphs: 1, words, pages, withheld: 0 })

  it.each([
    ['minutes', { words: 8500 }],
    ['officials', { words: 8500 }],
    ['recommendations', { words: 10_700 }],
    ['statement', { words: 10_700 }],
    ['consultation', { pages: 10 }],
    ['protocol', null],
    ['manual', null],
    ['agenda', null],
  ] as const)('depends on its kind: %s', (kind, limit) => {
    expect(lengthLimitOf(kind)).toEqual(limit)
  })

  it('is passed by the first word too many', () => {
    expect(overBy(counts(10_700), { words: 10_700 })).toBe(0)
    expect(overBy(counts(10_701), { words: 10_700 })).toBe(1)
    expect(overBy(counts(99_999, 10), { pages: 10 })).toBe(0)
    expect(overBy(counts(1, 12), { pages: 10 })).toBe(2)
  })

  it('is told in pages from the lines that the text takes on paper', () => {
    const paragraph = (length: number) => ({ kind: 'num1' as const, text: 'x'.repeat(length) })
    expect(linesOf(paragraph(0))).toBe(1.5)
    expect(linesOf(paragraph(820))).toBe(10.5)
    expect(linesOf({ kind: 'h1', text: 'Context' })).toBe(2.5)
    expect([0, 34, 35, 394, 395].map(pagesOf)).toEqual([1, 1, 2, 10, 11])
  })
})

describe('file names', () => {
  it('keep what any file system takes', () => {
    expect(exportName('A/RES: "draft" <2>?\u202e')).toBe('A RES draft 2')
    expect(exportName('المدافعات عن حقوق الإنسان')).toBe('المدافعات عن حقوق الإنسان')
    expect(exportName(' ../.. ')).toBe('')
    expect(exportName('x'.repeat(500))).toHaveLength(80)
  })
})

describe('typed numbers', () => {
  it('become the kind of their paragraph', () => {
    expect(typedMark('12. The group', nothingAbove)).toMatchObject({ kind: 'num1', length: 4 })
    expect(typedMark('(b) second', nothingAbove)).toMatchObject({ kind: 'num2', letter: 'b' })
    expect(typedMark('b) second', nothingAbove)).toMatchObject({ kind: 'num2' })
    expect(typedMark('• point', nothingAbove)).toMatchObject({ kind: 'bullet1' })
    expect(typedMark('1948 was a year', nothingAbove)).toBeNull()
    expect(typedMark('3.5 million', nothingAbove)).toBeNull()
  })

  it('read (i) as a numeral, unless it follows (h)', () => {
    expect(typedMark('(i) one', { letter: 'a' })).toMatchObject({ kind: 'num3' })
    expect(typedMark('(iv) four', nothingAbove)).toMatchObject({ kind: 'num3' })
    expect(typedMark('(i) ninth', { letter: 'h' })).toMatchObject({ kind: 'num2', letter: 'i' })
  })

  it('are taken off headings', () => {
    expect(sectionMarkLength('II. Context')).toBe(4)
    expect(sectionMarkLength('A. Safe')).toBe(3)
    expect(sectionMarkLength('2.1. Deeper')).toBe(5)
    expect(sectionMarkLength('A safe place')).toBe(0)
  })

  it('show what each kind of the menu begins with', () => {
    expect(firstNumber('num1', { kind: 'statement', language: 'en' })).toBe('1.')
    expect(firstNumber('num2', { kind: 'statement', language: 'en' })).toBe('(a)')
    expect(firstNumber('num3', { kind: 'statement', language: 'en' })).toBe('(i)')
    expect(firstNumber('h2', { kind: 'statement', language: 'en' })).toBe('A.')
    expect(firstNumber('num2', { kind: 'statement', language: 'fr' })).toBe('a)')
    expect(firstNumber('h1', { kind: 'agenda', language: 'en' })).toBe('1.')
    expect(firstNumber('num2', { kind: 'protocol', language: 'es' })).toBe('a)')
    expect(firstNumber('quote', { kind: 'statement', language: 'en' })).toBe('')
  })
})

describe('the clipboard of our own pages', () => {
  const copied = (...nodes: unknown[]): string => JSON.stringify({ namespace: 'baraza', nodes })
  const text = (value: string, more: object = {}) => ({ type: 'text', text: value, ...more })

  it('brings kinds, formats and safe links, and leaves ids behind', () => {
    const pasted = readClipboard(
      copied({
        type: 'block',
        direction: 'rtl',
        $: { kind: 'num2', bid: 'aaaaaaaaaa', lang: 'ar' },
        children: [text('one '), text('two', { format: 3, $: { href: 'https://un.org/' } })],
      }),
    )
    expect(pasted?.blocks).toEqual([
      {
        kind: 'num2',
        language: 'ar',
        direction: 'rtl',
        runs: [
          { text: 'one ' },
          { text: 'two', bold: true, italic: true, href: 'https://un.org/' },
        ],
      },
    ])
  })

  it('takes nothing that it does not know', () => {
    const pasted = readClipboard(
      copied(
        { type: 'block', $: { kind: 'script', label: 'x', ref: 'y' }, children: [text('plain')] },
        { type: 'iframe', src: 'https://evil.example/', children: [] },
        { type: 'link', url: 'javascript:alert(1)', children: [text('click')] },
        text('bad', { $: { href: 'javascript:alert(1)' } }),
      ),
    )
    expect(pasted?.blocks).toEqual([
      { kind: 'paragraph', runs: [{ text: 'plain' }] },
      { kind: 'paragraph', runs: [{ text: 'click' }] },
      { kind: null, runs: [{ text: 'bad' }] },
    ])
    for (const rubbish of ['', '{', '[]', '{"nodes":7}', copied(), 'null'])
      expect(readClipboard(rubbish)).toBeNull()
    expect(readClipboard(copied(text('x'.repeat(1 << 20))))).toBeNull()
  })

  it('goes no deeper than a page does', () => {
    let node: unknown = text('deep')
    for (let depth = 0; depth < 500; depth++) node = { type: 'block', children: [node] }
    expect(readClipboard(copied(node))).toBeNull()
  })
})

describe('plain text', () => {
  it('is one paragraph per line, with typed numbers understood', () => {
    expect(readText('1. One\n\n(a) Sub\r\nplain').blocks).toEqual([
      { kind: 'num1', runs: [{ text: 'One' }] },
      { kind: 'num2', runs: [{ text: 'Sub' }] },
      { kind: null, runs: [{ text: 'plain' }] },
    ])
  })

  it('keeps a single line as it is, without control or reordering characters', () => {
    expect(readText('a\u202eb\u0007c\ue000').blocks).toEqual([
      { kind: null, runs: [{ text: 'abc' }] },
    ])
  })
})
