// Versions in other languages: which paragraph still says what the original says, by the original alone.
import {
  alignVersion,
  bringMissing,
  readChecks,
  sayTranslated,
  sourcesName,
  sourceWords,
} from '#document/languages'
import { applyEditScript } from '#document/edits'
import { copiedPage } from '#document/templates'
import { readPage, writeMeta } from '#document/tree'
import { writeBlocks, type NewBlock } from '#document/blocks'
import type { BlockId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, newDocument, sha256 } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const english = () =>
  documentWith(
    ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'].map(text =>
      block('num1', text),
    ),
  )
const versionOf = (source: Y.Doc, language: 'fr' | 'es' | 'ar', client: number): Y.Doc => {
  const doc = newDocument(client)
  const copied = copiedPage(readPage(source), language)
  writeMeta(doc, { kind: copied.kind, language })
  writeBlocks(doc, copied.blocks, { random: countedRandom(client) })
  return doc
}
let drawn = 0
const run = (doc: Y.Doc, ...steps: unknown[]) =>
  applyEditScript(doc, steps, { random: countedRandom(++drawn + 100), now: () => 1 })
const align = (source: Y.Doc, version: Y.Doc) =>
  alignVersion(
    { source: readPage(source), version: readPage(version) },
    readChecks(version),
    sha256,
  )
const standings = (source: Y.Doc, version: Y.Doc) =>
  align(source, version).map(({ standing }) => standing)
/** Says of paragraphs, counted from 1, that they say what the original says now. */
const check = (source: Y.Doc, version: Y.Doc, ...numbers: number[]): void => {
  const page = readPage(source)
  const said = numbers.flatMap(number => {
    const found = page.blocks[number - 1]
    return found?.id ? [{ block: found.id, words: sourceWords(found, page) }] : []
  })
  sayTranslated(version, said, { at: 1, hash: sha256, random: countedRandom(++drawn) })
}
const whole = [1, 2, 3, 4, 5, 6, 7, 8]

test('a change of English paragraph 7 marks paragraph 7 of every version, and no other', () => {
  const source = english()
  const versions = [
    versionOf(source, 'fr', 21),
    versionOf(source, 'es', 22),
    versionOf(source, 'ar', 23),
  ]
  expect(versions.map(each => standings(source, each)[6])).toEqual(Array(3).fill('unchecked'))
  for (const version of versions) check(source, version, ...whole)
  expect(versions.map(each => standings(source, each))).toEqual(
    Array(3).fill(whole.map(() => 'current')),
  )
  run(source, { insert: ' and more', block: 7, at: 5 })
  for (const version of versions) {
    expect(standings(source, version)).toEqual(
      whole.map(number => (number === 7 ? 'stale' : 'current')),
    )
    expect(align(source, version)[6]?.before).toBe('Seven')
  }
  // Confirmed again it is current; and the earlier text, when it comes back, is not the confirmed
  // one.
  for (const version of versions) check(source, version, 7)
  expect(standings(source, versions[0] ?? source)[6]).toBe('current')
  run(source, { delete: 9, block: 7, at: 5 })
  expect(standings(source, versions[0] ?? source)[6]).toBe('stale')
})

test('numbers, moves and kinds mark nothing; footnotes and what is referred to do', () => {
  const source = english()
  run(source, { footnote: 'Says', block: 2, at: 3 }, { refer: 1, block: 3, at: 5 })
  const version = versionOf(source, 'fr', 21)
  check(source, version, ...whole)
  run(source, { move: 8, after: 0 }, { kind: 'num2', block: 5 })
  run(source, { format: 'bold', block: 6, from: 0, to: 2 })
  expect(new Set(standings(source, version))).toEqual(new Set(['current']))
  run(source, { insert: ' more', note: 1, at: 4 }, { delete: 1, block: 4, at: 5 })
  expect(standings(source, version).map(each => each === 'stale')).toEqual(
    [false, false, true, true, false, false, false, false], // Two and Three, below Eight
  )
})

