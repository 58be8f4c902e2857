// A Word file and an OpenDocument text with changes and comments, opened by LibreOffice.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { toDocx, toOdt, type Sheet } from '#core/paper'
import { applyEditScript } from '#document/edits'
import { stateOf } from '#document/history/versions'
import type { EntryId } from '#document/ids'
import { countedRandom } from '#tests/editor-peer'
import { keptByLibreOffice, printedByLibreOffice, textOfPdf } from '#tests/office'
import { redlineSheet } from '#tests/redline-sheet'
import { block, documentWith } from '#tests/shared-pages'

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0

/**
 * The text of a file of LibreOffice with what went where it stood. LibreOffice keeps that in front of
 * the text, under a name which a mark in the text has; before 26.8, between two marks in the text.
 */
const withGoneInPlace = (kept: string): string => {
  const listed = /<text:tracked-changes>.*<\/text:tracked-changes>/s
  const region = /<text:changed-region [^>]*text:id="([^"]+)">(.*?)<\/text:changed-region>/gs
  const gone = new Map([...kept.matchAll(region)].map(([, id, content]) => [id, content]))
  return kept
    .replace(listed, '')
    .replaceAll(/<text:change text:change-id="([^"]+)"\/>/g, (_, id: string) => gone.get(id) ?? '')
}

/** A text with a change of each kind, and two comments with three replies. */
const changed = (): Sheet => {
  const doc = documentWith([
    block('h1', 'Context'),
    block('num1', 'States should protect women human rights defenders.'),
    block('num1', 'They report each year.'),
    block('num2', 'In law;'),
    block('num1', 'This paragraph goes.'),
    block('num1', 'This paragraph moves.'),
    block('num1', 'The end stays as it is.'),
  ])
  const random = countedRandom(3)
  const edit = (...steps: object[]) => applyEditScript(doc, steps, { random, now: () => 0 })
  edit({
    table: [
      ['Paragraph', 'Comment'],
      ['1', 'Good'],
    ],
    after: 7,
    head: true,
  })
  const from = stateOf(doc)
  edit(
    { delete: 6, block: 2, at: 7 },
    { insert: 'shall', block: 2, at: 7 },
    { format: 'bold', block: 3, from: 0, to: 4 },
    { remove: 5 },
    { move: 5, after: 1 },
    { new: 'A new paragraph.', after: 6, kind: 'num1' },
    { kind: 'num1', block: 5 },
    { cells: 'row-after', block: 11 },
  )
  const sheet = redlineSheet(doc, from)
  const [first, second] = ['aaaa-aaaaaaaaaa', 'aaaa-aaaaaaaaab'] as EntryId[]
  const blocks = sheet.page.blocks.map((each, index) =>
    index === 2 && first
      ? { ...each, runs: each.runs.map(run => ({ ...run, remarks: [first] })) }
      : each,
  )
  const reply = (text: string) => ({ by: 'Badia', text })
  const said = (id: EntryId | undefined, text: string, replies: string[]) =>
    id === undefined
      ? []
      : [{ id, by: 'Amina', text, isResolved: false, replies: replies.map(reply) }]
  return {
    ...sheet,
    page: { ...sheet.page, blocks },
    comments: [...said(first, 'Whose?', ['Ours.', 'All.']), ...said(second, 'Gone.', ['Yes.'])],
  }
}

test('when LibreOffice opens a file with changes, it has each change and each comment, and prints the numbers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-redline-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'changes.docx')
  const sheet = changed()
  writeFileSync(file, await toDocx(sheet))
  const kept = readFileSync(keptByLibreOffice(file), 'utf8')
  expect(count(kept, /<office:annotation /g)).toBe(5)
  const of = (what: string) => count(kept, new RegExp(`<text:${what}>`, 'g'))
  // Words, a paragraph, a moved one and a row; words, a paragraph and the place that was left.
  expect({ came: of('insertion'), went: of('deletion') }).toEqual({ came: 4, went: 3 })
  // Bold words, and another kind of paragraph, for which its own format has no name.
  expect([of('format-change'), of('UnknownChange')]).toEqual([1, 1])
  expect(count(kept, /<loext:move-id>2</g)).toBe(2)
  const clean = join(folder, 'clean.docx')
  const { since: _since, comments: _comments, ...now } = sheet
  writeFileSync(clean, await toDocx(now))
  const printed = textOfPdf(printedByLibreOffice(clean))
  for (const { number } of sheet.page.blocks) expect(printed).toContain(number)
})

test('when LibreOffice opens an OpenDocument text with changes, it has each as what came and went, and each comment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-redline-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'changes.odt')
  const sheet = changed()
  const bytes = await toOdt(sheet)
  writeFileSync(file, bytes)
  const kept = readFileSync(keptByLibreOffice(file), 'utf8')
  const ours = strFromU8(unzipSync(bytes)['content.xml'] ?? new Uint8Array())
  expect(count(kept, /<office:annotation /g)).toBe(5)
  expect(count(kept, /loext:parent-name=/g)).toBe(3)
  const of = (what: string, text = kept) => count(text, new RegExp(`<text:${what}>`, 'g'))
  const all = (text: string) => ({ came: of('insertion', text), went: of('deletion', text) })
  expect(all(ours)).toEqual({ came: 6, went: 6 })
  expect(all(kept)).toEqual(all(ours))
  const clean = join(folder, 'clean.odt')
  const { since: _since, comments: _comments, ...now } = sheet
  writeFileSync(clean, await toOdt(now))
  const printed = textOfPdf(printedByLibreOffice(clean))
  for (const { number } of sheet.page.blocks) expect(printed).toContain(number)
})

test('when two members took paragraphs out in front of a table, LibreOffice has them in their order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-redline-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const texts = ['Stays.', 'One moves.', 'Two goes.', 'Last.']
  const doc = documentWith(texts.map(text => block('num1', text)))
  const random = countedRandom(3)
  const edit = (...steps: object[]) => applyEditScript(doc, steps, { random, now: () => 0 })
  edit({ table: [['Cell']], after: 3 })
  const from = stateOf(doc)
  edit({ move: 2, after: 5 }, { remove: 2 })
  const file = join(folder, 'gone.odt')
  writeFileSync(file, await toOdt(redlineSheet(doc, from)))
  const kept = withGoneInPlace(readFileSync(keptByLibreOffice(file), 'utf8'))
  expect(kept.match(/(?:Stays|One moves|Two goes|Last)\.(?=<)/g)).toEqual([...texts, 'One moves.'])
})
