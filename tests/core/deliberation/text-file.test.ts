// A text as a file: the same bytes for the same text on every device, nothing for a text with anything
// unsettled in it, and a reader that takes what a writer writes and nothing else.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { lineHash, readTextFile, writeTextFile, type Written } from '#core/deliberation/adoption'
import { digest, fromHex, sha256, toHex, utf8 } from '#core/keys'
import { Language, TemplateName } from '#shared/contract'
import { applyEditScript, insertFigure } from '#document/edits'
import { blockKinds, type Block, type Page } from '#document/model'
import { blockNodeName, readPage, rootOf, writeMeta } from '#document/tree'
import { insertSpeaker } from '#document/meetings'
import { kindOfTemplate, templateOf } from '#document/templates'
import { mayAdopt } from '#document/adoption'
import { openSuggestion, suggestionKey, suggestParagraph } from '#document/review/suggestions'
import { openTargets, propose, readAmendments } from '#document/review/amendments'
import { restrictBlock } from '#document/restricted'
import { writeBlocks } from '#document/blocks'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import { negotiated } from '#tests/brackets'
import { diceFrom, shuffled } from '#tests/documents'
import { countedRandom } from '#tests/editor-peer'
import { readVectors } from '#tests/graph-vectors'
import { block, copyOf, documentWith, meet, newDocument } from '#tests/shared-pages'
import { makeTextVectors, type TextVectors } from '#tests/text-vectors'
import { formatsOf, textKinds, writeTextLines } from '#shared/adoption'

const vectors = readVectors('texts.json') as TextVectors
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const isSame = (a: number, b: number): boolean => a === b
const acting = (doc: Y.Doc) => ({
  at: 1,
  random: countedRandom(doc.clientID),
  isSame,
  change: (work: () => void) => doc.transact(work),
})

const pictures = new Map<string, Uint8Array>()
const pictureOf = (hash: string): Uint8Array | null => pictures.get(hash) ?? null

const fileOf = (doc: Y.Doc, more: { block?: BlockId; edition?: string } = {}): Written => {
  const { open } = mayAdopt(
    doc,
    each => openTargets(readAmendments(each, isSame)),
    undefined,
    isSame,
  )
  return writeTextFile({ page: readPage(doc), open, edition: '', pictureOf, ...more })
}
const bytesOf = (written: Written): Uint8Array => {
  if ('obstacles' in written) throw new Error(JSON.stringify(written.obstacles))
  return written.bytes
}
const linesOf = (doc: Y.Doc): unknown[][] =>
  text(bytesOf(fileOf(doc)))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as unknown[])
const obstaclesOf = (written: Written) => {
  if (!('obstacles' in written)) throw new Error('there is a file')
  return written.obstacles.map(({ code, place }) => [code, place])
}
const rewritten = (bytes: Uint8Array): Uint8Array => {
  const read = readTextFile(bytes)
  if ('refused' in read) throw new Error(`${read.refused.line}: ${read.refused.why}`)
  return utf8(writeTextLines(read.value))
}

test('the vectors are put together again: the same', () => {
  expect(makeTextVectors()).toEqual(vectors)
})

test.each(vectors.texts)('the vector "$name" is written and read: the same bytes', vector => {
  const written = writeTextFile({
    page: vector.page as unknown as Page,
    open: [],
    edition: vector.edition,
    pictureOf: hash => (vector.pictures[hash] ? fromHex(vector.pictures[hash]) : null),
  })
  const bytes = bytesOf(written)
  expect(text(bytes)).toBe(vector.text)
  expect(toHex(sha256(bytes))).toBe(vector.sha256)
  expect(rewritten(bytes)).toEqual(bytes)
  for (const [id, hash] of Object.entries(vector.lines))
    expect([id, toHex(lineHash(bytes, id as BlockId)!)]).toEqual([id, hash])
  expect(lineHash(bytes, 'zzzzzzzzzz' as BlockId)).toBeNull()
})

test.each(vectors.refused)('a file is refused: $why', ({ text: bad, line }) => {
  const why = expect.stringMatching(/^[A-Z].*\.$/) as string
  expect(readTextFile(utf8(bad))).toEqual({ refused: { line, why } })
})

