// References to paragraphs: they name where their paragraph stands now, in six languages, and never
// another one.
import { applyEditScript } from '#document/edits'
import { contentDigest, stateOf } from '#document/history/versions'
import { copiedPage } from '#document/templates'
import { followsName, referencesOf, spokenPage } from '#document/numbering'
import { readPage, writeMeta } from '#document/tree'
import { writeBlocks } from '#document/blocks'
import type { DocumentKind, Language } from '#shared/contract'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, newDocument, sha256 } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { compared } from '../../src/document/history/compare/compare.ts'
import { isChanged } from '#document/history/compare'
import { restorePage } from '#document/history/restore'

const page = () =>
  documentWith([
    block('h1', 'Situation'),
    block('num1', 'First'),
    block('num1', 'Second'),
    block('num2', 'below'),
    block('h2', 'Details'),
    block('num1', 'See , and '),
    block('paragraph', 'Unnumbered'),
  ])
const run = (doc: Y.Doc, ...steps: unknown[]) =>
  applyEditScript(doc, steps, { random: countedRandom(5), now: () => 1 })
const text = (doc: Y.Doc, index: number): string =>
  (spokenPage(readPage(doc)).blocks[index]?.runs ?? []).map(each => each.text).join('')
/** Refers from the sixth paragraph to the first "(a)" and to the heading below it. */
const referring = () => {
  const doc = page()
  const done = run(doc, { refer: 5, block: 6, at: 10 }, { refer: 4, block: 6, at: 4 })
  expect(done.refused).toEqual([])
  return doc
}

test('they read as their paragraph is numbered, and follow it', () => {
  const doc = referring()
  expect(text(doc, 5)).toBe('See paragraph 2 (a), and section I.A')
  run(doc, { new: 'New first', after: 1, kind: 'num1' }, { new: 'Other', after: 1, kind: 'h1' })
  expect(text(doc, 7)).toBe('See paragraph 3 (a), and section II.A')
  run(doc, { move: 6, after: 8 })
  expect(text(doc, 6)).toBe('See paragraph 4 (a), and section II.A')
  expect(referencesOf(readPage(doc)).map(({ number, was }) => [number, was])).toEqual([
    ['4.', 'paragraph 2 (a)'],
    ['4.', 'section I.A'],
  ])
})

const forms: [DocumentKind, Language, string, string][] = [
  ['statement', 'en', 'paragraph 2 (a)', 'section I.A'],
  ['statement', 'fr', 'paragraphe 2 a)', 'section I.A'],
  ['statement', 'es', 'párrafo 2 a)', 'sección I.A'],
  ['statement', 'ru', 'пункт 2 a)', 'раздел I.A'],
  ['statement', 'ar', 'الفقرة 2 (أ)', 'الفرع أولا - ألف'],
  ['statement', 'zh', '第2(a)段', '第一.A节'],
  ['protocol', 'es', 'párrafo I.2 a)', 'sección I.A'],
  ['agenda', 'fr', 'point 3 a)', 'point 3 b)'],
]
test.each(forms)('%s in %s: "%s" and "%s"', (kind, language, paragraph, heading) => {
  const doc = referring()
  writeMeta(doc, { kind, language })
  expect(referencesOf(readPage(doc)).map(({ reads }) => reads)).toEqual([paragraph, heading])
})

test('one whose paragraph is gone, or has no number any more, says so and names no other', () => {
  const doc = referring()
  run(doc, { remove: 4 }, { kind: 'paragraph', block: 4 })
  expect(text(doc, 4)).toBe('See [paragraph removed], and [paragraph without a number]')
  expect(referencesOf(readPage(doc)).map(({ standing, was }) => [standing, was])).toEqual([
    ['gone', 'paragraph 2 (a)'],
    ['unnumbered', 'section I.A'],
  ])
  const refused = run(doc, { refer: 99, block: 1, at: 0 }, { refer: 6, block: 1, at: 0 }).refused
  expect(refused.map(({ code }) => code)).toEqual(['not-found', 'invalid-input'])
})

const figures = () => {
  const doc = documentWith([
    block('num1', 'First'),
    block('figure', 'Districts'),
    block('num1', 'See , and '),
    block('figure', 'Reports'),
  ])
  expect(run(doc, { refer: 4, block: 3, at: 4 }).refused).toEqual([])
  return doc
}

test('a figure is referred to by its number, which follows, and one that is gone is said to be', () => {
  const doc = figures()
  expect(text(doc, 2)).toBe('See figure 2, and ')
  const named: [Language, string][] = [
    ['fr', 'figure 2'],
    ['es', 'figura 2'],
    ['ru', 'рисунок 2'],
    ['ar', 'الشكل 2'],
    ['zh', '图 2'],
    ['en', 'figure 2'],
  ]
  for (const [language, reads] of named) {
    writeMeta(doc, { language })
    expect(referencesOf(readPage(doc))[0]?.reads).toBe(reads)
  }
  const { blocks } = copiedPage(readPage(doc))
  const copy = newDocument()
  writeBlocks(copy, blocks, { random: countedRandom(8) })
  expect(text(copy, 2)).toBe('See figure 2, and ')
  run(doc, { remove: 2 })
  expect(text(doc, 1)).toBe('See figure 1, and ')
  // Behind its name it is the number alone, and is still known as a figure when it is gone.
  expect(followsName('as figures 1 and ', 'en') || followsName('see figure ', 'en')).toBe(true)
  run(doc, { refer: 3, block: 1, at: 5, bare: true })
  expect(text(doc, 0)).toBe('First1')
  run(doc, { remove: 3 })
  expect(text(doc, 1)).toBe('See [figure removed], and ')
  expect(text(doc, 0)).toBe('First[figure removed]')
  expect(referencesOf(readPage(doc)).map(({ was }) => was)).toEqual(['figure 1', 'figure 2'])
  writeMeta(doc, { language: 'fr' })
  expect(text(doc, 1)).toBe('See [figure supprimée], and ')
})

