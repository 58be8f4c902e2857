// Files that were made to do harm: each is refused with a code that names what it is, and none
// takes more than its thread.
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readApart } from '#core/files'
import { blocksOf } from '../../../src/core/files/blocks.ts'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import { zipLimits } from '../../../src/core/files/zip.ts'
import { numbersFrom, trials } from '#tests/trials'
import { laterRefusal } from '#tests/refusal'
import { deletion, insertion, openText, out, p, tracked } from '#tests/open-text'
import {
  deleted,
  deletedRun,
  inserted,
  paragraph,
  run,
  textAlone,
  wordFile,
} from '#tests/word-file'

const nothingCancelled = { isCancelled: () => false, progress: () => {} }
const reading = (bytes: Uint8Array, limits?: { memory: number; time: number }) =>
  readApart({ format: 'docx', bytes, ...textAlone('statement') }, nothingCancelled, limits)

const text = paragraph(run('Text'))
const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml'
/** Paragraphs that pack to no less than a tenth. */
const manyParagraphs = (count: number): string => {
  const next = numbersFrom(count)
  const word = (): string => Math.floor(next() * 1e9).toString(36)
  return Array.from({ length: count }, () => paragraph(run(`${word()} ${word()}`))).join('')
}
/** The same in an OpenDocument text. */
const manyWords = (count: number): string => {
  const next = numbersFrom(count)
  const word = (): string => Math.floor(next() * 1e9).toString(36)
  return Array.from({ length: count }, () => p(`${word()} ${word()}`)).join('')
}
/** Zeros that pack to a thousandth. */
const zeros = (length: number): Uint8Array => new Uint8Array(length)

/** The same zip with the lengths of its parts stated as `length`, in both tables. */
const withFalseLengths = (bytes: Uint8Array, length: number): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at + 30 < bytes.length; at++) {
    const signature = view.getUint32(at, true)
    if (signature === 0x0403_4b50) view.setUint32(at + 22, length, true)
    if (signature === 0x0201_4b50) view.setUint32(at + 24, length, true)
  }
  return bytes
}

/** A document whose second part of styles has the name of the first. */
function withOneName(): Uint8Array {
  const styles = strToU8('<w:styles xmlns:w="urn:none"/>')
  const more = { 'word/one.xml': styles, 'word/two.xml': styles }
  const bytes = Buffer.from(wordFile(text, { more }))
  for (let at = bytes.indexOf('word/two'); at >= 0; at = bytes.indexOf('word/two'))
    bytes.write('word/one', at)
  return bytes
}

const entities = `<!DOCTYPE d [<!ENTITY a "lol">${Array.from(
  { length: 20 },
  (_, at) => `<!ENTITY b${at} "${at === 0 ? '&a;&a;' : `&b${at - 1};&b${at - 1};`}">`,
).join('')}]>`

const hostile: [string, Uint8Array, string][] = [
  ['no zip', strToU8('no zip at all'), 'file-damaged'],
  ['nothing', new Uint8Array(), 'file-damaged'],
  ['a zip that is no Word file', zipSync({ 'a.txt': strToU8('a') }), 'file-wrong-kind'],
  ['a document with macros', wordFile(text, { contentType: macro }), 'file-has-program'],
  ['a document type with entities', wordFile(text, { prologue: entities }), 'file-damaged'],
  [
    'a document type that asks for a file',
    wordFile(text, { prologue: '<!DOCTYPE d SYSTEM "file:///etc/passwd">' }),
    'file-damaged',
  ],
  ['an entity without a document type', wordFile(paragraph(run('&evil;'))), 'file-damaged'],
  ['elements that do not close', wordFile('<w:p><w:r>'), 'file-damaged'],
  ['a million levels', wordFile('<w:sdt>'.repeat(100_000)), 'file-too-costly'],
  [
    'a part that unpacks to 200 MiB',
    wordFile(text, { styles: `<!--${'x'.repeat(200 << 20)}-->` }),
    'file-too-large',
  ],
  [
    'a part of 3 MiB that packs to a thousandth',
    wordFile(text, { styles: `<!--${'x'.repeat(3 << 20)}-->` }),
    'file-too-large',
  ],
  ['two parts with one name', withOneName(), 'file-damaged'],
  [
    'a part of a program beside a document without one',
    wordFile(text, { contentType: 'application/vnd.ms-office.vbaProject' }),
    'file-has-program',
  ],
  [
    'a part whose stated length is false',
    withFalseLengths(wordFile(text, { styles: `<!--${'x'.repeat(4 << 20)}-->` }), 10),
    'file-damaged',
  ],
  [
    'more entries than any document has',
    wordFile(text, {
      more: Object.fromEntries(
        Array.from({ length: zipLimits.entries }, (_, at) => [`x${at}`, zeros(1)]),
      ),
    }),
    'file-too-large',
  ],
  ['more than 20 MiB', zeros(zipLimits.bytes + 1), 'file-too-large'],
  ['a name that climbs', zipSync({ '../../x': strToU8('x') }), 'file-damaged'],
  ['20,000 paragraphs', wordFile(manyParagraphs(20_000)), 'file-too-large'],
]

