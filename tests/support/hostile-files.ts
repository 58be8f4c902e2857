// Files that were made to do harm, or that pretend to be what they are not, by their format: each with the code by
// which it is refused. The bytes are made when they are asked for, because some unpack to hundreds of MiB.
import { crc32 } from 'node:zlib'
import { strToU8, unzipSync, zipSync } from 'fflate'
import type { FailureCode } from '#shared/failure'
import { openText, p } from '#tests/open-text'
import { numbersFrom } from '#tests/trials'
import { comment, paragraph, run, wordFile } from '#tests/word-file'
import { zipLimits } from '../../src/core/files/zip.ts'

type Format = 'docx' | 'odt' | 'html' | 'markdown' | 'text'
type Row = readonly [name: string, bytes: () => Uint8Array, code: FailureCode]

export type HostileFile = {
  name: string
  format: Format
  /** The name that it comes under. */
  file: string
  bytes(): Uint8Array
  code: FailureCode
}

const text = paragraph(run('Text'))
const open = p('Text')
const bytesOf = (signs: string): Uint8Array => Buffer.from(signs, 'latin1')
/** Zeros that pack to a thousandth. */
const zeros = (length: number): Uint8Array => new Uint8Array(length)
/** It begins as a zip does. */
const tooManyBytes = (): Uint8Array => Buffer.concat([strToU8('PK'), zeros(zipLimits.bytes)])
const filler = (length: number): string => `<!--${'x'.repeat(length)}-->`
const tooMany = (): Record<string, Uint8Array> =>
  Object.fromEntries(Array.from({ length: zipLimits.entries }, (_, at) => [`x${at}`, zeros(1)]))

/** Texts of two words that pack to no less than a tenth. */
const manyTexts = (count: number): string[] => {
  const next = numbersFrom(count)
  const word = (): string => Math.floor(next() * 1e9).toString(36)
  return Array.from({ length: count }, () => `${word()} ${word()}`)
}
export const manyParagraphs = (count: number): string =>
  manyTexts(count)
    .map(words => paragraph(run(words)))
    .join('')

/** The same zip with other values in the header of each part, which lies in it twice. */
const withHeaders = (
  bytes: Uint8Array,
  change: (view: DataView, at: number, isLocal: boolean) => void,
): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at + 30 < bytes.length; at++) {
    const signature = view.getUint32(at, true)
    if (signature === 0x0403_4b50) change(view, at, true)
    if (signature === 0x0201_4b50) change(view, at, false)
  }
  return bytes
}
const withFalseLengths = (bytes: Uint8Array, length: number): Uint8Array =>
  withHeaders(bytes, (view, at, isLocal) => view.setUint32(at + (isLocal ? 22 : 24), length, true))
export const encryptedZip = (bytes: Uint8Array): Uint8Array =>
  withHeaders(bytes, (view, at, isLocal) => view.setUint16(at + (isLocal ? 6 : 8), 1, true))

const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length >> 1)

/** A document whose second part of styles has the name of the first. */
const withOneName = (): Uint8Array => {
  const styles = strToU8('<w:styles xmlns:w="urn:none"/>')
  const more = { 'word/one.xml': styles, 'word/two.xml': styles }
  const bytes = Buffer.from(wordFile(text, { more }))
  for (let at = bytes.indexOf('word/two'); at >= 0; at = bytes.indexOf('word/two'))
    bytes.write('word/one', at)
  return bytes
}

/** A text that a second field of the header puts in the place of the one that other programs show. */
const withSecondName = (): Uint8Array => {
  const other = 'word/other.xml'
  const named = (inHeader: string, name: string): Uint8Array => {
    const field = Buffer.alloc(5 + name.length)
    field.writeUInt8(1)
    field.writeUInt32LE(crc32(inHeader), 1)
    field.write(name, 5)
    return field
  }
  const { 'word/document.xml': first, ...parts } = unzipSync(wordFile(text))
  const { 'word/document.xml': second } = unzipSync(wordFile(paragraph(run('Another text'))))
  if (!first || !second) throw new Error('a Word file has a text')
  return zipSync({
    ...parts,
    'word/document.xml': [first, { extra: { 0x7075: named('word/document.xml', other) } }],
    [other]: [second, { extra: { 0x7075: named(other, 'word/document.xml') } }],
  })
}

