// The files of lines in a pack, beside the texts: the record, the signatures, the names that were
// chosen, the amendments, and the hashes of single lines.
import * as v from 'valibot'
import type { Bytes } from './bytes.ts'
import { readLine, textLinesOf, writeLine, type Line } from './lines.ts'
import { isTextName } from './names.ts'
import { Refused, reading, type Read } from './refusal.ts'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const block = v.pipe(v.string(), v.regex(/^[a-z2-7]{10}$/))
const words = v.string()

/** In each line of the record: what was said of which block and line of the text. */
const Said = v.union([
  v.strictTuple([v.literal('reservation'), v.nullable(block), v.nullable(hash), words]),
  v.strictTuple([v.literal('explanation'), v.nullable(block), words]),
])
export type SaidLine =
  | { what: 'reservation'; block: string | null; line: string | null; words: string }
  | { what: 'explanation'; block: string | null; words: string }

const Signature = v.strictTuple([hash, v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/))])

const nameKinds = ['group', 'reference', 'number', 'symbol', 'day', 'endorser'] as const
const Named = v.union([
  v.strictTuple([v.picklist(nameKinds), v.pipe(words, v.minLength(1))]),
  /** The hash of a line of the record whose author took it back since. */
  v.strictTuple([v.literal('withdrawn'), hash]),
  /** The hash of a line of the record, and the text by which its author wants to appear. */
  v.strictTuple([v.literal('as'), hash, v.pipe(words, v.minLength(1))]),
])
export type NamedLine = v.InferOutput<typeof Named>

/** Label, paragraph, before, after, outcome. */
const Amended = v.strictTuple([words, words, words, words, words])

const lineKinds = [
  'head',
  'block',
  'table',
  'cell',
  'figure',
  'withheld',
  'break',
  'note',
  'reservation',
  'explanation',
] as const
export type LineKind = (typeof lineKinds)[number]

const Hashed = v.strictTuple([
  v.pipe(
    words,
    v.check(name => isTextName(name) || name === 'record.jsonl'),
  ),
  v.picklist(lineKinds),
  words,
  hash,
])
/** The hash of a line of a file, and how the line is cited; `place` is empty where it has no number. */
export type HashedLine = { file: string; kind: LineKind; place: string; sha256: string }

/**
 * Bytes of such a file. The longest record has 70.1 MiB: JSON writes a byte of an act as six at most, so that
 * the positions of 256 seats, of 32 KiB each, give 48 MiB; and the first explanation of each of the 963 members
 * that a roll of 32 KiB can name gives 24,040 bytes.
 */
const largest = 72 * 1024 * 1024

/** A line as JSON, also with `null` in it, in its one form. */
const anyLine = (text: string, at: number): unknown => {
  if (!text.includes('null')) return readLine(text, at)
  let value: unknown
  try {
    value = JSON.parse(text)
    if (JSON.stringify(value) === text) return value
  } catch {
    // Refused below.
  }
  throw new Refused(at, 'The line is no array in its one form.')
}

const readLines = <S extends v.GenericSchema>(bytes: Bytes, shape: S): Read<v.InferOutput<S>[]> =>
  reading(() => {
    if (bytes.length === 0) return []
    if (bytes.length > largest) throw new Refused(0, 'The file is too large.')
    return textLinesOf(bytes).map((text, index) => {
      const read = v.safeParse(shape, anyLine(text, index + 1))
      if (!read.success) throw new Refused(index + 1, 'The line is none that this file has.')
      return read.output
    })
  })

const mapped = <A, B>(read: Read<A[]>, as: (line: A) => B): Read<B[]> =>
  'refused' in read ? read : { value: read.value.map(as) }

export const readRecord = (bytes: Bytes): Read<SaidLine[]> =>
  mapped(readLines(bytes, Said), (line): SaidLine => {
    if (line[0] === 'explanation') return { what: line[0], block: line[1], words: line[2] }
    return { what: line[0], block: line[1], line: line[2], words: line[3] }
  })

export type OneTime = { key: string; signature: string }

export const readSignatures = (bytes: Bytes): Read<OneTime[]> =>
  reading(() => {
    const read = readLines(bytes, Signature)
    if ('refused' in read) throw new Refused(read.refused.line, read.refused.why)
    const all = read.value.map(([key, signature]) => ({ key, signature }))
    const at = all.findIndex(({ key }, index) => key <= (all[index - 1]?.key ?? ''))
    if (at >= 0) throw new Refused(at + 1, 'The signatures are not in order.')
    return all
  })

export const readNames = (bytes: Bytes): Read<NamedLine[]> => readLines(bytes, Named)

export const readAmended = (bytes: Bytes): Read<v.InferOutput<typeof Amended>[]> =>
  readLines(bytes, Amended)

export const readHashedLines = (bytes: Bytes): Read<HashedLine[]> =>
  mapped(readLines(bytes, Hashed), ([file, kind, place, sha256]) => ({ file, kind, place, sha256 }))

export const writeLines = (lines: readonly Line[]): string => lines.map(writeLine).join('')
