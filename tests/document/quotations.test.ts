// Words that a file brought in: read under the name in the file, kept by programs that do not know
// them, and never a verdict.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { checkUpdate, type Rules } from '#core/documents'
import type { Right } from '#shared/contract'
import { quotedName } from '#document/log'
import { readParagraphSuggestions } from '#document/review/suggestions'
import { readThreads, type Thread } from '#document/review/comments'
import { newPage } from '#tests/documents'
import { readVectors } from '#tests/graph-vectors'
import { newScene, outcomeOf } from '../core/documents/hostile/index.ts'
import type { MeetingVectors } from '../support/meeting-vectors.ts'

const vectors = readVectors('quoted-entries.json') as MeetingVectors

test('the entries of the vectors are read under their names, and the values that are none are passed over', () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(vectors.update, 'hex'))
  const threads = readThreads(doc)
  const [first, , nameless] = vectors.entries
  expect(
    threads.map(({ id, opening: { quoted, text, client } }: Thread) => [id, quoted, text, client]),
  ).toEqual([
    [
      first?.id,
      { name: 'R.K.', file: 'Advice draft v7.docx', date: 1_500_000_000_000 },
      'Same verb as in A/RES/68/181?',
      vectors.client,
    ],
    [
      nameless?.id,
      { name: '', file: 'Advice draft v7.docx', date: 1_500_000_000_000 },
      '',
      vectors.client,
    ],
  ])
  expect(vectors.refused).toHaveLength(8)
})

test('changes of whole paragraphs are read with their formats, and values that are none are passed over', () => {
  const { update, entries, refused } = readVectors('quoted-paragraphs.json') as MeetingVectors
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(update, 'hex'))
  const found = readParagraphSuggestions(doc)
  expect(found.map(({ id, what, quoted }) => [id, what, quoted?.name])).toEqual(
    entries.map(({ id, value }) => [id, (value['entry'] as { what: string }).what, 'R.K.']),
  )
  expect(found[0]).toMatchObject({
    looks: [
      [0, 3, 1, ''],
      [4, 9, 0, 'https://un.org/'],
    ],
    direction: 'ltr',
  })
  expect(refused).toHaveLength(4)
})

test.each([
  ['a reviewer', ['remark', 'propose', 'voice'], 'ok'],
  ['a commenter', ['remark', 'voice'], 'proposes-by-right'],
] as const)('when %s quotes a file beside the text, the gate takes it by right', (_, has, is) => {
  const scene = newScene()
  const page = newPage(scene.second)
  Y.applyUpdate(page, Y.encodeStateAsUpdate(scene.replica), 'remote')
  const before = Y.encodeStateVector(page)
  const id = `${page.clientID.toString(36)}-abcdefgh23`
  page.getMap('threads').set(`${id}/${id}`, vectors.entries[0]?.value)
  const update = Y.encodeStateAsUpdate(page, before)
  const rights: ReadonlySet<Right> = new Set(has)
  const rules: Rules = { ...scene.rules, isRemarks: true, rights: () => rights }
  expect(outcomeOf(checkUpdate(scene.replica, update, rules))).toBe(is)
})

test.each([
  ['Ana\u202eanA', 'AnaanA'],
  ['\u2067Ana\u2069\u0000\u0007', 'Ana'],
  ['Ana\r\n\tMaría', 'Ana María'],
  ['\u200f\ufeff', ''],
  ['نسرین\u200cها', 'نسرین\u200cها'],
  ['A'.repeat(10_000), 'A'.repeat(120)],
  [`${'A'.repeat(119)}\u{1f600}`, 'A'.repeat(119)],
])('the name %j is shown in one line, short, and turns no words around it', (name, shown) => {
  expect(quotedName(name)).toBe(shown)
})
