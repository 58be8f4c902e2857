// Akoma Ntoso files, checked against the schema of the standard by libxml2.
import { describe, expect, test } from 'vitest'
import { toAkomaNtoso, type Sheet } from '#core/paper'
import { TemplateName, type DocumentKind, type Language } from '#shared/contract'
import { genesis, kindOfTemplate, templateOf } from '#document/templates'
import { numberBlocks } from '#document/numbering'
import { readPage, writeMeta } from '#document/tree'
import { settledPage, type Block, type Page } from '#document/model'
import { writeBlocks } from '#document/blocks'
import * as Y from 'yjs'
import { openSchema } from '#tests/akoma-ntoso-schema'
import { countedRandom } from '#tests/editor-peer'
import { diceFrom } from '#tests/documents'
import { changeAtRandom, generatedText, sixLanguages } from '#tests/generated-text'
import { printed } from '#tests/redline-sheet'

const refusedIn = await openSchema()

const sheetOf = (page: Page, more: Partial<Sheet> = {}): Sheet => ({
  page,
  group: 'Group',
  ...more,
})

const pageFrom = (kind: DocumentKind, language: Language, blocks: Partial<Block>[]): Page => {
  const all = blocks.map((each): Block => ({
    ...{ id: null, kind: 'paragraph', number: '', runs: [] },
    ...each,
  }))
  const numbers = numberBlocks(all, { kind, language })
  const meta = {
    title: 'Title',
    reference: 'AG/1',
    symbol: '',
    status: 'draft',
    schema: 1,
  } as const
  return {
    meta: { ...meta, kind, language },
    blocks: all.map((each, at) => ({ ...each, number: numbers[at] ?? '' })),
  }
}

test('when a file breaks the schema, the check says so', () => {
  const xml = toAkomaNtoso(sheetOf(pageFrom('statement', 'en', [])))
  expect(
    refusedIn(xml.replace('<preface', '<prologue').replace('</preface>', '</prologue>')),
  ).toContain('prologue')
})

describe.each(sixLanguages)('templates in %s', language => {
  test('when a text begins from any template, its file is valid', () => {
    const found = TemplateName.options.map(name => {
      const doc = new Y.Doc({ gc: false })
      Y.applyUpdate(doc, genesis())
      doc.clientID = 12
      writeBlocks(doc, templateOf(name, language), { random: countedRandom(1) })
      writeMeta(doc, { title: name, language, kind: kindOfTemplate(name) })
      return refusedIn(toAkomaNtoso(sheetOf(printed(settledPage(readPage(doc))))))
    })
    expect(found).toEqual(TemplateName.options.map(() => ''))
  })

  test('when a text has every block and mark, tables, notes and references, its file is valid in each kind', () => {
    const count = process.env['BARAZA_PROVE'] === '1' ? 84 : 3
    for (let seed = 0; seed < count; seed++) {
      const doc = generatedText(seed, language)
      changeAtRandom(doc, language, diceFrom(seed), 12)
      const page = printed(settledPage(readPage(doc)))
      const words = page.blocks.flatMap(({ runs }) => runs.filter(({ note }) => note === undefined))
      for (const kind of ['recommendations', 'agenda', 'minutes'] as const) {
        const sheet = sheetOf({ ...page, meta: { ...page.meta, kind, reference: 'AG/2026/1 (x)' } })
        const xml = toAkomaNtoso(sheet)
        expect(words.filter(({ text }) => !xml.includes(text))).toEqual([])
        expect({ seed, kind, refused: refusedIn(xml) }).toEqual({ seed, kind, refused: '' })
      }
    }
  })
})

test('when it is a recommendation, paragraphs lie in sections, items in paragraphs, and the group is the author', () => {
  const note = 'n1'
  const page: Page = {
    ...pageFrom('recommendations', 'en', [
      { kind: 'h1', runs: [{ text: 'Context' }] },
      { kind: 'num1', runs: [{ text: 'States should:' }] },
      {
        kind: 'num2',
        runs: [
          { text: '[Protect]', bold: true },
          { text: '\u2060', note },
        ],
      },
      { kind: 'num1', runs: [{ text: 'a < b & c' }] },
    ]),
    notes: [{ id: note, text: 'See there.' }],
  }
  const xml = toAkomaNtoso(sheetOf(page))
  expect(refusedIn(xml)).toBe('')
  expect(xml).toContain('<statement name="recommendation">')
  expect(xml).toContain('<FRBRnumber value="AG/1"/>')
  expect(xml).toContain('<FRBRlanguage language="eng"/>')
  expect(xml).toContain(
    '<section eId="sec_I"><num>I.</num><heading>Context</heading>' +
      '<paragraph eId="sec_I__para_1"><num>1.</num><intro><p>States should:</p></intro>' +
      '<subparagraph eId="sec_I__para_1__subpara_a"><num>(a)</num><content><p><b>[Protect]</b>' +
      '<authorialNote eId="note_1" marker="1" placement="bottom"><p>See there.</p></authorialNote>' +
      '</p></content></subparagraph></paragraph>' +
      '<paragraph eId="sec_I__para_2"><num>2.</num><content><p>a &lt; b &amp; c</p></content></paragraph></section>',
  )
  expect(xml.match(/showAs="Group"/g)).toHaveLength(1)
})

test('when it is minutes or an agenda, it has the kind of document, and each line its class', () => {
  const lines = (['decision', 'action', 'information', 'reservation'] as const).map(kind => ({
    kind,
    runs: [{ text: `text of ${kind}` }],
  }))
  const minutes = toAkomaNtoso(sheetOf(pageFrom('minutes', 'fr', lines)))
  expect(refusedIn(minutes)).toBe('')
  expect(minutes).toContain('<debate name="record">')
  for (const { kind } of lines)
    expect(minutes).toMatch(new RegExp(`class="${kind}">.*text of ${kind}`))
  const agenda = toAkomaNtoso(sheetOf(pageFrom('agenda', 'ar', lines)))
  expect(refusedIn(agenda)).toBe('')
  expect(agenda).toContain('<debateReport name="agenda">')
  expect(agenda).toContain('<hcontainer eId="decision_1" name="decision">')
})

test('when a link or a reference has half of a letter, the file is made all the same', () => {
  const page = pageFrom('statement', 'en', [
    { runs: [{ text: 'link', href: 'https://example.org/\ud800' }] },
  ])
  const meta = { ...page.meta, reference: 'AG/\udc00' }
  const xml = toAkomaNtoso(sheetOf({ ...page, meta }))
  expect(xml).toContain('https://example.org/%EF%BF%BD')
  expect(refusedIn(xml)).toBe('')
})
