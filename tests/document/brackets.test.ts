// Text in brackets as it lies in a document: whose it is, how it is numbered and printed, settling it
// alone and apart, and what becomes of it when its blocks are split, joined, moved and removed.
import { applyEditScript } from '#document/edits'
import { blockText, bracketIn, bracketKey, settledPage, type Run } from '#document/model'
import {
  bracketBlocks,
  bracketWords,
  goneForNow,
  offeredBack,
  proposeAlternative,
  putBack,
  readBrackets,
  settleBrackets,
  type BracketVerdict,
} from '#document/review/brackets'
import { mayAdopt } from '#document/adoption'
import { newBlockId, type EntryId } from '#document/ids'
import { numberBlocks, placesOf } from '#document/numbering'
import { openSuggestion, suggestionKey } from '#document/review/suggestions'
import { printBrackets, readersWords } from '#document/reading'
import { readPage, rootOf } from '#document/tree'
import { readSettled } from '../../src/document/review/brackets/bracket-log.ts'
import { threadsName } from '#document/review/comments'
import { writeBlocks, writingBlocks, type NewBlock } from '#document/blocks'
import { actIn, negotiated } from '#tests/brackets'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, newDocument, copyOf, meet } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import { computedSoFar } from '#tests/computed'
import * as Y from 'yjs'
import { newEntryId } from '#document/log'

const printed = (doc: Y.Doc): string[] =>
  printBrackets(settledPage(readPage(doc))).blocks.map(({ number, runs }) =>
    [number, runs.map(run => run.text).join('')].filter(part => part !== '').join(' '),
  )
const three = (): Y.Doc =>
  documentWith([
    block('num1', 'Urges States to act.'),
    block('num1', 'Calls upon States to report.'),
    block('num1', 'Decides that States shall meet.'),
  ])
const versions = (doc: Y.Doc) => readBrackets(doc).flatMap(set => set.versions)
const idOf = (doc: Y.Doc, text: string): EntryId => {
  const found = versions(doc).find(each => each.text.includes(text))
  if (!found) throw new Error(`Nothing in brackets says ${text}`)
  return found.id
}
const settle = (doc: Y.Doc, text: string, verdict: BracketVerdict): boolean =>
  settleBrackets(doc, idOf(doc, text), verdict, actIn(doc, 7, 9))
/** [2] with an alternative by another author. */
const apart = () => {
  const doc = three()
  const id = bracketBlocks(doc, [1], actIn(doc))!
  const other = copyOf(doc, 8)
  proposeAlternative(other, id, 'Invites States to report.', actIn(other))
  meet(doc, other)
  return { doc, other, id }
}

test('alternatives stand beside the first, with their proposers, and shift no number', () => {
  expect(printed(negotiated())).toEqual([
    '1. Urges States to act.',
    '[2. Calls upon States to report.]',
    '[2 bis. Invites States to report.',
    '(a) Every year;]',
    '3. Decides that States [shall] [should] meet.',
  ])
  const { doc } = apart()
  expect(versions(doc)).toMatchObject([
    { client: 7, blocks: [1] },
    { client: 8, blocks: [2] },
  ])
})

