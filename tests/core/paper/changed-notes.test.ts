// Footnotes whose words changed, in files and in the preview of the changes that they show.
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { countChanges, previewOf, toDocx, toOdt, type Sheet } from '#core/paper'
import { applyEditScript } from '#document/edits'
import { stateOf } from '#document/history/versions'
import { blockElements, insertReference, readPage } from '#document/tree'
import { countedRandom } from '#tests/editor-peer'
import { redlineSheet } from '#tests/redline-sheet'
import { block, documentWith } from '#tests/shared-pages'

const random = countedRandom(3)
const edit = (doc: Y.Doc, ...steps: object[]): void =>
  expect(applyEditScript(doc, steps, { random, now: () => 0 }).refused).toEqual([])

/** A text whose second paragraph cites a note, and what `change` makes of it. */
const changedBy = (change: (doc: Y.Doc) => void): Sheet => {
  const doc = documentWith(['One two.', 'Three four.'].map(text => block('num1', text)))
  edit(doc, { footnote: 'See the report of 2017.', block: 2, at: 5 })
  const from = stateOf(doc)
  change(doc)
  return redlineSheet(doc, from)
}
const partOf = (file: Uint8Array, name: string): string =>
  strFromU8(unzipSync(file)[name] ?? new Uint8Array())
/** The words of the notes of a Word file, with their changes. */
const wordNotes = async (sheet: Sheet): Promise<string> =>
  partOf(await toDocx(sheet), 'word/footnotes.xml')
    .replaceAll(/<w:(ins|del) [^>]*>/g, (_, what: string) => (what === 'ins' ? '{' : '['))
    .replaceAll('</w:ins>', '}')
    .replaceAll('</w:del>', ']')
    .replaceAll(/<[^>]*>/g, '')
    .trim()

test('when a note is cited in a new place too, files mark what changed in its words, and the preview shows it once', async () => {
  const sheet = changedBy(doc => {
    edit(doc, { delete: 4, note: 1, at: 18 }, { insert: '2018', note: 1, at: 18 })
    const [first] = blockElements(doc)
    insertReference(first!, 3, { note: readPage(doc).notes![0]!.id })
  })
  expect(await wordNotes(sheet)).toBe('See the report of [2017]{2018}.')
  const odt = partOf(await toOdt(sheet), 'content.xml')
  expect(odt.match(/<text:note-body>.*?<\/text:note-body>/s)?.[0]).toContain('<text:change')
  const { changes } = await previewOf(sheet)
  const shown = changes.map(({ pieces }) => pieces.map(({ kind, text }) => [kind, text]))
  expect(shown).toEqual([
    [
      ['kept', 'One'],
      ['added', '[1]'],
      ['kept', ' two.'],
    ],
    [
      ['kept', 'See the report of '],
      ['removed', '2017'],
      ['added', '2018'],
      ['kept', '.'],
    ],
  ])
})

test('when all words of a note went, files and the preview show the words that went', async () => {
  const sheet = changedBy(doc => edit(doc, { delete: 23, note: 1, at: 0 }))
  expect(await wordNotes(sheet)).toBe('[See the report of 2017.]')
  const { changes } = await previewOf(sheet)
  expect(changes.map(({ pieces }) => pieces)).toEqual([
    [{ kind: 'removed', text: 'See the report of 2017.', by: 'Group' }],
  ])
})

test('a note that came, and one that went, are in the preview with their words', async () => {
  const sheet = changedBy(doc => {
    edit(
      doc,
      { footnote: 'See the report of 2018.', block: 1, at: 3 },
      { delete: 1, block: 2, at: 5 },
    )
  })
  const { changes } = await previewOf(sheet)
  const notes = changes.filter(({ role }) => role === 'note')
  expect(notes.map(({ number, deed, pieces }) => [number, deed, pieces])).toEqual([
    ['[1]', 'added', [{ kind: 'added', text: 'See the report of 2018.', by: 'Group' }]],
    ['[1]', 'removed', [{ kind: 'removed', text: 'See the report of 2017.', by: 'Group' }]],
  ])
  // Each counts by its sign alone.
  expect(await countChanges(sheet)).toEqual({ count: 2, paragraphs: 2 })
})