const open = p('Text')
const locked = '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'
const hostileTexts: [string, Uint8Array, string][] = [
  ['no zip', strToU8('no zip at all'), 'file-damaged'],
  ['a zip that is no text', zipSync({ 'a.txt': strToU8('a') }), 'file-wrong-kind'],
  [
    'a table by its own account',
    openText(open, { type: 'application/vnd.oasis.opendocument.spreadsheet' }),
    'file-wrong-kind',
  ],
  ['a table that says it is a text', openText(open, { holds: 'spreadsheet' }), 'file-wrong-kind'],
  [
    'a text without its content',
    zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text') }),
    'file-damaged',
  ],
  ['a text under a password', openText(open, { manifest: locked }), 'file-has-password'],
  [
    'a text with a program',
    openText(open, { more: { 'Basic/Standard/Module1.xml': strToU8('<m/>') } }),
    'file-has-program',
  ],
  [
    'a text with a script',
    openText(open, { more: { 'Scripts/python/x.py': strToU8('x') } }),
    'file-has-program',
  ],
  ['a document type with entities', openText(open, { prologue: entities }), 'file-damaged'],
  [
    'a document type that asks for a file',
    openText(open, { prologue: '<!DOCTYPE d SYSTEM "file:///etc/passwd">' }),
    'file-damaged',
  ],
  ['an entity without a document type', openText(p('&evil;')), 'file-damaged'],
  ['elements that do not close', openText('<text:p><text:span>'), 'file-damaged'],
  ['more levels than any text has', openText('<text:section>'.repeat(50_000)), 'file-too-costly'],
  [
    'styles that unpack to 200 MiB',
    openText(open, { styles: `<!--${'x'.repeat(200 << 20)}-->` }),
    'file-too-large',
  ],
  [
    'content that packs to a thousandth',
    openText(`${open}<!--${'x'.repeat(3 << 20)}-->`),
    'file-too-large',
  ],
  [
    'more entries than any text has',
    openText(open, {
      more: Object.fromEntries(
        Array.from({ length: zipLimits.entries }, (_, at) => [`x${at}`, zeros(1)]),
      ),
    }),
    'file-too-large',
  ],
  ['more than 20 MiB', zeros(zipLimits.bytes + 1), 'file-too-large'],
  ['20,000 paragraphs', openText(manyWords(20_000)), 'file-too-large'],
  [
    'tables of repeated cells',
    openText(
      `<table:table>${`<table:table-row><table:table-cell table:number-columns-repeated="999999999">${open}</table:table-cell></table:table-row>`.repeat(200)}</table:table>`,
    ),
    'file-too-large',
  ],
]

describe('an OpenDocument text from outside', () => {
  test.each(hostileTexts)('when it is %s, it is refused by name', async (_, bytes, code) => {
    const read = async () => blocksOf(await readOdt(bytes), textAlone('statement'))
    expect(await laterRefusal(read())).toBe(code)
  })

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

  test('when its bytes change, it is read or refused by a code, and nothing else happens', async () => {
    const good = openText(
      tracked(insertion('i'), deletion('d', open + open)) +
        p(
          `Some <text:change-start text:change-id="i"/>new<text:change-end text:change-id="i"/>${out('d')}`,
        ),
      { styles: '<style:style style:name="A" style:family="text"/>' },
    )
    const { counts, others } = await mutated(good, readOdt, 37)
    console.log(JSON.stringify(counts))
    expect(others).toEqual([])
    expect(counts.refused).toBeGreaterThan(trials(10_000, 200) / 10)
  })
})

describe('a file from outside', () => {
  test.each(hostile)('when it is %s, it is refused by name', async (_, bytes, code) => {
    const read = async () => blocksOf(await readDocx(bytes), textAlone('statement', 'accepted'))
    expect(await laterRefusal(read())).toBe(code)
  })

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

/** Reads a good file again and again with a few bits of it, or of a part, changed. */
async function mutated(
  good: Uint8Array,
  read: (bytes: Uint8Array) => Promise<unknown>,
  seed: number,
) {
  const next = numbersFrom(seed)
  const parts = unzipSync(good)
  const names = Object.keys(parts)
  const counts = { read: 0, refused: 0 }
  const others: string[] = []
  const count = trials(10_000, 200)
  for (let trial = 0; trial < count; trial++) {
    const isPacked = next() < 0.3
    const name = names[Math.floor(next() * names.length)] ?? ''
    const bytes = Uint8Array.from(isPacked ? good : (parts[name] ?? []))
    const flips = 1 + Math.floor(next() * 4)
    for (let flip = 0; flip < flips; flip++) {
      bytes[Math.floor(next() * bytes.length)]! ^= 1 << Math.floor(next() * 8)
    }
    const refused = await laterRefusal(
      read(isPacked ? bytes : zipSync({ ...parts, [name]: bytes })),
    )
    counts[refused === null ? 'read' : 'refused'] += 1
    if (refused !== null && !refused.startsWith('file-')) others.push(`${trial}: ${refused}`)
  }
  return { counts, others }
}

test('when bytes of a good file change, it is read or refused by a code, and nothing else happens', async () => {
  const good = wordFile(
    paragraph(run('Some ') + inserted(run('new')) + deleted(deletedRun('old')) + run(' words')),
    { footnotes: `<w:footnote w:id="1">${text}</w:footnote>` },
  )
  const { counts, others } = await mutated(good, readDocx, 31)
  console.log(JSON.stringify(counts))
  expect(others).toEqual([])
  expect(counts.refused).toBeGreaterThan(trials(10_000, 200) / 10)
})