test('bis, ter and so on in every language, below and above as for any other number', () => {
  const bracket = (version: string) =>
    ({ set: '1-aaaaaaaaaa', version: `1-${version.repeat(10)}` }) as {
      set: EntryId
      version: EntryId
    }
  const blocks = [
    { kind: 'num1' as const },
    { kind: 'num2' as const, bracket: bracket('a') },
    { kind: 'num2' as const, bracket: bracket('b') },
    { kind: 'num3' as const },
    { kind: 'num2' as const, bracket: bracket('c') },
    { kind: 'num2' as const },
  ]
  const numbers = (language: 'en' | 'fr' | 'ru' | 'ar' | 'zh') =>
    numberBlocks(blocks, { kind: 'statement', language })
  expect(numbers('en')).toEqual(['1.', '(a)', '(a bis)', '(i)', '(a ter)', '(b)'])
  expect(numbers('fr')).toEqual(['1.', 'a)', 'a bis)', 'i)', 'a ter)', 'b)'])
  expect(numbers('ru').slice(2, 5)).toEqual(['a bis)', 'i)', 'a ter)'])
  expect(numbers('ar').slice(2, 5)).toEqual(['(أ مكررا)', '‘1’', '(أ مكررا ثانيا)'])
  expect(numbers('zh').slice(2, 5)).toEqual(['(a之二)', '(i)', '(a之三)'])
  expect(placesOf(blocks, { kind: 'statement', language: 'en' })).toEqual([
    ...['1', '1 (a)', '1 (a bis)', '1 (a bis) (i)', '1 (a ter)', '1 (b)'],
  ])
  expect(
    numberBlocks(
      [
        { kind: 'num1', bracket: bracket('a') },
        { kind: 'num1', bracket: bracket('b') },
        { kind: 'preamble', bracket: { ...bracket('d'), set: '1-dddddddddd' as EntryId } },
        { kind: 'preamble', bracket: { ...bracket('e'), set: '1-dddddddddd' as EntryId } },
      ],
      { kind: 'statement', language: 'ar' },
    ),
  ).toEqual(['1 -', '1 مكررا -', '', 'مكررا.'])
})

test('typed brackets are letters', () => {
  const doc = documentWith([block('num1', 'States [shall] act.')])
  expect(readBrackets(doc)).toEqual([])
  expect(mayAdopt(doc)).toEqual({ may: true, open: [] })
})

test('keeping one lets the others go, and the record says what went and brings it back', () => {
  const { doc } = apart()
  settle(doc, 'Invites', 'keep')
  expect(printed(doc)[1]).toBe('2. Invites States to report.')
  expect(printed(doc)[2]).toBe('3. Decides that States shall meet.')
  const [gone, ...more] = goneForNow(doc)
  expect(more).toEqual([])
  expect(gone).toMatchObject({ text: 'Calls upon States to report.', client: 7, as: 'num1' })
  expect(readSettled(doc)).toMatchObject([{ client: 7, verdict: 'keep', standing: true }])
  expect(putBack(doc, gone!, actIn(doc, 11))).toBe(true)
  expect(printed(doc).slice(1, 3)).toEqual([
    '[2. Calls upon States to report.]',
    '[2 bis. Invites States to report.]',
  ])
  expect(goneForNow(doc)).toEqual([])
})

test('dropping one leaves the rest in brackets; opening keeps all of them', () => {
  const { doc, other } = apart()
  settle(doc, 'Calls', 'drop')
  expect(printed(doc)[1]).toBe('[2. Invites States to report.]')
  settle(other, 'Calls', 'open')
  expect(printed(other).slice(1)).toEqual([
    '2. Calls upon States to report.',
    '3. Invites States to report.',
    '4. Decides that States shall meet.',
  ])
})

test('within a paragraph too', () => {
  const doc = negotiated()
  settle(doc, 'should', 'keep')
  expect(printed(doc)[4]).toBe('3. Decides that States should meet.')
  expect(goneForNow(doc)).toMatchObject([{ text: 'shall', as: null }])
  putBack(doc, goneForNow(doc)[0]!, actIn(doc, 12))
  expect(printed(doc)[4]).toBe('3. Decides that States [shall] should meet.')
})