test('a paragraph that only one of the two has is listed, in its place', () => {
  const source = english()
  const version = versionOf(source, 'fr', 21)
  run(source, { new: 'Between', after: 2, kind: 'num1' }, { remove: 9 }, { new: '', after: 8 })
  run(version, { new: 'Ajouté', after: 4, kind: 'num1' })
  expect(
    align(source, version).map(({ standing, source: of, version: at }) => [standing, of, at]),
  ).toEqual([
    ['unchecked', 0, 0],
    ['unchecked', 1, 1],
    ['missing', 2, -1],
    ['unchecked', 3, 2],
    ['unchecked', 4, 3],
    ['added', -1, 4],
    ['unchecked', 5, 5],
    ['unchecked', 6, 6],
    ['unchecked', 7, 7],
    ['added', -1, 8],
    ['empty', 8, -1],
  ])
})

test('two who say it apart, of different originals, leave it to be looked at', () => {
  const source = english()
  const ana = versionOf(source, 'fr', 21)
  const badia = new Y.Doc({ gc: false })
  badia.clientID = 22
  Y.applyUpdate(badia, Y.encodeStateAsUpdate(ana))
  check(source, ana, 1)
  run(source, { insert: '!', block: 1, at: 3 })
  check(source, badia, 1)
  for (const [a, b] of [
    [ana, badia],
    [badia, ana],
  ] as const)
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)))
  expect([ana, badia].map(each => align(source, each)[0])).toMatchObject([
    { standing: 'stale', before: 'One' },
    { standing: 'stale', before: 'One' },
  ])
  check(source, ana, 1)
  expect(standings(source, ana)[0]).toBe('current')
})

test('an original that is restricted by now is told where its words still stand', () => {
  const source = english()
  const version = versionOf(source, 'fr', 21)
  check(source, version, 1)
  const element = source.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement
  element.setAttribute('s_label', 'circle')
  expect(standings(source, version)[0]).toBe('withheld')
})

test('a member forges, withdraws or invents no confirmation of another', () => {
  const source = english()
  const version = versionOf(source, 'fr', 21)
  check(source, version, 1, 2)
  run(source, { insert: '!', block: 1, at: 3 })
  const id = readPage(source).blocks[0]?.id as BlockId
  const log = version.getMap(sourcesName)
  const [own] = [...log.keys()].filter(key => key.startsWith(id))
  const mallory = new Y.Doc({ gc: false })
  mallory.clientID = 66
  Y.applyUpdate(mallory, Y.encodeStateAsUpdate(version))
  const theirs = mallory.getMap(sourcesName)
  const now = sourceWords(readPage(source).blocks[0]!, readPage(source))
  const digest = [...sha256('source', new TextEncoder().encode(now))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('')
  const forged = { kind: 'translated', at: 9, digest, words: null, replaces: [] }
  theirs.delete(own ?? '')
  theirs.set(own ?? '', forged)
  theirs.set(`${id}/l-aaaaaaaaab`, forged)
  theirs.set(`${id}/nonsense`, forged)
  theirs.set(`${id}/1u-aaaaaaaaab`, { kind: 'translated', at: -1 })
  Y.applyUpdate(version, Y.encodeStateAsUpdate(mallory))
  const [first, second] = align(source, version)
  expect([first?.standing, first?.before, second?.standing]).toEqual(['stale', 'One', 'current'])
  expect(first?.checks.map(({ client }) => client)).toEqual([21])
  // An author may lie about the original in an own entry; then no words are shown for it.
  const lie = { ...forged, digest: 'a'.repeat(64), words: 'Never said', replaces: [] }
  theirs.set(`${id}/1u-aaaaaaaaac`, lie)
  Y.applyUpdate(version, Y.encodeStateAsUpdate(mallory))
  const said = align(source, version)[0]
  expect(said?.checks.map(({ client }) => client).toSorted()).toEqual([21, 66])
  expect(said?.before).not.toBe('Never said')
})

test('paragraphs brought by two members apart have notes of their own: no word of either is lost', () => {
  const source = english()
  const french = versionOf(source, 'fr', 21)
  run(source, { new: 'Nine', after: 8 }, { footnote: 'As agreed', block: 9, at: 4 })
  const copies = [31, 32].map(client => {
    const copy = new Y.Doc({ gc: false })
    copy.clientID = client
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(french))
    const random = countedRandom(client)
    expect(bringMissing(copy, readPage(source), align(source, copy), random)).toBe(1)
    expect(run(copy, { insert: `${client} `, note: 1, at: 0 }).refused).toEqual([])
    return copy
  })
  for (const copy of copies) Y.applyUpdate(french, Y.encodeStateAsUpdate(copy))
  const said = readPage(french).notes?.map(({ text }) => text)
  expect(said?.toSorted()).toEqual(['31 As agreed', '32 As agreed'])
})