/** A package whose text is at an address, and not in it. */
const withTextElsewhere = (): Uint8Array => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  return zipSync({
    '[Content_Types].xml': strToU8(`<Types xmlns="${packaged}/content-types"/>`),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" TargetMode="External" Type="${office}/officeDocument" Target="https://evil.example/document.xml"/></Relationships>`,
    ),
  })
}

/** A compound file with these names in its directory, a sector of 512 bytes after the header. */
export const compound = (...names: string[]): Uint8Array => {
  const bytes = Buffer.alloc(1024)
  bytes.write('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'latin1')
  for (const [at, name] of ['Root Entry', ...names].entries())
    bytes.write(name, 512 + at * 128, 'utf16le')
  return bytes
}

const entities = `<!DOCTYPE d [<!ENTITY a "lol">${Array.from(
  { length: 20 },
  (_, at) => `<!ENTITY b${at} "${at === 0 ? '&a;&a;' : `&b${at - 1};&b${at - 1};`}">`,
).join('')}]>`
const asking = '<!DOCTYPE d SYSTEM "file:///etc/passwd">'

const word = 'application/vnd.ms-word'
const wordFiles: Row[] = [
  ['no zip', () => strToU8('PK and no zip'), 'file-damaged'],
  ['nothing', () => new Uint8Array(), 'file-damaged'],
  ['a zip that is no Word file', () => zipSync({ 'a.txt': strToU8('a') }), 'file-wrong-kind'],
  [
    'a document with macros',
    () => wordFile(text, { contentType: `${word}.document.macroEnabled.main+xml` }),
    'file-has-program',
  ],
  [
    'a template with macros',
    () => wordFile(text, { contentType: `${word}.template.macroEnabledTemplate.main+xml` }),
    'file-has-program',
  ],
  [
    'a part of a program beside a document without one',
    () => wordFile(text, { contentType: 'application/vnd.ms-office.vbaProject' }),
    'file-has-program',
  ],
  ['a document type with entities', () => wordFile(text, { prologue: entities }), 'file-damaged'],
  [
    'a document type that asks for a file',
    () => wordFile(text, { prologue: asking }),
    'file-damaged',
  ],
  ['an entity without a document type', () => wordFile(paragraph(run('&evil;'))), 'file-damaged'],
  ['elements that do not close', () => wordFile('<w:p><w:r>'), 'file-damaged'],
  ['a million levels', () => wordFile('<w:sdt>'.repeat(100_000)), 'file-too-costly'],
  [
    'a million levels in a footnote',
    () => wordFile(text, { footnotes: `<w:footnote w:id="1">${'<w:sdt>'.repeat(100_000)}` }),
    'file-too-costly',
  ],
  [
    'an entity in a comment',
    () => wordFile(text, { comments: comment({ id: 1, author: 'A.', last: '0A' }, '&evil;') }),
    'file-damaged',
  ],
  [
    'a part that unpacks to 200 MiB',
    () => wordFile(text, { styles: filler(200 << 20) }),
    'file-too-large',
  ],
  [
    'a part of 3 MiB that packs to a thousandth',
    () => wordFile(text, { styles: filler(3 << 20) }),
    'file-too-large',
  ],
  [
    'numbers of lists that unpack to 50 MiB',
    () => wordFile(text, { numbering: filler(50 << 20) }),
    'file-too-large',
  ],
  ['two parts with one name', withOneName, 'file-damaged'],
  ['a text that has a second name in its header', withSecondName, 'file-damaged'],
  [
    'a part whose stated length is false',
    () => withFalseLengths(wordFile(text, { styles: filler(4 << 20) }), 10),
    'file-damaged',
  ],
  [
    'more entries than any document has',
    () => wordFile(text, { more: tooMany() }),
    'file-too-large',
  ],
  ['more than 20 MiB', tooManyBytes, 'file-too-large'],
  ['a name that climbs', () => zipSync({ '../../x': strToU8('x') }), 'file-damaged'],
  ['a name that begins at the root', () => zipSync({ '/x': strToU8('x') }), 'file-damaged'],
  ['20,000 paragraphs', () => wordFile(manyParagraphs(20_000)), 'file-too-large'],
  ['the first half of a file', () => half(wordFile(manyParagraphs(50))), 'file-damaged'],
  ['parts under a password', () => encryptedZip(wordFile(text)), 'file-has-password'],
  ['a text that lies at an address', withTextElsewhere, 'file-wrong-kind'],
]

const locked = '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'
const manyCells = `<table:table>${`<table:table-row><table:table-cell table:number-columns-repeated="999999999">${open}</table:table-cell></table:table-row>`.repeat(200)}</table:table>`
const openTexts: Row[] = [
  ['no zip', () => strToU8('PK and no zip'), 'file-damaged'],
  ['a zip that is no text', () => zipSync({ 'a.txt': strToU8('a') }), 'file-wrong-kind'],
  [
    'a table by its own account',
    () => openText(open, { type: 'application/vnd.oasis.opendocument.spreadsheet' }),
    'file-wrong-kind',
  ],
  [
    'a table that says it is a text',
    () => openText(open, { holds: 'spreadsheet' }),
    'file-wrong-kind',
  ],
  [
    'a text without its content',
    () => zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text') }),
    'file-damaged',
  ],
  ['a text under a password', () => openText(open, { manifest: locked }), 'file-has-password'],
  ['parts under a password', () => encryptedZip(openText(open)), 'file-has-password'],
  [
    'a text with a program',
    () => openText(open, { more: { 'Basic/Standard/Module1.xml': strToU8('<m/>') } }),
    'file-has-program',
  ],
  [
    'a text with a script',
    () => openText(open, { more: { 'Scripts/python/x.py': strToU8('x') } }),
    'file-has-program',
  ],
  ['a document type with entities', () => openText(open, { prologue: entities }), 'file-damaged'],
  [
    'a document type that asks for a file',
    () => openText(open, { prologue: asking }),
    'file-damaged',
  ],
  ['an entity without a document type', () => openText(p('&evil;')), 'file-damaged'],
  ['elements that do not close', () => openText('<text:p><text:span>'), 'file-damaged'],
  [
    'more levels than any text has',
    () => openText('<text:section>'.repeat(50_000)),
    'file-too-costly',
  ],
  [
    'styles that unpack to 200 MiB',
    () => openText(open, { styles: filler(200 << 20) }),
    'file-too-large',
  ],
  [
    'content that packs to a thousandth',
    () => openText(`${open}${filler(3 << 20)}`),
    'file-too-large',
  ],
  ['more entries than any text has', () => openText(open, { more: tooMany() }), 'file-too-large'],
  ['more than 20 MiB', tooManyBytes, 'file-too-large'],
  [
    '20,000 paragraphs',
    () =>
      openText(
        manyTexts(20_000)
          .map(words => p(words))
          .join(''),
      ),
    'file-too-large',
  ],
  ['tables of repeated cells', () => openText(manyCells), 'file-too-large'],
  ['the first half of a file', () => half(openText(p('Text').repeat(50))), 'file-damaged'],
]

const plainFiles: Record<'html' | 'markdown' | 'text', Row[]> = {
  html: [
    ['a page of 3 MiB', () => strToU8(`<p>${'x'.repeat(3 << 20)}`), 'file-too-large'],
    ['20,000 paragraphs', () => strToU8('<p>x y'.repeat(20_000)), 'file-too-large'],
  ],
  markdown: [
    ['a text of 3 MiB', () => strToU8('x '.repeat(3 << 19)), 'file-too-large'],
    ['20,000 paragraphs', () => strToU8('x y\n\n'.repeat(20_000)), 'file-too-large'],
    ['bytes of another encoding', () => bytesOf('caf\u00e9 \u00ff\u00fe'), 'file-wrong-kind'],
  ],
  text: [
    ['a text of 3 MiB', () => strToU8('x '.repeat(3 << 19)), 'file-too-large'],
    ['20,000 paragraphs', () => strToU8('A paragraph.\n\n'.repeat(20_000)), 'file-too-large'],
    ['bytes of another encoding', () => bytesOf('caf\u00e9 \u00ff\u00fe'), 'file-wrong-kind'],
  ],
}

const picture = (signs: string) => (): Uint8Array => bytesOf(`${signs}${'\u0000'.repeat(30)}`)

/** Files of other kinds under these names; the ending of a name says little. */
const pretenders: (readonly [file: string, ...Row])[] = [
  [
    'a.docx',
    'a Word file under a password',
    () => compound('EncryptionInfo', 'EncryptedPackage'),
    'file-has-password',
  ],
  ['a.doc', 'a Word 97 document', () => compound('WordDocument', '1Table'), 'file-old-word'],
  ['a.docx', 'a Word 97 document with a new name', () => compound('WordDocument'), 'file-old-word'],
  ['a.docx', 'a text under the name of a Word file', () => bytesOf('Dear all,\n'), 'file-misnamed'],
  ['a.odt', 'a page under the name of a text', () => bytesOf('<html>'), 'file-misnamed'],
  ['a.rtf', 'rich text', () => bytesOf('{\\rtf1\\ansi Words}'), 'file-old-word'],
  ['a.xls', 'an old table', () => compound('Workbook'), 'file-wrong-kind'],
  ['a.pdf', 'a PDF', () => bytesOf('%PDF-1.7\n'), 'file-is-pdf'],
  [
    'a.txt',
    'a PDF behind other bytes',
    () => bytesOf(`\n\n${' '.repeat(900)}%PDF-1.4`),
    'file-is-pdf',
  ],
  ['a.png', 'a PNG picture', picture('\u0089PNG\r\n\u001a\n'), 'file-is-picture'],
  ['a.txt', 'a JPEG picture', picture('\u00ff\u00d8\u00ff\u00e0'), 'file-is-picture'],
  ['a.md', 'a GIF picture', picture('GIF89a'), 'file-is-picture'],
  ['a.docx', 'a WebP picture', picture('RIFF\u0001\u0002\u0003\u0004WEBP'), 'file-is-picture'],
  [
    'a.heic',
    'a picture of a telephone',
    picture('\u0000\u0000\u0000\u0018ftypheic'),
    'file-is-picture',
  ],
  [
    'a.txt',
    'an encrypted file',
    () => bytesOf('age-encryption.org/v1\n-> X25519'),
    'file-is-baraza',
  ],
  ['a.brz', 'an invitation', () => bytesOf('\u0085\u0001jinvitation'), 'file-is-baraza'],
  ['a.brb', 'a backup', () => bytesOf('\u0000\u0000\u0001\u0000'), 'file-is-baraza'],
]

const endings: Record<Format, string> = {
  ...({ docx: 'docx', odt: 'odt', html: 'html', markdown: 'md', text: 'txt' } as const),
}
const formatOf = (file: string): Format =>
  (Object.keys(endings) as Format[]).find(format => file.endsWith(`.${endings[format]}`)) ?? 'text'

const rowsOf = (format: Format, rows: readonly Row[]): HostileFile[] =>
  rows.map(([name, bytes, code]) => ({ name, format, file: `a.${endings[format]}`, bytes, code }))

export const hostileWordFiles = rowsOf('docx', wordFiles)
export const hostileOpenTexts = rowsOf('odt', openTexts)
export const pretendingFiles: HostileFile[] = pretenders.map(([file, name, bytes, code]) => ({
  ...{ name, format: formatOf(file), file, bytes, code },
}))

export const hostileFiles: readonly HostileFile[] = [
  ...hostileWordFiles,
  ...hostileOpenTexts,
  ...Object.entries(plainFiles).flatMap(([format, rows]) => rowsOf(format as Format, rows)),
  ...pretendingFiles,
]
