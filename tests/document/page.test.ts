import { contentDigest } from '#document/history/versions'
import { countWords, countWordsIn } from '#document/reading'
import { genesisBlock } from '../../src/document/templates/genesis.ts'
import {
  isNewerSchema,
  readPage,
  resolvePosition,
  switchOffCleanup,
  writeMeta,
} from '#document/tree'
import { isSafeLink } from '#document/model'
import { writeBlocks } from '#document/blocks'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, linesOf, newDocument, sha256 } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const rootOf = (doc: Y.Doc): Y.XmlElement => doc.get('root-v2', Y.XmlElement)
const blockAt = (doc: Y.Doc, index: number): Y.XmlElement => rootOf(doc).get(index) as Y.XmlElement

test('a written page is read again: kinds, languages, formats, links', () => {
  const doc = newDocument()
  writeMeta(doc, { kind: 'statement', title: 'On defenders', language: 'en', reference: 'X/1' })
  writeBlocks(
    doc,
    [
      { kind: 'h1', runs: [{ text: 'Situation' }] },
      {
        kind: 'num1',
        language: 'fr',
        direction: 'ltr',
        runs: [
          { text: 'See ' },
          { text: 'this', bold: true, italic: true },
          { text: ' page', href: 'https://un.org/x' },
          { text: '.', superscript: true },
        ],
      },
    ],
    { random: countedRandom(1) },
  )
  const page = readPage(doc)
  expect(page.meta).toMatchObject({ title: 'On defenders', reference: 'X/1', schema: 1 })
  expect(page.blocks[0]).toMatchObject({ id: genesisBlock, kind: 'h1', number: 'I.' })
  expect(page.blocks[1]).toMatchObject({
    kind: 'num1',
    language: 'fr',
    direction: 'ltr',
    number: '1.',
    runs: [
      { text: 'See ' },
      { text: 'this', bold: true, italic: true },
      { text: ' page', href: 'https://un.org/x' },
      { text: '.', superscript: true },
    ],
  })
})

test('writing again replaces what was there', () => {
  const doc = documentWith([block('num1', 'old'), block('num1', 'older')])
  writeBlocks(doc, [block('quote', 'new')], { random: countedRandom(2) })
  expect(linesOf(doc)).toEqual(['new'])
  writeBlocks(doc, [], { random: countedRandom(3) })
  expect(linesOf(doc)).toEqual([''])
})

test('trap 8: an Arabic page stores its direction, whatever letter a paragraph begins with', () => {
  const doc = newDocument()
  writeMeta(doc, { language: 'ar' })
  writeBlocks(doc, [block('num1', 'UN Women تقدر'), block('num1', 'نص')], {
    random: countedRandom(1),
  })
  expect(readPage(doc).blocks.map(({ direction }) => direction)).toEqual(['rtl', 'rtl'])
})

test('trap 6: an unknown kind, state or node type is a plain read-only paragraph, unchanged', () => {
  const doc = documentWith([block('num1', 'known')])
  const strange = new Y.XmlElement('zz-later')
  const inner = new Y.XmlElement('zz-cell')
  rootOf(doc).insert(1, [strange])
  inner.insert(0, [new Y.XmlText('inside')])
  strange.insert(0, [new Y.XmlText('text '), inner])
  blockAt(doc, 0).setAttribute('s_kind', 'zz-later')
  blockAt(doc, 0).setAttribute('s_zz', 'state')
  const before = Y.encodeStateAsUpdate(doc)
  expect(readPage(doc).blocks).toMatchObject([
    { kind: 'paragraph', unknown: true, runs: [{ text: 'known' }] },
    { id: null, kind: 'paragraph', unknown: true, runs: [{ text: 'text inside' }] },
  ])
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
})

test('trap 7: a state set back to its default reads and digests as if it had never been set', () => {
  const [plain, reset] = [
    documentWith([block('paragraph', 'x')]),
    documentWith([block('paragraph', 'x')]),
  ]
  blockAt(reset, 0).setAttribute('s_kind', 'h2')
  blockAt(reset, 0).setAttribute('s_kind', 'paragraph')
  blockAt(reset, 0).setAttribute('s_lang', '')
  expect(readPage(reset)).toEqual(readPage(plain))
  expect(contentDigest(readPage(reset), sha256)).toBe(contentDigest(readPage(plain), sha256))
})

