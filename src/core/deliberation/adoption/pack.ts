// The pack of an adoption: the files that a group hands over. The same acts give the same files on every
// device, but for printed forms; so officers sign on their own devices, one after the other.
import { toHex, signPlain, utf8, type Bytes, type DeviceKeys } from '#core/keys'
import {
  byteOrder,
  isSignatureName,
  readSshSignature,
  signedBytes,
  sumsName,
  sumsOf,
  writeLines,
  writeSshSignature,
  type Files,
} from '#shared/adoption'
import { safeFileName } from '#document/files'
import { packCrypto } from './checking.ts'
import { lineHashes } from './line-hashes.ts'

export type NamedFile = { name: string; bytes: Bytes }

/** Empty where it is not shown. */
export type PackNames = {
  group: string
  reference: string
  number: string
  symbol: string
  /** YYYY-MM-DD. */
  day: string
  /** Texts by which members appear, with the hash of their line in the record. */
  said: readonly { line: string; as: string }[]
  /** Hashes of lines of the record that their authors took back. */
  withdrawn: readonly string[]
  endorsers: readonly string[]
}

export type PackAmendment = {
  label: string
  paragraph: string
  before: string
  after: string
  outcome: string
}

export type PackSource = {
  adoption: Bytes
  record: Bytes
  /** One-time keys of members of seats, with their signatures over `adoption`. */
  signatures: readonly { key: Bytes; signature: Bytes }[]
  /** In the order of the question. */
  texts: readonly { language: string; bytes: Bytes }[]
  files: readonly NamedFile[]
  printed: readonly NamedFile[]
  amendments: readonly PackAmendment[]
  /** Null in a pack that is forwarded: it shows none. */
  names: PackNames | null
  /** How a reader checks the pack, in words. */
  help: string
}

/** A second text in a language has a number. */
const textNames = (texts: PackSource['texts']): (readonly [string, Bytes])[] => {
  const known = new Map<string, number>()
  return texts.map(({ language, bytes }) => {
    const count = (known.get(language) ?? 0) + 1
    known.set(language, count)
    return [`text.${language}${count > 1 ? `.${count}` : ''}.jsonl`, bytes] as const
  })
}

/** Names that no system mixes up, below a folder. */
const filesIn = (folder: string, files: readonly NamedFile[]): (readonly [string, Bytes])[] => {
  const known = new Set<string>()
  return files.map(({ name, bytes }) => {
    const safe = safeFileName(name)
    const free = (at: number): string => {
      const [, stem = '', ending = ''] = /^(.*?)(\.[^.]{1,16})?$/u.exec(safe) ?? []
      const tried = at === 1 ? safe : safeFileName(`${stem.slice(0, 90)} (${at})${ending}`)
      return known.has(tried.toLowerCase()) ? free(at + 1) : tried
    }
    const own = free(1)
    known.add(own.toLowerCase())
    return [`${folder}/${own}`, bytes] as const
  })
}

const inOrder = (lines: readonly string[][]): string[][] =>
  lines.toSorted((a, b) => byteOrder(utf8(JSON.stringify(a)), utf8(JSON.stringify(b))))

const namesText = ({ said, withdrawn, endorsers, ...names }: PackNames): string =>
  writeLines([
    ...(['group', 'reference', 'number', 'symbol', 'day'] as const).flatMap(key =>
      names[key] === '' ? [] : [[key, names[key]]],
    ),
    ...inOrder(said.flatMap(({ line, as }) => (as === '' ? [] : [['as', line, as]]))),
    ...inOrder([...new Set(withdrawn)].map(line => ['withdrawn', line])),
    ...inOrder([...new Set(endorsers)].flatMap(as => (as === '' ? [] : [['endorser', as]]))),
  ])

const signaturesText = (signatures: PackSource['signatures']): string =>
  writeLines(
    signatures
      .map(({ key, signature }) => [toHex(key), toHex(signature)])
      .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )

/** All files of a pack but the signatures of officers. */
export const packFiles = (source: PackSource): Files => {
  const { adoption, record, signatures, files, printed, amendments, names, help } = source
  const texts = textNames(source.texts)
  const rows = amendments.map(({ label, paragraph, before, after, outcome }) => [
    ...[label, paragraph, before, after, outcome],
  ])
  const all = new Map<string, Bytes>([
    ['adoption.txt', adoption],
    ['record.jsonl', record],
    ['signatures.jsonl', utf8(signaturesText(signatures))],
    ['lines.jsonl', lineHashes(texts, record)],
    ['how-to-check.txt', utf8(help)],
    ...(names ? [['names.jsonl', utf8(namesText(names))] as const] : []),
    ...(rows.length > 0 ? [['amendments.jsonl', utf8(writeLines(rows))] as const] : []),
    ...texts,
    ...filesIn('files', files),
    ...filesIn('printed', printed),
  ])
  all.set(sumsName, sumsOf(all, packCrypto))
  return all
}

/** The same files with the signature of one more officer's device, in the order of their keys. */
export const signFiles = (files: Files, pair: DeviceKeys['signing']): Files => {
  const sums = files.get(sumsName) ?? new Uint8Array()
  const byKey = new Map<string, string>()
  for (const [name, bytes] of files) {
    const read = isSignatureName(name) ? readSshSignature(bytes) : null
    if (read && 'value' in read) byKey.set(toHex(read.value.key), writeSshSignature(read.value))
  }
  const signature = signPlain(signedBytes(sums, packCrypto), pair.secret)
  byKey.set(toHex(pair.public), writeSshSignature({ key: pair.public, signature }))
  const others = [...files].filter(([name]) => !isSignatureName(name))
  const signed = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map([
    ...others,
    ...signed.map(([, text], at) => [`${sumsName}.${at + 1}.sig`, utf8(text)] as const),
  ])
}
