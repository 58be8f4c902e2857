// Files that were made to do harm: each is refused with a code that names what it is, and none
// takes more than its thread. hostile-files-proof.test.ts measures them, and changes good files.
import { strToU8 } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readApart } from '#core/files'
import { blocksOf } from '../../../src/core/files/blocks.ts'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import { mustBeImportable } from '../../../src/core/files/other-files.ts'
import { zipLimits } from '../../../src/core/files/zip.ts'
import { blockText } from '#document/model'
import { hostileOpenTexts, hostileWordFiles, manyParagraphs } from '#tests/hostile-files'
import { laterRefusal } from '#tests/refusal'
import { openText, p } from '#tests/open-text'
import { paragraph, run, textAlone, wordFile } from '#tests/word-file'

const nothingCancelled = { isCancelled: () => false, progress: () => {} }
const reading = (bytes: Uint8Array, limits?: { memory: number; time: number }) =>
  readApart({ format: 'docx', bytes, ...textAlone('statement') }, nothingCancelled, limits)

/** As a thread asks it first. */
const importable = (bytes: Uint8Array, file: string): Uint8Array => {
  mustBeImportable(bytes, file)
  return bytes
}

const text = paragraph(run('Text'))
const open = p('Text')

describe('an OpenDocument text from outside', () => {
  test.each(hostileOpenTexts)(
    'when it is $name, it is refused by name',
    async ({ file, bytes, code }) => {
      const read = async () =>
        blocksOf(await readOdt(importable(bytes(), file)), textAlone('statement'))
      expect(await laterRefusal(read())).toBe(code)
    },
  )

  test('when lists of programs are there and empty, it is read', async () => {
    const more = {
      'Basic/script-lc.xml': strToU8('<l/>'),
      'Basic/Standard/script-lb.xml': strToU8('<l/>'),
    }
    expect((await readOdt(openText(open, { more }))).flow).toHaveLength(1)
  })

  test('when it says that it is a template, it is read like a text', async () => {
    const type = 'application/vnd.oasis.opendocument.text-template'
    expect((await readOdt(openText(open, { type }))).flow).toHaveLength(1)
  })
})

describe('a file from outside', () => {
  test.each(hostileWordFiles)(
    'when it is $name, it is refused by name',
    async ({ file, bytes, code }) => {
      const read = async () =>
        blocksOf(await readDocx(importable(bytes(), file)), textAlone('statement', 'accepted'))
      expect(await laterRefusal(read())).toBe(code)
    },
  )

  test('when its parts unpack to too much together, it is refused', async () => {
    const { unpacked } = zipLimits
    onTestFinished(() => void (zipLimits.unpacked = unpacked))
    const half = `<!--${'x'.repeat(900_000)}-->`
    const bytes = wordFile(text, { styles: half, numbering: half })
    zipLimits.unpacked = 2_000_000
    expect(await laterRefusal(readDocx(bytes))).toBeNull()
    zipLimits.unpacked = 1_500_000
    expect(await laterRefusal(readDocx(bytes))).toBe('file-too-large')
    expect(await laterRefusal(readDocx(wordFile(text, { styles: half })))).toBeNull()
  })

  test('when its cells reach over more columns than memory holds, its words are read', async () => {
    const wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    const bytes = wordFile(`<w:tbl><w:tr>${wide}</w:tr></w:tbl>${text}`)
    expect((await reading(bytes)).blocks.map(blockText)).toEqual(['Text'])
    const [table] = (await readDocx(bytes)).flow
    expect(table?.is === 'table' && table.rows[0]?.cells[0]?.columns).toBe(64)
  })

  test('when its cells are wide and stand there again and again, its words are read', async () => {
    const wide =
      '<table:table-cell table:number-columns-spanned="64" table:number-columns-repeated="64"/>'
    const row = `<table:table-row>${wide.repeat(2000)}</table:table-row>`
    const bytes = openText(`<table:table>${row}</table:table>${open}`)
    const { blocks } = await readApart(
      { format: 'odt', bytes, ...textAlone('statement') },
      nothingCancelled,
    )
    expect(blocks.map(blockText)).toEqual(['Text'])
  })

  test('when it never ends, its thread ends, and the next file is read', async () => {
    const nested = `${'<w:tbl><w:tr><w:tc>'.repeat(60)}${text}${'</w:tc></w:tr></w:tbl>'.repeat(60)}`
    const bytes = wordFile(nested.repeat(50))
    expect(await laterRefusal(reading(bytes, { memory: 256, time: 0 }))).toBe('file-too-costly')
    expect((await reading(wordFile(text))).blocks).toHaveLength(1)
  })

  test('when it fills the memory of its thread, the thread alone ends', async () => {
    const bytes = wordFile(manyParagraphs(40_000))
    expect(await laterRefusal(reading(bytes, { memory: 8, time: 60_000 }))).toBe('file-too-costly')
    expect((await reading(wordFile(text))).blocks).toHaveLength(1)
  })

  test('when a person stops the reading, it ends', async () => {
    const stopped = readApart(
      { format: 'docx', bytes: wordFile(text), ...textAlone('statement') },
      { isCancelled: () => true, progress: () => {} },
    )
    expect(await laterRefusal(stopped)).toBe('cancelled')
  })

  test('when a person stops the reading, its thread ends before it has read', async () => {
    const bytes = wordFile(manyParagraphs(20_000))
    let asked = 0
    // Stopped at the first look alone: an answer of the thread would be given.
    const stopped = readApart(
      { format: 'docx', bytes, ...textAlone('statement') },
      { isCancelled: () => ++asked === 1, progress: () => {} },
    )
    expect(await laterRefusal(stopped)).toBe('file-too-costly')
  })
})
