// The seed statement as a Word file, opened and printed by LibreOffice.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { toDocx } from '#core/paper'
import { genesis } from '#document/templates'
import { readPage, writeMeta } from '#document/tree'
import { writeBlocks } from '#document/blocks'
import * as Y from 'yjs'
import { countedRandom } from '#tests/editor-peer'
import { blocksFromText } from '#tests/imported'
import { numbersIn, printedByLibreOffice, seedNumbers, textOfPdf } from '#tests/office'

const seed = resolve(import.meta.dirname, '../../fixtures/seed-statement.txt')

const seedPage = () => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, genesis())
  doc.clientID = 12
  writeBlocks(doc, blocksFromText(readFileSync(seed, 'utf8')).blocks, { random: countedRandom(1) })
  writeMeta(doc, { title: 'Strategy of support', language: 'en', kind: 'statement' })
  return readPage(doc)
}

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

test('when LibreOffice shows the seed text, 1. to 11. and (a) to (g) stand once, each before its own text', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-paper-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const page = seedPage()
  const file = join(folder, 'seed.docx')
  const docx = await toDocx({ page, group: 'Advisory Group' })
  writeFileSync(file, docx)
  const printed = textOfPdf(printedByLibreOffice(file))
  expect(numbersIn(printed)).toEqual(seedNumbers)

  const all = words(printed)
  const pages = Number(/of (\d+)/.exec(/Page 1 of \d+/.exec(all)?.[0] ?? '')?.[1])
  expect(pages).toBeGreaterThan(1)
  for (let page = 1; page <= pages; page++) expect(all).toContain(`Page ${page} of ${pages}`)
  expect(all.split('Draft. Not a United Nations document.')).toHaveLength(pages + 1)
  let from = 0
  for (const { number, runs } of page.blocks) {
    const beginning = words(runs.map(run => run.text).join('')).slice(0, 40)
    const at = all.indexOf(words(`${number} ${beginning}`), from)
    expect({ number, found: at >= from }).toEqual({ number, found: true })
    from = at
  }
  const xml = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())
  expect(xml.match(/<w:numPr>/g)).toHaveLength(18)
})