test('bytes that are no UTF-8, too many bytes and arrays without end are refused', () => {
  const good = vectors.texts[0]!.text
  const broken = utf8(good)
  broken[20] = 0xff
  expect(readTextFile(broken)).toMatchObject({ refused: { why: 'The file is not UTF-8.' } })
  expect(readTextFile(new Uint8Array(8 * 1024 * 1024 + 1))).toMatchObject({ refused: { line: 0 } })
  const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}\n`
  expect(readTextFile(utf8(nested))).toMatchObject({ refused: { line: 1 } })
})

/** The text by its author, and on a device that got its updates in another order and wrote beside it. */
const twice = (name: TemplateName, language: Language, seed: number): [Y.Doc, Y.Doc] => {
  const doc = newDocument(70)
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  writeMeta(doc, { kind: kindOfTemplate(name), language, title: `${name} e\u0301` })
  writeBlocks(doc, templateOf(name, language), { random: countedRandom(seed) })
  const other = newDocument(71)
  for (const update of shuffled(updates, diceFrom(seed))) Y.applyUpdate(other, update)
  const steps = (words: string) => [
    { new: `${words} `, after: 1, kind: 'num1' },
    { insert: words, block: 2, at: 0 },
    { format: 'bold', block: 2, from: 0, to: 3 },
    { footnote: `Note of ${words}`, block: 2, at: 2 },
    { refer: 2, block: 1, at: 0 },
  ]
  const run = (to: Y.Doc, words: string) =>
    applyEditScript(to, steps(words), { random: countedRandom(to.clientID), now: () => 1 })
  run(doc, 'here')
  run(other, 'there')
  meet(doc, other)
  return [doc, other]
}

test.each(TemplateName.options)('%s in six languages, on two devices: the same bytes', name => {
  const hashes = Language.options.map((language, at) => {
    const [one, other] = twice(name, language, at).map(doc => bytesOf(fileOf(doc)))
    expect(one).toEqual(other)
    expect(rewritten(one!)).toEqual(one)
    const [head] = text(one!).split('\n')
    expect(JSON.parse(head!)).toEqual([
      'baraza-text/1',
      kindOfTemplate(name),
      language,
      language === 'ar' ? 'rtl' : 'ltr',
      `${name} \u00e9`,
      '',
    ])
    return toHex(sha256(one!))
  })
  expect(new Set(hashes).size).toBe(6)
})

test('every line of a page has its place in the file, in order, with the number that is printed', () => {
  const doc = documentWith([block('h1', 'Heading'), block('num1', 'One.'), block('num2', 'Below.')])
  const lines = linesOf(doc)
  expect(lines.map(line => line[0])).toEqual(['baraza-text/1', 'block', 'block', 'block'])
  const page = readPage(doc)
  expect(lines.slice(1).map(line => line[3])).toEqual(page.blocks.map(({ number }) => number))
  expect(lines.slice(1).map(line => line[2])).toEqual(page.blocks.map(({ id }) => id))
})

test('brackets, suggestions and amendments have no form, and each is named with its place', () => {
  expect(obstaclesOf(fileOf(negotiated())).map(([code]) => code)).toEqual(
    Array(4).fill('bracket-open'),
  )
  const doc = documentWith([block('num1', 'First.'), block('num1', 'Second.')], 70)
  const [first, second] = readPage(doc).blocks.map(({ id }) => id as BlockId)
  const by = (suggesting: (doc: Y.Doc) => unknown): Y.Doc => {
    const copy = copyOf(doc, 71)
    expect(suggesting(copy)).not.toHaveProperty('refused')
    return copy
  }
  const wanted = { what: 'remove', block: second! } as const
  const paragraph = by(copy => suggestParagraph(copy, wanted, acting(copy)))
  expect(obstaclesOf(fileOf(paragraph))).toEqual([['suggestion-open', '2']])
  const words = by(copy => {
    const id = openSuggestion(copy, 5, countedRandom(71))
    const first = (rootOf(copy).get(0) as Y.XmlElement).get(0) as Y.XmlText
    first.insert(2, 'more ', { [suggestionKey('inserted', id)]: 1 })
    return {}
  })
  expect(obstaclesOf(fileOf(words))).toEqual([['suggestion-open', '1']])
  const amendment = {
    about: { block: first! },
    wording: 'Other.',
    why: '',
    naming: 'named',
  } as const
  const amended = by(copy => propose(copy, amendment, acting(copy)))
  expect(obstaclesOf(fileOf(amended))).toEqual([['amendment-open', '1']])
  // A paragraph by itself can be asked about: what is open elsewhere is not in it.
  expect(bytesOf(fileOf(amended, { block: second! }))).toEqual(
    bytesOf(fileOf(doc, { block: second! })),
  )
  expect(obstaclesOf(fileOf(doc, { block: 'zzzzzzzzzz' as BlockId }))).toEqual([['not-found', '']])
})

test('a page that shows something open has no form, also when nobody says that it is open', () => {
  const page = readPage(negotiated())
  const written = writeTextFile({ page, open: [], edition: '', pictureOf })
  expect(new Set(obstaclesOf(written).map(([code]) => code))).toEqual(new Set(['bracket-open']))
  const waiting = (run: object): Page => ({
    ...page,
    blocks: [{ id: null, kind: 'num1', number: '1.', runs: [{ text: 'x', ...run }] } as Block],
  })
  for (const run of [{ suggested: true }, { struck: true }])
    expect(
      obstaclesOf(writeTextFile({ page: waiting(run), open: [], edition: '', pictureOf })),
    ).toEqual([['suggestion-open', '1']])
})

test('unknown kinds, missing pictures and a text that is too long have no form', () => {
  const doc = documentWith([block('num1', 'First.')], 70)
  const strange = rootOf(doc).get(0) as Y.XmlElement
  strange.setAttribute('s_kind', 'poem')
  expect(obstaclesOf(fileOf(doc))).toEqual([['no-form', '']])
  const element = new Y.XmlElement(blockNodeName)
  element.setAttribute('s_kind', 'figure')
  const figure = documentWith([block('num1', 'First.')], 70)
  rootOf(figure).insert(1, [element])
  expect(obstaclesOf(fileOf(figure))).toEqual([['no-picture', '']])
  const long = documentWith([block('num1', 'x'.repeat(9 * 1024 * 1024))], 70)
  expect(obstaclesOf(fileOf(long))).toEqual([['text-too-long', '']])
})

test('a figure is named by the SHA-256 of its picture, once that is on the device', () => {
  const doc = documentWith([block('num1', 'First.')], 70)
  const bytes = utf8('not really a picture')
  const hash = toHex(digest('picture', bytes))
  const picture = { type: 'png', size: bytes.length, width: 1, height: 1, hash } as const
  const figure = { id: 'figurefigu' as BlockId, picture, alternative: 'A map', caption: 'Map' }
  expect(insertFigure(doc, readPage(doc).blocks[0]!.id, figure, countedRandom(1))).toBe(true)
  expect(obstaclesOf(fileOf(doc))).toEqual([['no-picture', '']])
  pictures.set(hash, bytes)
  expect(linesOf(doc).at(-1)).toEqual([
    'figure',
    'figurefigu',
    'Figure 1',
    toHex(sha256(bytes)),
    'A map',
    [['Map', '', '']],
  ])
})

test('a restricted paragraph is withheld: no word, no note and no name of its text is in the file', () => {
  const doc = documentWith([block('num1', 'First.'), block('num1', 'Hidden.')], 70)
  const [, { id }] = readPage(doc).blocks as [Block, Block]
  applyEditScript(doc, [{ footnote: 'Hidden note', block: 2, at: 3 }], {
    random: countedRandom(1),
    now: () => 1,
  })
  const other = copyOf(doc, 71)
  const ref = 'ab'.repeat(16) as DocumentId
  expect(restrictBlock(doc, id!, ref)).toBe(true)
  // Another member writes there meanwhile.
  const steps = [
    { insert: 'Hidden again', block: 2, at: 0 },
    { footnote: 'Hidden too', block: 2, at: 3 },
    { new: 'Last.', after: 2, kind: 'num1' },
    { footnote: 'Shown', block: 3, at: 5 },
  ]
  const beside = applyEditScript(other, steps, { random: countedRandom(2), now: () => 1 })
  expect(beside.refused).toEqual([])
  meet(doc, other)
  const shown = [
    ['Last.', '', ''],
    ['', 'note', 1],
  ]
  const [first, , last] = readPage(doc).blocks.map(each => each.id)
  expect(linesOf(doc).slice(1)).toEqual([
    ['block', 'num1', first, '1.', '', '', [['First.', '', '']]],
    ['withheld', id, '2.'],
    ['block', 'num1', last, '3.', '', '', shown],
    ['note', 1, 'Shown'],
  ])
  expect(text(bytesOf(fileOf(doc)))).not.toMatch(/Hidden|circle|abab/)
})

test('speakers are the words that they read, words off the record stay out, and no id is in the file', () => {
  const member = 'ab'.repeat(32) as MemberId
  const doc = documentWith([block('num1', ' spoke.'), block('information', 'Hidden words.')], 70)
  insertSpeaker(rootOf(doc).get(0) as Y.XmlElement, 0, member)
  ;(rootOf(doc).get(1) as Y.XmlElement).setAttribute('s_off', true as never)
  const page = readPage(doc)
  const chair = { handle: 'Amina', role: 'chair', region: '' } as const
  const people = { naming: 'named', find: () => chair } as const
  const named = text(bytesOf(writeTextFile({ page, open: [], edition: '', people, pictureOf })))
  expect(named).toContain('Amina spoke.')
  expect(text(bytesOf(fileOf(doc)))).toContain('[["A participant spoke.","",""]]')
  expect(named + text(bytesOf(fileOf(doc)))).not.toMatch(/Hidden|abab|\u2060/)
})

const word = fc.constantFrom(
  'a',
  'e\u0301',
  '\u00e9',
  '\u0301',
  'b c',
  '\u2060',
  '\n',
  '"',
  '\u0645',
  '😀',
  '\ud800',
)
const formats = fc.record(
  {
    bold: fc.constant(true as const),
    italic: fc.constant(true as const),
    subscript: fc.constant(true as const),
    href: fc.constantFrom(
      'https://a.b/',
      'mailto:a@b.c?subject=e\u0301&cc=d@e.f',
      `mailto:a@b.c?subject=${'x'.repeat(199)} y`,
      'file:///a',
    ),
  },
  { requiredKeys: [] },
)
const ids = fc.constantFrom(...['a', 'b', 'c', 'd', 'e'].map(each => each.repeat(10)))
const run = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(word, formats).map(([said, look]) => ({ text: said, ...look })),
  },
  ids.map(note => ({ text: '\u2060', note })),
  ids.map(to => ({ text: '\u2060', to: { block: to, was: '' } })),
)
const anyBlock = fc.record(
  {
    id: fc.option(ids),
    kind: fc.constantFrom(...blockKinds.filter(kind => kind !== 'figure')),
    number: fc.constantFrom('', '1.', '(a)'),
    runs: fc.array(run, { maxLength: 6 }),
    language: fc.constantFrom('en', 'ar', 'fr'),
    direction: fc.constantFrom('ltr', 'rtl'),
    label: fc.constant('circle'),
    cell: fc.record({ table: ids, row: ids, column: ids, head: fc.constant(true) }),
  },
  { requiredKeys: ['id', 'kind', 'number', 'runs'] },
)
const anyPage = fc
  .record({ language: fc.constantFrom('en', 'ar', 'zh'), blocks: fc.array(anyBlock) })
  .map(({ language, blocks }) => {
    const used = new Set(
      blocks.flatMap(({ runs }) => runs.flatMap(each => ('note' in each ? [each.note] : []))),
    )
    return {
      meta: { ...readPage(newDocument()).meta, language },
      blocks: blocks.map(each => (each.cell ? { ...each, kind: 'paragraph' } : each)),
      notes: [...used].map(id => ({ id, text: 'e\u0301' })),
    } as unknown as Page
  })

test('a random page is written, read and written again: the same bytes', () => {
  fc.assert(
    fc.property(anyPage, page => {
      const bytes = bytesOf(writeTextFile({ page, open: [], edition: '', pictureOf }))
      expect(rewritten(bytes)).toEqual(bytes)
      // Pieces of equal look are one, however the editor cut them.
      const cut = page.blocks.map(each => ({
        ...each,
        runs: each.runs.flatMap(part =>
          part.note === undefined && part.to === undefined
            ? Array.from(part.text, letter => ({ ...part, text: letter }))
            : [part],
        ),
      }))
      const again = writeTextFile({
        page: { ...page, blocks: cut },
        open: [],
        edition: '',
        pictureOf,
      })
      expect(bytesOf(again)).toEqual(bytes)
    }),
    { numRuns: 400 },
  )
})

test('a file with a changed byte is refused, or is another text with its own bytes', () => {
  const good = utf8(vectors.texts[0]!.text)
  const changes = fc.tuple(
    fc.integer({ min: 0, max: good.length - 1 }),
    fc.integer({ min: 1, max: 255 }),
  )
  const wrong = fc.sample(changes, 2000).filter(([at, by]) => {
    const bad = good.with(at, good[at]! ^ by)
    const read = readTextFile(bad)
    return 'value' in read && writeTextLines(read.value) !== text(bad)
  })
  expect(wrong).toEqual([])
})

test('each kind of block but a figure and a break has a line, and each format a sign', () => {
  expect([...textKinds, 'figure', 'pagebreak'].toSorted()).toEqual([...blockKinds].toSorted())
  const all = { bold: true, italic: true, underline: true, strikethrough: true } as const
  expect(formatsOf({ ...all, superscript: true, subscript: true })).toBe('bius^_')
})