test('behind a name that is written out stands the number alone', () => {
  const after: [string, Language, boolean][] = [
    ['in paragraph ', 'en', true],
    ['paragraphs 3 and ', 'en', true],
    ['paragraphs \u2060, \u2060 and ', 'en', true],
    ['see section ', 'en', true],
    ['see ', 'en', false],
    ['paragraph 3 says that ', 'en', false],
    ['aux paragraphes 3 à ', 'fr', true],
    ['en el párrafo ', 'es', true],
    ['в пункте ', 'ru', true],
    ['في الفقرة ', 'ar', true],
    ['见第', 'zh', true],
    ['see figure ', 'en', true],
    ['la figura ', 'es', true],
    ['на рисунке ', 'ru', true],
    ['في الشكل ', 'ar', true],
    ['见图', 'zh', true],
  ]
  for (const [words, language, is] of after)
    expect([words, followsName(words, language)]).toEqual([words, is])
  const doc = page()
  run(doc, { refer: 4, block: 2, at: 5, bare: true })
  expect(text(doc, 1)).toBe('First2 (a)')
})

test('a copy refers to its own paragraphs, a version in another language to the same', () => {
  const original = readPage(referring())
  for (const language of [undefined, 'fr'] as const) {
    const copy = newDocument(9)
    const { blocks, kind, language: of } = copiedPage(original, language)
    writeMeta(copy, { kind, language: of })
    writeBlocks(copy, blocks, { random: countedRandom(9) })
    const read = readPage(copy)
    const [to] = referencesOf(read)
    expect(to?.reads).toBe(language === 'fr' ? 'paragraphe 2 a)' : 'paragraph 2 (a)')
    expect(to?.to).toBe(read.blocks[3]?.id)
    expect(to?.to === original.blocks[3]?.id).toBe(language === 'fr')
    // Nothing else in it moves: it is the copy's own "(a)" from here on.
    run(copy, { new: 'New', after: 0, kind: 'num1' })
    expect(text(copy, 6)).toContain(language === 'fr' ? 'paragraphe 3 a)' : 'paragraph 3 (a)')
  }
})

test('to name another paragraph is a change that a comparison shows; a new number is none', () => {
  const doc = referring()
  const digest = contentDigest(readPage(doc), sha256)
  const [from, before] = [stateOf(doc), readPage(doc)]
  const compare = () =>
    compared({ doc, from, to: stateOf(doc), writer: () => null, removers: () => [] }).filter(
      isChanged,
    )
  run(doc, { new: 'New', after: 1, kind: 'num1' })
  expect(compare().map(({ deeds }) => deeds)).toEqual([['added']])
  run(doc, { remove: 2 })
  expect(contentDigest(readPage(doc), sha256)).toBe(digest)
  run(doc, { delete: 1, block: 6, at: 4 }, { refer: 2, block: 6, at: 4 })
  expect(contentDigest(readPage(doc), sha256)).not.toBe(digest)
  const [changed, ...others] = compare()
  expect(others).toEqual([])
  expect(changed?.pieces.map(({ kind, text: words }) => [kind, words])).toEqual([
    ['kept', 'See '],
    ['removed', 'paragraph 2 (a)'],
    ['added', 'paragraph 1'],
    ['kept', ', and section I.A'],
  ])
  restorePage(doc, before, { random: countedRandom(6), change: work => work() })
  expect(text(doc, 5)).toBe('See paragraph 2 (a), and section I.A')
})

test('values that another tool puts into one are read as they are', () => {
  const doc = referring()
  const element = doc.get('root-v2', Y.XmlElement).get(5)
  const words = element instanceof Y.XmlElement ? element.get(0) : null
  if (!(words instanceof Y.XmlText)) throw new Error('No text')
  const to = readPage(doc).blocks[1]?.id
  // Words in a reference, an address that is none, and words that turn what stands around them.
  words.insert(5, 'not a number', { p: { __mode: 1 }, s_to: to })
  words.insert(0, '\u2060', { s_to: { deep: 1 }, s_was: 'x' })
  words.insert(0, '\u2060', {
    p: { __mode: 1 },
    s_to: 'zzzzzzzzzz',
    s_bare: 'yes',
    s_was: `\u202eevil\n${'long '.repeat(40)}`,
  })
  const [first, ...rest] = referencesOf(readPage(doc))
  expect(first).toMatchObject({ standing: 'gone', reads: '[paragraph removed]' })
  expect(first?.was).toMatch(/^evillong long/)
  expect(first?.was.length).toBeLessThanOrEqual(80)
  expect(rest.map(({ reads }) => reads)).toEqual(['paragraph 2 (a)', 'section I.A'])
  expect(text(doc, 5)).toContain('paragraph 2 (a)not a number, and section I.A')
})
