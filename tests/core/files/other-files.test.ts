// Files that cannot be imported are named for what they are, whatever ending their names have.
import { expect, test } from 'vitest'
import { readApart } from '#core/files'
import { mustBeImportable } from '../../../src/core/files/other-files.ts'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import { laterRefusal, refusal } from '#tests/refusal'
import { openText, p } from '#tests/open-text'
import { textAlone } from '#tests/word-file'

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** A compound file with these names in its directory, a sector of 512 bytes after the header. */
const compound = (...names: string[]): Uint8Array => {
  const bytes = Buffer.alloc(1024)
  bytes.write('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'latin1')
  for (const [at, name] of ['Root Entry', ...names].entries())
    bytes.write(name, 512 + at * 128, 'utf16le')
  return bytes
}

/** A zip whose entries say that they are encrypted. */
const encryptedZip = (bytes: Uint8Array): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at + 30 < bytes.length; at++) {
    const signature = view.getUint32(at, true)
    if (signature === 0x0403_4b50) view.setUint16(at + 6, 1, true)
    if (signature === 0x0201_4b50) view.setUint16(at + 8, 1, true)
  }
  return bytes
}

const picture = (text: string) =>
  [bytesOf(`${text}${'\u0000'.repeat(30)}`), 'file-is-picture'] as const
const others: [string, string, ...(readonly [Uint8Array, string])][] = [
  [
    'a Word file under a password',
    'a.docx',
    compound('EncryptionInfo', 'EncryptedPackage'),
    'file-has-password',
  ],
  ['a Word 97 document', 'a.doc', compound('WordDocument', '1Table'), 'file-old-word'],
  ['a Word 97 document with a new name', 'a.docx', compound('WordDocument'), 'file-old-word'],
  ['rich text', 'a.rtf', bytesOf('{\\rtf1\\ansi Words}'), 'file-old-word'],
  ['an old table', 'a.xls', compound('Workbook'), 'file-wrong-kind'],
  ['a PDF', 'a.pdf', bytesOf('%PDF-1.7\n'), 'file-is-pdf'],
  ['a PDF behind other bytes', 'a.txt', bytesOf(`\n\n${' '.repeat(900)}%PDF-1.4`), 'file-is-pdf'],
  ['a PNG picture', 'a.png', ...picture('\u0089PNG\r\n\u001a\n')],
  ['a JPEG picture', 'a.txt', ...picture('\u00ff\u00d8\u00ff\u00e0')],
  ['a GIF picture', 'a.md', ...picture('GIF89a')],
  ['a WebP picture', 'a.docx', ...picture('RIFF\u0001\u0002\u0003\u0004WEBP')],
  ['a picture of a telephone', 'a.heic', ...picture('\u0000\u0000\u0000\u0018ftypheic')],
  ['an encrypted file', 'a.txt', bytesOf('age-encryption.org/v1\n-> X25519'), 'file-is-baraza'],
  ['an invitation', 'a.brz', bytesOf('\u0085\u0001jinvitation'), 'file-is-baraza'],
  ['a backup', 'a.brb', bytesOf('\u0000\u0000\u0001\u0000'), 'file-is-baraza'],
]

test.each(others)('when it is %s, it is named', (_, name, bytes, code) => {
  expect(refusal(() => mustBeImportable(bytes, name))).toBe(code)
})

test('when a text names such files, it is read', () => {
  const text = 'WordDocument, EncryptedPackage, GIF89a, RIFF.'
  expect(refusal(() => mustBeImportable(bytesOf(text), 'a.txt'))).toBeNull()
})

test('when the parts of a zip are under a password, it is named', async () => {
  expect(await laterRefusal(readOdt(encryptedZip(openText(p('Text')))))).toBe('file-has-password')
})

test('when such a file comes in under the name of a text, its thread names it', async () => {
  const wanted = { ...textAlone('statement'), file: 'a.txt' }
  const task = { format: 'text', bytes: bytesOf('%PDF-1.7'), ...wanted } as const
  expect(
    await laterRefusal(readApart(task, { isCancelled: () => false, progress: () => {} })),
  ).toBe('file-is-pdf')
})
