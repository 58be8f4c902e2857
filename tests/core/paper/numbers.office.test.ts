// Each way of numbering as a Word file and as an OpenDocument text, read by LibreOffice: its numbers must
// be the same, or a reference would name another paragraph there.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DocumentKind, Language } from '#shared/contract'
import { type Block, type BlockKind, blockText, type Page, type Run } from '#document/model'
import { numberBlocks, spokenPage } from '#document/numbering'
import type { BlockId } from '#shared/ids'
import { fileFormats, type FileFormat } from '#tests/file-readings'
import { printedByLibreOffice, readByLibreOffice, rightEdgeOfPdf } from '#tests/office'

const kinds =
  'h1 num1 num1 num2 num2 num3 num4 h2 num2 num1 num2 h2 h3 num1 num2 h1 num1 bullet1'.split(' ')

const pageOf = (kind: DocumentKind, language: Language): Page => {
  const blocks = kinds.map((each): Block => ({
    id: null,
    kind: each as BlockKind,
    number: '',
    runs: [{ text: `text of ${each}` }],
  }))
  const numbers = numberBlocks(blocks, { kind, language })
  const ids = kinds.map(
    (_, at) => `aaaaaaaa${at < 10 ? 'a' : 'b'}${'abcdefghij'[at % 10]}` as BlockId,
  )
  const references = ids.flatMap((block): Run[] => [
    { text: '; ' },
    { text: '\u2060', to: { block, was: '' } },
  ])
  return spokenPage({
    meta: { kind, language, title: kind, reference: '', symbol: '', status: 'draft', schema: 1 },
    blocks: [
      ...blocks.map((block, at) => ({ ...block, id: ids[at] ?? null, number: numbers[at] ?? '' })),
      { id: null, kind: 'paragraph', number: '', runs: [{ text: 'refers to' }, ...references] },
    ],
  })
}

const formats = Object.keys(fileFormats) as FileFormat[]

test.each(formats)(
  'when LibreOffice reads a file of %s, numbers and references are those of the page, in every scheme',
  async format => {
    const folder = mkdtempSync(join(tmpdir(), 'baraza-numbers-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const pages = [
      pageOf('recommendations', 'en'),
      pageOf('minutes', 'fr'),
      pageOf('protocol', 'es'),
      pageOf('agenda', 'en'),
      pageOf('protocol', 'ar'),
    ]
    const files = pages.map((_, at) => join(folder, `${at}.${format}`))
    for (const [at, page] of pages.entries())
      writeFileSync(files[at] ?? '', await fileFormats[format].write({ page, group: 'Group' }))
    const read = readByLibreOffice(files)
    for (const [at, { meta, blocks }] of pages.entries()) {
      const lines = readFileSync(read[at] ?? '', 'utf8')
        .split(/\r?\n/)
        .filter(line => line.includes('text of'))
        // LibreOffice writes the first letter of the abjad without its hamza. A tab is behind a number that is typed.
        .map(line => line.trim().replace('(ا)', '(أ)').replace('\t', ' '))
      const [last] = blocks.slice(-1)
      const referring = readFileSync(read[at] ?? '', 'utf8').match(/refers to.*/)?.[0]
      expect({ ...meta, referring }).toEqual({ ...meta, referring: last && blockText(last) })
      const wanted = blocks
        .slice(0, -1)
        .map(({ number, runs }) => `${number || '•'} ${runs[0]?.text}`)
      expect({ ...meta, lines }).toEqual({ ...meta, lines: wanted })
    }
  },
)

/** Points: A4, less a margin of 2.54 cm, and half a point that rounding takes. */
const margin = 595.3 - 72 + 0.5

test.each(formats)('numbers of an Arabic file of %s stay within the margin', async format => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-numbers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, `ar.${format}`)
  const page = pageOf('recommendations', 'ar')
  writeFileSync(file, await fileFormats[format].write({ page, group: 'Group' }))
  expect(rightEdgeOfPdf(printedByLibreOffice(file))).toBeLessThanOrEqual(margin)
})