test('two who settle apart: both on record, and what one kept and the other let go is offered', () => {
  const { doc, other } = apart()
  settle(doc, 'Calls', 'keep')
  settle(other, 'Invites', 'keep')
  meet(doc, other)
  for (const each of [doc, other]) {
    expect(printed(each)).toEqual(['1. Urges States to act.', '2. Decides that States shall meet.'])
    expect(readSettled(each)).toHaveLength(2)
    expect(
      offeredBack(each)
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual(['Calls upon States to report.', 'Invites States to report.'])
  }
  putBack(doc, offeredBack(doc)[0]!, actIn(doc, 12))
  expect(offeredBack(doc)).toEqual([])
  expect(goneForNow(doc)).toHaveLength(1)
  meet(doc, other)
  expect(offeredBack(other)).toEqual([])
  // A decision by a member who knew of the other's is no conflict.
  const { doc: alone } = apart()
  settle(alone, 'Calls', 'drop')
  settle(alone, 'Invites', 'keep')
  expect(offeredBack(alone)).toEqual([])
})

test('words settled apart in two ways are offered back as well', () => {
  const doc = negotiated()
  const other = copyOf(doc, 8)
  settle(doc, 'shall', 'keep')
  settle(other, 'should', 'keep')
  meet(doc, other)
  expect(printed(doc)[4]).toBe('3. Decides that States  meet.')
  expect(
    offeredBack(other)
      .map(({ text }) => text)
      .toSorted(),
  ).toEqual(['shall', 'should'])
})

test('other words carry the brackets of their own version and no mark of those before', () => {
  for (let seed = 0; seed < 8; seed++) {
    const doc = three()
    const act = { ...actIn(doc, seed), random: countedRandom(seed) }
    const id = bracketWords(doc, { index: 2, from: 20, to: 25 }, act)!
    proposeAlternative(doc, id, 'should', act)
    expect(printed(doc)[2]).toBe('3. Decides that States [shall] [should] meet.')
  }
})

test('the same paragraph put in brackets by two apart is one set', () => {
  const doc = three()
  const other = copyOf(doc, 8)
  proposeAlternative(doc, bracketBlocks(doc, [1], actIn(doc))!, 'One.', actIn(doc))
  proposeAlternative(other, bracketBlocks(other, [1], actIn(other))!, 'Two.', actIn(other))
  meet(doc, other)
  expect(readBrackets(doc)).toHaveLength(1)
  expect(printed(doc)).toEqual(printed(other))
  expect(
    printed(doc)
      .map(line => line.split(' ').slice(0, 2).join(' '))
      .slice(2, 4),
  ).toEqual(['[2 bis.', '[2 ter.'])
  settle(doc, 'Calls', 'keep')
  expect(readBrackets(doc)).toEqual([])
  expect(printed(doc)).toHaveLength(3)
})

test('split, joined, moved, removed: text leaves its brackets only by settling', () => {
  const run = (doc: Y.Doc, ...steps: unknown[]) =>
    applyEditScript(doc, steps, { random: countedRandom(5), now: () => 1 })
  const split = apart().doc
  run(split, { split: 2, at: 11 })
  expect(printed(split).slice(1, 4)).toEqual([
    '[2. Calls upon ',
    '3. States to report.]',
    '[2 bis. Invites States to report.]',
  ])
  const joined = apart().doc
  run(joined, { join: 1 })
  expect(printed(joined)[0]).toBe('[1. Urges States to act.Calls upon States to report.]')
  const moved = apart().doc
  run(moved, { move: 3, after: 4 })
  expect(printed(moved)).toEqual([
    '1. Urges States to act.',
    '[2. Calls upon States to report.]',
    '3. Decides that States shall meet.',
    '[2 bis. Invites States to report.]',
  ])
  const removed = apart().doc
  run(removed, { remove: 2 })
  expect(printed(removed)[1]).toBe('[2. Invites States to report.]')
  run(removed, { new: 'After', after: 2, kind: 'num1' }, { settle: 'keep', block: 2 })
  expect(printed(removed).slice(1)).toEqual([
    '2. Invites States to report.',
    '3. After',
    '4. Decides that States shall meet.',
  ])
  // The steps of a script do the same.
  const scripted = three()
  const result = run(
    scripted,
    { bracket: 2 },
    { alternative: 'Invites States.', block: 2 },
    { bracket: 1, from: 0, to: 5 },
    { alternative: 'Begs', block: 1 },
    { settle: 'keep', block: 9 },
  )
  expect(result).toEqual({ applied: 4, refused: [{ step: 5, code: 'not-found' }] })
  expect(printed(scripted).slice(0, 3)).toEqual([
    '1. [Urges] [Begs] States to act.',
    '[2. Calls upon States to report.]',
    '[2 bis. Invites States.]',
  ])
})

test('no name can be hung on other words, and bytes of any shape only put in brackets', () => {
  const { doc, id } = apart()
  const mallory = copyOf(doc, 9)
  const [first, , , last] = rootOf(mallory).toArray() as Y.XmlElement[]
  first!.setAttribute(bracketKey(id), 'nonsense')
  last!.setAttribute('s_br:9-bbbbbbbbbb', { odd: true } as unknown as string)
  last!.setAttribute('s_br:__proto__', '1')
  expect(versions(mallory).find(({ blocks }) => blocks.includes(3))?.client).toBe(null)
  // The paragraph of 7 is still there, so the version has an author; alone on another paragraph it
  // has none.
  rootOf(mallory).delete(1, 2)
  expect(versions(mallory).map(({ client }) => client)).toEqual([null, null])
  expect(mayAdopt(mallory).may).toBe(false)
  // A forged entry is not read as another's: it has another client's name on it.
  mallory
    .getMap('threads')
    .set(`${id}/7-cccccccccc`, {
      kind: 'settle',
      at: 1,
      verdict: 'drop',
      version: id,
      kept: [],
      replaces: [],
    })
  expect(readSettled(mallory)).toEqual([])
})

test('a text in brackets cannot be adopted, and it is said where', () => {
  const doc = negotiated()
  expect(mayAdopt(doc)).toMatchObject({
    may: false,
    open: [
      { code: 'bracket-open', place: '2' },
      { code: 'bracket-open', place: '2 bis' },
      { code: 'bracket-open', place: '3' },
      { code: 'bracket-open', place: '3' },
    ],
  })
  for (const text of ['Calls', 'should']) settle(doc, text, 'keep')
  expect(mayAdopt(doc)).toEqual({ may: true, open: [] })
  const id = openSuggestion(doc, 1, countedRandom(1))
  const words = (rootOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  words.insert(0, 'Now ', { [suggestionKey('inserted', id)]: 1 })
  expect(mayAdopt(doc).open).toMatchObject([{ code: 'suggestion-open', place: '1' }])
  expect(mayAdopt(doc, () => [{ index: 2 }]).open.map(({ code }) => code)).toEqual([
    'suggestion-open',
    'amendment-open',
  ])
})

test('readers outside the editor read each wording apart, and nothing that waits', () => {
  const doc = negotiated()
  const id = openSuggestion(doc, 1, countedRandom(1))
  const words = (rootOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  words.insert(0, 'Now ', { [suggestionKey('inserted', id)]: 1 })
  expect(readersWords(readPage(doc))).toEqual([
    'Urges States to act.',
    '[Calls upon States to report.]',
    '[Invites States to report.',
    'Every year;]',
    'Decides that States [shall] [should] meet.',
  ])
})

test('a copy names the proposer of each wording as its maker says, and only there', () => {
  const { doc, id } = apart()
  const [own, other] = versions(doc)
  const quoted = { name: 'Ana', file: 'Draft', date: 5 }
  const made = newDocument(4)
  writeBlocks(made, settledPage(readPage(doc)).blocks, {
    random: countedRandom(6),
    proposers: { at: 9, of: new Map([[other!.id, quoted]]) },
  })
  expect(own?.id).toBe(id)
  expect(versions(made)).toMatchObject([{ client: null }, { client: 4, quoted, at: 9 }])
  expect(versions(made)[0]).not.toHaveProperty('quoted')
  expect(printed(made)).toEqual(printed(doc))
})

test('a copy names the proposer of words in brackets too, and of a wording over many paragraphs', () => {
  const copied = (blocks: readonly NewBlock[], of: readonly EntryId[]) => {
    const made = newDocument(4)
    const quoted = { name: 'Ana', file: 'Draft', date: 5 }
    writeBlocks(made, blocks, {
      random: countedRandom(6),
      proposers: { at: 9, of: new Map(of.map(version => [version, quoted])) },
    })
    return versions(made).filter(version => version.quoted?.name === 'Ana')
  }
  const doc = negotiated()
  const words = versions(doc).filter(each => each.words.length > 0)
  expect(words.length).toBe(2)
  const named = copied(
    settledPage(readPage(doc)).blocks,
    words.map(({ id }) => id),
  )
  expect(named.map(({ text }) => text)).toEqual(words.map(({ text }) => text))
  const version = `1-${newBlockId(countedRandom(9))}` as EntryId
  const long = Array.from({ length: 201 }, () => ({
    ...block('num1', 'Words.'),
    bracket: { version, set: version },
  }))
  expect(copied(long, [version])).toHaveLength(1)
})

test('a copy with many wordings reads each of its words a few times, and names proposers in small steps', () => {
  const random = countedRandom(8)
  let looked = 0
  const plain = new Proxy<Run>(
    { text: 'Words.' },
    {
      get: (run, key) => ((looked += key === 'bracket' ? 1 : 0), Reflect.get(run, key) as unknown),
    },
  )
  const versions = Array.from({ length: 500 }, () => `1-${newBlockId(random)}` as EntryId)
  const blocks = versions.map(version => ({
    ...{ kind: 'num1' as const, runs: [plain], bracket: { version, set: version } },
  }))
  const made = newDocument(4)
  let atOnce = 0
  made.getMap(threadsName).observe(({ keysChanged }) => {
    atOnce = Math.max(atOnce, keysChanged.size)
  })
  const quoted = { name: 'Ana', file: 'Draft', date: 5 }
  const proposers = { at: 9, of: new Map(versions.map(version => [version, quoted])) }
  const steps = [...writingBlocks(made, blocks, { random, proposers })]
  expect(steps.at(-1)).toBe(1)
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  expect(made.getMap(threadsName).size).toBe(versions.length)
  expect(looked).toBeLessThan(20 * blocks.length)
  expect(atOnce).toBeLessThanOrEqual(200)
})

test('a copy for others is still in brackets, and leads to no author', () => {
  const doc = newDocument(4)
  writeBlocks(doc, settledPage(readPage(negotiated())).blocks, { random: countedRandom(6) })
  expect(printed(doc)).toEqual(printed(negotiated()))
  expect(versions(doc).every(({ client, id }) => client === null && id.startsWith('0-'))).toBe(true)
  expect(JSON.stringify(printBrackets(readPage(doc)))).not.toContain('bracket')
})

test('words in brackets grow when more of them are selected, and hold what is written within', () => {
  const doc = three()
  const act = actIn(doc)
  const id = bracketWords(doc, { index: 0, from: 0, to: 6 }, act)
  expect(bracketWords(doc, { index: 0, from: 2, to: 13 }, act)).toBe(id)
  expect(printed(doc)[0]).toBe('1. [Urges States] to act.')
  expect(bracketWords(doc, { index: 0, from: 5, to: 6 }, act)).toBe(null)
  expect(bracketIn({})).toBe(undefined)
  expect(blockText(readPage(doc).blocks[0]!)).toBe('Urges States to act.')
})

test('a log full of verdicts is read at once', () => {
  const doc = documentWith([block('num1', 'Text.')], 70)
  const random = countedRandom(4)
  const log = doc.getMap(threadsName)
  const settle = { kind: 'settle', at: 1, replaces: [], verdict: 'keep' }
  doc.transact(() => {
    for (let count = 0; count < 6000; count++) {
      const [set, blocks] = [newEntryId(doc, random), [newBlockId(random)]]
      const kept = [{ version: set, blocks }]
      log.set(`${set}/${set}`, { kind: 'bracket', at: 1, blocks })
      log.set(`${set}/${newEntryId(doc, random)}`, { ...settle, version: set, kept })
    }
  })
  const start = computedSoFar()
  expect(offeredBack(doc)).toEqual([])
  expect(computedSoFar() - start).toBeLessThan(20_000)
})
