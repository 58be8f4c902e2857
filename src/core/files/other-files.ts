// Files that Baraza cannot import, told by their first bytes: each gets a sentence of its own. The
// ending of a name says little, since anyone may rename a file.
import { Failure, type FailureCode } from '#shared/failure'

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1')

/** The container of Word 97 to 2003, and of a newer file under a password ([MS-CFB] 2.2). */
const compound = bytesOf('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')

/** Names in the directory of a container ([MS-CFB] 2.6.1, [MS-OFFCRYPTO] 2.3.4, [MS-DOC] 2.1). */
const streams: [string, FailureCode][] = [
  ['EncryptedPackage', 'file-has-password'],
  ['WordDocument', 'file-old-word'],
]

const inCompound = (bytes: Buffer): FailureCode =>
  streams.find(([name]) => bytes.includes(`${name}\u0000`, 0, 'utf16le'))?.[1] ?? 'file-wrong-kind'

const pictures = [
  '\u0089PNG\r\n\u001a\n',
  '\u00ff\u00d8\u00ff',
  'GIF87a',
  'GIF89a',
  'II*\u0000',
  'MM\u0000*',
].map(bytesOf)

/** WebP, and the pictures of telephones (HEIC, AVIF), whose names come after a length. */
const isLaterPicture = (bytes: Buffer): boolean => {
  const [first, brand] = [bytes.toString('latin1', 0, 12), bytes.toString('latin1', 4, 12)]
  return /^RIFF[^]{4}WEBP/.test(first) || /^ftyp(?:hei|hev|mif1|avif)/.test(brand)
}

/** A PDF may begin with other bytes; readers look this far (ISO 32000-1, implementation note 13). */
const pdfWithin = 1024

const beginsWith = (bytes: Buffer, start: Buffer): boolean =>
  bytes.subarray(0, start.length).equals(start)

/** Encrypted files of Baraza; invitations and backups have no such beginning. */
const age = bytesOf('age-encryption.org/')
const ownEnding = /\.(?:brz|brb)$/i

/** Each text of Word and OpenDocument is a zip; no copy of another file becomes one. */
const zip = bytesOf('PK')
const zipEnding = /\.(?:docx|odt)$/i

const codeOf = (bytes: Buffer, name: string): FailureCode | null => {
  if (beginsWith(bytes, compound)) return inCompound(bytes)
  if (beginsWith(bytes, bytesOf('{\\rtf'))) return 'file-old-word'
  if (bytes.subarray(0, pdfWithin).includes('%PDF-')) return 'file-is-pdf'
  if (pictures.some(start => beginsWith(bytes, start)) || isLaterPicture(bytes))
    return 'file-is-picture'
  if (beginsWith(bytes, age) || ownEnding.test(name)) return 'file-is-baraza'
  // An empty file may be one that was not copied to its end.
  const isMisnamed = bytes.length > 0 && zipEnding.test(name) && !beginsWith(bytes, zip)
  return isMisnamed ? 'file-misnamed' : null
}

/**
 * `name`: of the file, without its folder. Failures `file-has-password`, `file-old-word`,
 * `file-is-pdf`, `file-is-picture`, `file-is-baraza`, `file-misnamed`, `file-wrong-kind`.
 */
export const mustBeImportable = (bytes: Uint8Array, name: string): void => {
  const code = codeOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), name)
  if (code !== null) throw new Failure(code)
}