test('misshapen values read as plain ones, unsafe links as text', () => {
  const doc = documentWith([block('paragraph', 'link')])
  doc.getMap('meta').set('title', 7)
  doc.getMap('meta').set('language', 'xx')
  const element = blockAt(doc, 0)
  element.setAttribute('s_bid', 'not an id')
  ;(element.get(0) as Y.XmlText).format(0, 4, { s_href: 'javascript:alert(1)', p: 'odd' })
  const { blocks, meta } = readPage(doc)
  expect(meta).toMatchObject({ title: '', language: 'en' })
  expect(blocks).toEqual([{ id: null, kind: 'paragraph', number: '', runs: [{ text: 'link' }] }])
  for (const href of ['file:///etc/passwd', 'data:text/html,x', 'https://a b', 'HTTP://x"', ''])
    expect(isSafeLink(href)).toBe(false)
  for (const href of ['https://un.org', 'http://un.org/a?b#c', 'mailto:a@b.org'])
    expect(isSafeLink(href)).toBe(true)
})

test('a mail link holds a file, hidden readers and a text: only its address and subject are read', () => {
  const read = (href: string) => {
    const doc = documentWith([block('paragraph', 'link')])
    ;(blockAt(doc, 0).get(0) as Y.XmlText).format(0, 4, { s_href: href })
    return readPage(doc).blocks[0]?.runs
  }
  const long = 'mailto:a@b.org?attach=/etc/passwd&bcc=c@d.org&body=secret&subject=Our%20text'
  expect(read(long)).toEqual([{ text: 'link', href: 'mailto:a@b.org?subject=Our%20text' }])
  expect(read('mailto:?bcc=c@d.org')).toEqual([{ text: 'link' }])
})

test('a document of a newer layout says so', () => {
  const doc = newDocument()
  expect(isNewerSchema(doc)).toBe(false)
  doc.getMap('meta').set('schema', 2)
  expect(isNewerSchema(doc)).toBe(true)
})

test('the digest sees every visible difference and no invisible one', () => {
  const digest = (doc: Y.Doc): string => contentDigest(readPage(doc), sha256)
  const base = digest(documentWith([block('num1', 'one two')]))
  expect(base).toMatch(/^[0-9a-f]{64}$/)
  const split = documentWith([{ kind: 'num1', runs: [{ text: 'one ' }, { text: 'two' }] }])
  expect(digest(split)).toBe(base)
  const bold = documentWith([
    { kind: 'num1', runs: [{ text: 'one ' }, { text: 'two', bold: true }] },
  ])
  const others = [
    bold,
    documentWith([block('num2', 'one two')]),
    documentWith([block('num1', 'one  two')]),
  ]
  const titled = documentWith([block('num1', 'one two')])
  writeMeta(titled, { title: 'T' })
  const seen = [base, ...[...others, titled].map(digest)]
  expect(new Set(seen).size).toBe(5)
})

test('words are counted as writers count them', () => {
  expect(countWordsIn('The women’s council, A/RES/68/181 – para 42.')).toBe(6)
  expect(countWordsIn(' - … ')).toBe(0)
  expect(countWordsIn('联合国妇女署 2018')).toBe(7)
  expect(countWords(readPage(documentWith([block('num1', 'one two'), block('h1', 'three')])))).toBe(
    3,
  )
})

test('a relative position leads to its letter, and one of another shape to nothing', () => {
  const doc = documentWith([block('num1', 'first'), block('num1', 'second')])
  const text = blockAt(doc, 1).get(0) as Y.XmlText
  const position = Y.relativePositionToJSON(
    Y.createRelativePositionFromTypeIndex(text, 3),
  ) as unknown
  text.insert(0, 'the ')
  rootOf(doc).insert(0, [new Y.XmlElement('block')])
  expect(resolvePosition(doc, position)).toMatchObject({ type: text, index: 7 })
  for (const odd of [
    null,
    7,
    'x',
    {},
    { type: { client: 'x' } },
    { item: { client: 9, clock: 9 } },
  ])
    expect(resolvePosition(doc, odd)).toBeNull()
})

test('trap 5: what arrives is applied as it is; superfluous marks are not tidied away', () => {
  const start = Y.encodeStateAsUpdate(documentWith([block('num1', 'some words to mark')]))
  const replica = (client: number): Y.Doc => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = client
    Y.applyUpdate(doc, start)
    return doc
  }
  const [a, b, kept, tidied] = [replica(21), replica(22), replica(23), replica(24)]
  switchOffCleanup(kept)
  const text = (doc: Y.Doc): Y.XmlText => blockAt(doc, 0).get(0) as Y.XmlText
  // One person makes words bold that another removes: the marks are left around nothing.
  text(a).format(5, 5, { p: { __format: 1 } })
  text(b).delete(4, 7)
  const deletedBy = (doc: Y.Doc): number => {
    for (const from of [a, b]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from), 'peer')
    const deleted = [...Y.createDeleteSetFromStructStore(doc.store).clients.values()].flat()
    return deleted.reduce((sum, { len }) => sum + len, 0)
  }
  expect(deletedBy(kept)).toBe(7)
  // Yjs by itself deletes the marks too, without an author, and so differs from the replica above.
  expect(deletedBy(tidied)).toBeGreaterThan(7)
})
