// For any value that a member's tool stored in any place of a document, each reader gives an
// answer, and the same wherever the document is.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { alignVersion, readChecks, readVersionOf } from '#document/languages'
import { applyEditScript } from '#document/edits'
import { compared } from '../../src/document/history/compare/compare.ts'
import { contentDigest, stateOf } from '#document/history/versions'
import { copiedPage } from '#document/templates'
import {
  dropDoubled,
  readParagraphSuggestions,
  readSuggestions,
} from '#document/review/suggestions'
import { goneForNow, offeredBack, readBrackets } from '#document/review/brackets'
import { hasRestricted, inWords, readPartOf, withRestricted } from '#document/restricted'
import { printBrackets } from '#document/reading'
import { readAmendments } from '#document/review/amendments'
import { readConsultations } from '#document/consultation'
import { readPage, rootOf } from '#document/tree'
import { readThreads, stretchesOf } from '#document/review/comments'
import { referencesOf, spokenPage } from '#document/numbering'
import { restorePage } from '#document/history/restore'
import { settledPage } from '#document/model'
import { tablesIn } from '../../src/document/tables/tables.ts'
import { writeBlocks } from '#document/blocks'
import { partsOf, toHtml, toMarkdown, toReplyPage, toText, toDocx } from '#core/paper'
import { diceFrom } from '#tests/documents'
import { documentWith, newDocument, sha256 } from '#tests/shared-pages'
import { trials } from '#tests/trials'

const names = [
  'aaaaaaaaaa',
  'bbbbbbbbbb',
  'cccccccccc',
  '7-aaaaaaaaaa',
  '7-bbbbbbbbbb',
  '7-cccccccccc',
]
const states = [
  ...['s_bid', 's_kind', 's_lang', 's_label', 's_ref', 's_from', 's_cell', 's_head', '__dir'],
  ...[
    's_br:7-aaaaaaaaaa',
    's_br:7-bbbbbbbbbb',
    's_fn',
    's_to',
    's_was',
    's_bare',
    's_href',
    'p',
    't',
  ],
  ...['s_in:7-aaaaaaaaaa', 's_de:7-aaaaaaaaaa', 's_co:7-aaaaaaaaaa', 'i', '__format'],
]
const fields = [
  ...['kind', 'at', 'what', 'block', 'base', 'wording', 'why', 'as', 'runs', 'removed', 'replaces'],
  ...['over', 'parts', 'naming', 'to', 'other', 'digest', 'words', 'text', 'quote', 'start', 'end'],
  ...['blocks', 'verdict', 'version', 'kept', 'by', 'part', 'place', 'of', 'order', 'comment'],
  ...['round', 'question', 'until', 'reply', 'name', 'organisation', 'answer', 'state', 'response'],
  'amendment',
]
const kinds = [
  ...['comment', 'proposal', 'suggestion', 'strike', 'paragraph', 'accept', 'reject', 'withdraw'],
  ...['reply', 'resolve', 'reopen', 'bracket', 'settle', 'gone', 'amendment', 'subamendment'],
  ...['sponsor', 'unsponsor', 'decline', 'handled', 'round', 'round-over', 'received', 'answer'],
  ...['triage', 'taken-up', 'translated'],
]

