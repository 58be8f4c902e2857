// The content of a page as its operations, as far as tags need it: everything that a page paints lies in marked
// content, either in a part of the structure or in an artefact, which no reader speaks (ISO 14289-1, 7.1).

/** One operation with its operands: bytes `from` to `to`, the operator from `name` on. */
type Operation = { from: number; name: number; to: number }

const codes = (text: string): Set<number> =>
  new Set(Array.from(text, sign => sign.codePointAt(0) ?? 0))
const blank = codes('\0\t\n\f\r ')
const ends = new Set([...blank, ...codes('()<>[]{}/%')])
const code = (sign: string): number => sign.codePointAt(0) ?? 0
const [open, close, escaped, less, more, comment, slash] = [
  ...['(', ')', '\\', '<', '>', '%', '/'],
].map(code) as [number, number, number, number, number, number, number]
const brackets = codes('[]{}')
/** Numbers begin with one of these. */
const numeric = codes('0123456789+-.')

const afterString = (bytes: Uint8Array, from: number): number => {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === escaped) at++
    else if (bytes[at] === open) depth++
    else if (bytes[at] === close && --depth === 0) return at + 1
  }
  return bytes.length
}

const afterWord = (bytes: Uint8Array, from: number): number => {
  let at = from + 1
  while (at < bytes.length && !ends.has(bytes[at] ?? 0)) at++
  return at
}

const after = (bytes: Uint8Array, from: number, sign: number): number => {
  const at = bytes.indexOf(sign, from)
  return at < 0 ? bytes.length : at + 1
}

/** The end of an operand that begins here; null where an operator begins. */
const afterOperand = (bytes: Uint8Array, at: number): number | null => {
  const sign = bytes[at] ?? 0
  if (sign === open) return afterString(bytes, at)
  if (sign === less) return bytes[at + 1] === less ? at + 2 : after(bytes, at, more)
  if (sign === more) return at + 2
  if (brackets.has(sign)) return at + 1
  if (sign === slash || numeric.has(sign)) return afterWord(bytes, at)
  return null
}

const isWord = (bytes: Uint8Array, { name, to }: Operation, word: string): boolean =>
  to - name === word.length && Array.from(word).every((sign, at) => bytes[name + at] === code(sign))

/** The end of a picture within the content: `EI` between blanks. */
const afterPicture = (bytes: Uint8Array, from: number): number => {
  for (let at = from; at < bytes.length; at++)
    if (
      bytes[at] === code('E') &&
      bytes[at + 1] === code('I') &&
      blank.has(bytes[at - 1] ?? 0) &&
      (at + 2 === bytes.length || blank.has(bytes[at + 2] ?? 0))
    )
      return at + 2
  return bytes.length
}

export function* operationsOf(bytes: Uint8Array): Generator<Operation> {
  let from: number | null = null
  for (let at = 0; at < bytes.length;) {
    const sign = bytes[at] ?? 0
    if (blank.has(sign)) {
      at++
      continue
    }
    if (sign === comment) {
      at = after(bytes, at, code('\n'))
      continue
    }
    from ??= at
    const operand = afterOperand(bytes, at)
    if (operand !== null) {
      at = operand
      continue
    }
    const operation = { from, name: at, to: afterWord(bytes, at) }
    at = operation.to
    if (isWord(bytes, operation, 'ID')) at = afterPicture(bytes, at)
    yield { ...operation, to: at }
    from = null
  }
}

const text = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')

const path = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're', 'W', 'W*'])
const painting = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's'])
const pictures = new Set(['Do', 'sh', 'ID', 'EI'])
const letters = new Set(['Tj', 'TJ', "'", '"'])

/** A stretch of content. `mark`: the number of the marked content around it, null for what lies in none. */
export type Painted = {
  kind: 'path' | 'picture' | 'letters'
  mark: number | 'artefact' | null
  from: number
  to: number
}

export type Reading = {
  painted: Painted[]
  /** Where each marked content begins: its operation. */
  marks: { mark: number; from: number; to: number }[]
}

type Mark = number | 'artefact' | null

