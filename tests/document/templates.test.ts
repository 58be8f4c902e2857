// The beginning of each kind: the same parts in every language, numbered as its kind is, nothing
// that has to be deleted, and a prompt wherever a person is to write.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { DocumentKind, Language, TemplateName } from '#shared/contract'
import { copiedPage, genesis, kindOfTemplate, templateOf } from '#document/templates'
import { placesOf } from '#document/numbering'
import { prompts, settledPage } from '#document/model'
import { readPage, writeMeta } from '#document/tree'
import { writeBlocks, type NewBlock } from '#document/blocks'
import { random } from '#core/keys'

const written = (name: TemplateName, blocks: readonly NewBlock[], language: Language = 'en') => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, genesis())
  writeMeta(doc, { kind: kindOfTemplate(name), language })
  writeBlocks(doc, blocks, { random })
  return readPage(doc)
}
const pageOf = (name: TemplateName, language: Language = 'en') =>
  written(name, templateOf(name, language), language)
const textOf = ({ runs }: Pick<NewBlock, 'runs'>): string => runs.map(({ text }) => text).join('')
const linesOf = (name: TemplateName): string[] =>
  pageOf(name).blocks.map(block => `${block.number} ${textOf(block)}`.trim())

test('every kind has a template of its own name, and two have another form', () => {
  expect(TemplateName.options.filter(name => kindOfTemplate(name) !== name)).toEqual([
    ...['annotated', 'cedaw'],
  ])
  expect(new Set(TemplateName.options.map(kindOfTemplate))).toEqual(new Set(DocumentKind.options))
})

test.each(TemplateName.options)('%s has the same parts in six languages, each in its own', name => {
  const shape = ({ kind, prompt, cell, runs }: NewBlock) => ({
    kind,
    prompt,
    cell,
    full: runs.length,
  })
  const english = templateOf(name, 'en')
  expect(english.length).toBeGreaterThan(5)
  for (const language of Language.options) {
    const blocks = templateOf(name, language)
    expect(blocks.map(shape)).toEqual(english.map(shape))
    const scripts = { ar: /^[\p{Script=Arabic}\s:]+$/u, ru: /^[\p{Script=Cyrillic}\s,]+$/u }
    const script = language === 'ar' || language === 'ru' ? scripts[language] : /\p{L}/u
    const han = language === 'zh' ? /^[\p{Script=Han}《》、]+$/u : script
    const texts = blocks.map(textOf).filter(text => text !== '')
    expect(texts.filter(text => !han.test(text))).toEqual([])
  }
})

test('where nothing stands the writer is told what belongs there, in every template', () => {
  const told = TemplateName.options.flatMap(name =>
    templateOf(name, 'en').map(block => ({ name, ...block })),
  )
  const isWritten = (block: NewBlock): boolean => block.cell !== undefined || textOf(block) !== ''
  expect(told.filter(block => isWritten(block) === (block.prompt !== undefined))).toEqual([])
  const used = new Set(told.flatMap(({ prompt }) => prompt ?? []))
  expect(used).toEqual(new Set(prompts))
})

test('each counts as its kind does', () => {
  expect(linesOf('minutes').slice(0, 8)).toEqual([
    ...['I. Opening and attendance', '1.', 'II. Adoption of the agenda', '2.'],
    ...['III. Discussion', '3.', 'IV. Decisions', ''],
  ])
  expect(linesOf('agenda')).toEqual([
    ...['', '1. Opening of the meeting', '2. Adoption of the agenda', '3.', '4.'],
    ...['5. Other matters', '6. Date of the next meeting'],
  ])
  expect(linesOf('annotated').filter(line => /^\d/.test(line))).toEqual([
    ...['1. Opening of the meeting', '2. Adoption of the agenda', '3.', '4. Other matters'],
    '5. Date of the next meeting',
  ])
  const { blocks, meta } = pageOf('protocol')
  const places = placesOf(blocks, meta)
  expect(places[blocks.findIndex(({ kind }) => kind === 'num2')]).toBe('IV.A.1 (a)')
})

test('a submission template has its table: paragraph, comment, proposed text, source', () => {
  for (const name of ['consultation', 'cedaw'] as const) {
    const cells = pageOf(name).blocks.filter(({ cell }) => cell)
    expect(cells.slice(0, 4).map(textOf)).toEqual([
      ...['Paragraph', 'Comment', 'Proposed text', 'Source'],
    ])
    expect(cells.map(({ cell }) => cell?.head ?? false)).toEqual([
      ...[true, true, true, true],
      ...Array.from({ length: 12 }, () => false),
    ])
  }
})

test('a prompt goes along with a copy and an unknown one is nothing', () => {
  const page = pageOf('brief')
  const copied = written('brief', copiedPage(settledPage(page)).blocks)
  expect(copied.blocks.map(({ prompt }) => prompt)).toEqual(page.blocks.map(({ prompt }) => prompt))
  expect(copied.blocks[1]?.prompt).toBe('brief-issue')
  const strange = [{ kind: 'num1', runs: [], prompt: 'of-a-later-version' } as unknown as NewBlock]
  expect(written('brief', strange).blocks[0]).not.toHaveProperty('prompt')
})