test('a figure without a caption is missing where a version lacks it, and so is a row with an empty cell', () => {
  const picture = { type: 'png', size: 100, width: 4, height: 4, hash: 'a'.repeat(64) } as const
  const cell = (row: string, column: string, text: string): NewBlock => ({
    kind: 'paragraph',
    runs: text === '' ? [] : [{ text }],
    cell: { table: 't'.repeat(10), row: row.repeat(10), column: column.repeat(10) },
  })
  const source = documentWith([block('num1', 'One')])
  const version = versionOf(source, 'fr', 21)
  writeBlocks(
    source,
    [
      { ...block('num1', 'One'), id: readPage(source).blocks[0]!.id },
      { kind: 'figure', runs: [], picture, alternative: 'A hall' },
      { kind: 'figure', runs: [], picture },
      cell('a', 'a', 'Asked'),
      cell('a', 'b', ''),
    ],
    { random: countedRandom(5) },
  )
  const rows = align(source, version)
  expect(rows.map(({ standing }) => standing)).toEqual([
    ...['unchecked', 'missing', 'missing', 'missing', 'missing'],
  ])
  expect(bringMissing(version, readPage(source), rows, countedRandom(6))).toBe(4)
  const brought = readPage(version).blocks
  expect(brought.map(each => [each.picture?.hash, each.alternative, each.cell?.column])).toEqual([
    [undefined, undefined, undefined],
    [picture.hash, 'A hall', undefined],
    [picture.hash, undefined, undefined],
    [undefined, undefined, 'aaaaaaaaaa'],
    [undefined, undefined, 'bbbbbbbbbb'],
  ])
  expect(standings(source, version)).toEqual([
    ...['unchecked', 'unchecked', 'empty', 'unchecked', 'empty'],
  ])
})

test('another alternative text of a figure marks its counterpart, and the words before are shown', () => {
  const figure = (alternative: string): NewBlock => ({
    kind: 'figure',
    runs: [{ text: 'The hall.' }],
    alternative,
  })
  const source = documentWith([figure('Women in a hall')])
  const { id } = readPage(source).blocks[0]!
  const version = versionOf(source, 'fr', 21)
  check(source, version, 1)
  expect(standings(source, version)).toEqual(['current'])
  writeBlocks(source, [{ ...figure('Women and men in a hall'), id }], { random: countedRandom(5) })
  expect(align(source, version)).toMatchObject([
    { standing: 'stale', before: 'The hall. [Women in a hall]' },
  ])
})

test('a figure that 0.2.0 confirmed by its caption stays current until the caption changes', () => {
  const figure = (caption: string): NewBlock => ({
    kind: 'figure',
    runs: [{ text: caption }],
    alternative: 'Women in a hall',
  })
  const source = documentWith([figure('The hall.')])
  const { id } = readPage(source).blocks[0]!
  const version = versionOf(source, 'fr', 21)
  const confirmed = { block: id!, words: 'The hall.' }
  sayTranslated(version, [confirmed], { at: 1, hash: sha256, random: countedRandom(6) })
  expect(standings(source, version)).toEqual(['current'])
  writeBlocks(source, [{ ...figure('The large hall.'), id }], { random: countedRandom(5) })
  expect(standings(source, version)).toEqual(['stale'])
})