const markOf = (operands: string, around: Mark): Mark => {
  const [, number] = /\/MCID\s+(\d+)/.exec(operands) ?? []
  if (number !== undefined) return Number(number)
  return operands.startsWith('/Artifact') ? 'artefact' : around
}

type Reader = {
  reading: Reading
  /** The marks that are open; a mark without a number is as the one around it. */
  around: Mark[]
  pathFrom: number | null
  /** Letters that follow each other without another operation between are one stretch from here on. */
  stretch: Painted | null
  /** Where a mark without a number began, outside all others: it belongs to the letters in it. */
  loose: { from: number; depth: number } | null
}

const markNow = ({ around }: Reader): Mark => around.at(-1) ?? null

const begin = (reader: Reader, bytes: Uint8Array, { from, name, to }: Operation): void => {
  const now = markNow(reader)
  const mark = markOf(text(bytes, from, name), now)
  if (typeof mark === 'number' && mark !== now) reader.reading.marks.push({ mark, from, to })
  if (mark !== now) reader.stretch = null
  else if (mark === null) reader.loose ??= { from, depth: reader.around.length }
  reader.around.push(mark)
}

const end = (reader: Reader, { to }: Operation): void => {
  const was = markNow(reader)
  reader.around.pop()
  if (was !== markNow(reader)) reader.stretch = null
  if (reader.loose?.depth !== reader.around.length) return
  if (reader.stretch && reader.stretch.to > reader.loose.from) reader.stretch.to = to
  reader.loose = null
}

const paint = (reader: Reader, kind: Painted['kind'], from: number, to: number): void => {
  if (kind === 'letters' && reader.stretch) {
    reader.stretch.to = to
    return
  }
  const painted = { kind, mark: markNow(reader), from: reader.loose?.from ?? from, to }
  reader.reading.painted.push(painted)
  reader.stretch = kind === 'letters' ? painted : null
}

const step = (reader: Reader, bytes: Uint8Array, operation: Operation): void => {
  const { from, name, to } = operation
  const operator = text(bytes, name, Math.min(to, name + 3)).trim()
  if (operator === 'BDC' || operator === 'BMC') begin(reader, bytes, operation)
  else if (operator === 'EMC') end(reader, operation)
  else if (operator === 'BT' || operator === 'ET') reader.stretch = null
  else if (path.has(operator)) reader.pathFrom ??= from
  else if (operator === 'n') reader.pathFrom = null
  else if (painting.has(operator)) {
    paint(reader, 'path', reader.pathFrom ?? from, to)
    reader.pathFrom = null
  } else if (letters.has(operator)) paint(reader, 'letters', from, to)
  else if (pictures.has(operator)) paint(reader, 'picture', from, to)
}

/** Everything that the content paints, and its marks. */
export const readContent = (bytes: Uint8Array): Reading => {
  const reading: Reading = { painted: [], marks: [] }
  const reader: Reader = { reading, around: [], pathFrom: null, stretch: null, loose: null }
  for (const operation of operationsOf(bytes)) step(reader, bytes, operation)
  return reading
}

const artefact = '/Artifact BMC'

/**
 * The content with all that no part of the structure names as artefacts: what lies in no mark, and marks that
 * `isTagged` does not know.
 */
export const withArtefacts = (bytes: Uint8Array, isTagged: (mark: number) => boolean): Buffer => {
  const { painted, marks } = readContent(bytes)
  const changes = [
    ...painted
      .filter(({ mark }) => mark === null)
      .flatMap(({ from, to }) => [
        { from, to: from, by: `${artefact}\n` },
        { from: to, to, by: '\nEMC' },
      ]),
    ...marks
      .filter(({ mark }) => !isTagged(mark))
      .map(({ from, to }) => ({ from, to, by: artefact })),
  ].toSorted((a, b) => a.from - b.from)
  const pieces: Uint8Array[] = []
  let at = 0
  for (const { from, to, by } of changes) {
    pieces.push(bytes.subarray(at, from), Buffer.from(by))
    at = to
  }
  return Buffer.concat([...pieces, bytes.subarray(at)])
}