const oddDocument = (seed: number) => {
  const dice = diceFrom(seed)
  const odd = (depth = 0): unknown =>
    dice.one<() => unknown>([
      () => null,
      () => true,
      () => -1,
      () => 7,
      () => 1e300,
      () => NaN,
      () => '',
      () => '\u2060',
      () => 'constructor',
      () => dice.one(names),
      () => dice.one(kinds),
      () => 'ab'.repeat(16),
      () => 'ab'.repeat(32),
      () => 'aaaaaaaaaa bbbbbbbbbb cccccccccc',
      () => 'ltr',
      () => 'circle',
      () => new Uint8Array(3),
      () => (depth > 2 ? 1 : Array.from({ length: dice.below(4) }, () => odd(depth + 1))),
      () => (depth > 2 ? [7, 0, 3] : Object.fromEntries([[dice.one(fields), odd(depth + 1)]])),
    ])()
  const likely: Record<string, () => unknown> = {
    kind: () => dice.one(kinds),
    at: () => dice.one<unknown>([1, 2, 1e300]),
    what: () => dice.one(['add', 'remove', 'kind', 'words']),
    block: () => dice.one<unknown>([...names.slice(0, 3), null]),
    as: () => dice.one<unknown>(['num1', null]),
    naming: () => dice.one(['named', 'withheld']),
    verdict: () => dice.one(['keep', 'drop', 'open', 'back']),
    runs: () => [
      [7, 0, dice.below(30)],
      [7, dice.below(9), 1e15],
    ],
    replaces: () => [dice.one(names.slice(3))],
    over: () => [dice.one(names.slice(3))],
    parts: () => [],
    to: () => dice.one(names.slice(3)),
    of: () => dice.one(names.slice(3)),
    answer: () => dice.one(names.slice(3)),
    version: () => dice.one(names.slice(3)),
    by: () => dice.one(names.slice(3)),
    blocks: () => [dice.one(names.slice(0, 3))],
    kept: () => [],
    part: () => 0,
    order: () => 1,
    digest: () => 'ab'.repeat(32),
    round: () => 'ab'.repeat(16),
    reply: () => 'ab'.repeat(16),
    state: () => 'open',
    start: () => odd(),
    end: () => odd(),
    place: () => odd(),
  }
  const doc = documentWith([
    { kind: 'paragraph', id: 'aaaaaaaaaa' as never, runs: [{ text: 'First words' }] },
    { kind: 'num1', id: 'bbbbbbbbbb' as never, runs: [{ text: 'Second' }] },
    { kind: 'num1', id: 'cccccccccc' as never, runs: [{ text: 'Third ones' }] },
  ])
  const thread = () => `${dice.one(names.slice(3))}/${dice.one(names.slice(3))}`
  const keys: Record<string, () => string> = {
    threads: thread,
    amendments: thread,
    sources: () => `${dice.one(names.slice(0, 3))}/${dice.one(names.slice(3))}`,
    footnotes: () => dice.one(names),
    attachments: () => dice.one(names),
    meta: () =>
      dice.one([
        'kind',
        'title',
        'language',
        'reference',
        'status',
        'partOf',
        'versionOf',
        'symbol',
      ]),
  }
  const begun = stateOf(doc)
  for (let step = 0; step < 60; step++) {
    const root = rootOf(doc)
    const element = root.get(dice.below(root.length)) as Y.XmlElement
    const text = element.length > 0 ? element.get(0) : undefined
    const entry = (): unknown =>
      Object.fromEntries(
        fields
          .filter(() => dice.chance(0.9))
          .map(field => [field, dice.chance(0.1) ? odd() : (likely[field] ?? (() => 'words'))()]),
      )
    const key = dice.one(states)
    dice.one<() => void>([
      () => element.setAttribute(key, odd() as never),
      () => {
        if (!(text instanceof Y.XmlText)) return
        const at = dice.below(text.length + 1)
        text.insert(at, dice.one(['\u2060', 'x', 'long words']), { [key]: odd() as never })
      },
      () => {
        if (text instanceof Y.XmlText && text.length > 0)
          text.format(0, text.length, { [key]: odd() })
      },
      () => {
        const name = dice.one(Object.keys(keys))
        const value = dice.chance(0.7) ? entry() : odd()
        const made = dice.chance(0.1)
          ? dice.one([new Y.Text('x'), new Y.Array(), new Y.Map()])
          : value
        doc.getMap(name).set((keys[name] ?? thread)(), made)
      },
      () => {
        const name = dice.one(['threads', 'amendments'])
        doc.getMap(name).set(thread(), entry())
      },
      () => {
        const made = new Y.XmlElement(dice.one(['block', 'odd']))
        made.insert(0, [dice.chance(0.5) ? new Y.XmlText('more') : new Y.XmlElement('nested')])
        made.setAttribute('s_bid', dice.one(names.slice(0, 3)))
        root.insert(dice.below(root.length + 1), [made])
      },
    ])()
  }
  // As it comes to others.
  const there = new Y.Doc({ gc: false })
  there.clientID = 8
  Y.applyUpdate(there, Y.encodeStateAsUpdate(doc))
  return { doc: there, begun }
}

test('every reader of a document gives an answer, whatever stands in it', async () => {
  for (let seed = 1; seed <= trials(120); seed++) {
    const { doc, begun } = oddDocument(seed)
    const page = readPage(doc)
    try {
      spokenPage(page)
      referencesOf(page)
      inWords(page)
      tablesIn(page.blocks)
      const threads = readThreads(doc)
      stretchesOf(doc, threads)
      readBrackets(doc)
      offeredBack(doc)
      goneForNow(doc)
      readSuggestions(doc)
      for (const each of readAmendments(doc)) void [each.result, each.isOverlapping]
      for (const each of readParagraphSuggestions(doc)) void [each.result, each.isOverlapping]
      readConsultations(doc)
      readChecks(doc)
      readPartOf(doc)
      readVersionOf(doc)
      hasRestricted(doc)
      contentDigest(page, sha256)
      alignVersion({ source: page, version: page }, readChecks(doc), sha256)
      const sheet = {
        page: printBrackets(withRestricted(spokenPage(settledPage(page)), () => page)),
        group: 'Group',
        day: '2026-01-01',
      }
      partsOf(sheet)
      toHtml(sheet)
      toMarkdown(sheet)
      toText(sheet)
      if (seed % 10 === 0) await toDocx(sheet)
      toReplyPage(sheet, {
        round: 'ab'.repeat(16),
        digest: 'ab'.repeat(32),
        recipient: 'age1',
        question: '',
        until: '',
      })
      const copy = newDocument(9)
      let count = 0
      const random = (length: number) => {
        count++
        return Uint8Array.from({ length }, (_, at) => (count >> (at * 5)) & 31)
      }
      const { blocks, notes } = copiedPage(settledPage(page))
      writeBlocks(copy, blocks, { random, notes })
      compared({
        doc,
        from: begun,
        to: stateOf(doc),
        writer: () => null,
        removers: () => [],
      } as never)
      restorePage(copy, page, { random, change: work => work() })
      const same = new Y.Doc({ gc: false })
      Y.applyUpdate(same, Y.encodeStateAsUpdate(doc))
      expect(readPage(same)).toEqual(page)
      dropDoubled(doc)
      const steps: unknown[] = []
      for (let block = 1; block <= 4; block++)
        steps.push(
          { insert: 'x', block, at: 0 },
          { delete: 2, block, at: 0 },
          { cells: 'row-after', block },
          { cells: 'remove-column', block },
          { refer: 1, block, at: 0 },
          { footnote: 'n', block, at: 0 },
          { suggestRemoval: block },
          { bracket: block },
          { settle: 'keep', block },
          { split: block, at: 1 },
          { join: block + 1 },
          { move: block, after: 9 },
          { remove: block },
        )
      steps.push(
        { takeIn: '7-aaaaaaaaaa' },
        { turnDown: '7-bbbbbbbbbb' },
        { takeBack: '7-cccccccccc' },
      )
      applyEditScript(doc, steps, { random, now: () => 1 })
      readPage(doc)
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error })
    }
  }
})
