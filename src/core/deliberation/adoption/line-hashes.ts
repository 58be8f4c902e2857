// `lines.jsonl`: the hash of each line of the texts and the record, and how each is cited. A changed text
// is then named by its paragraph, by a reader who does not have the signed words.
import { sha256, toHex, utf8, type Bytes } from '#core/keys'
import {
  readRecord,
  readTextFile,
  writeLines,
  type TextFile,
  type TextLine,
} from '#shared/adoption'
import { numberBlocks, placesOf, type BlockKind } from '#shared/document'

/** Kinds that a restricted block may have had; its line says its number alone. */
const numbered: readonly BlockKind[] = [
  'paragraph',
  ...(['num1', 'num2', 'num3', 'num4'] as const),
  ...(['h1', 'h2', 'h3', 'h4', 'figure'] as const),
]

type Counted = { kind: BlockKind }

/** The lines as blocks that count in the same way. */
const countedIn = ({ head, lines }: TextFile): Counted[] => {
  const blocks: Counted[] = []
  const kindOf = (line: TextLine): BlockKind => {
    if (line.what === 'block') return line.kind
    if (line.what === 'figure') return 'figure'
    if (line.what !== 'withheld') return 'paragraph'
    const fits = (kind: BlockKind): boolean =>
      numberBlocks([...blocks, { kind }], head).at(-1) === line.number
    return numbered.find(fits) ?? 'paragraph'
  }
  for (const line of lines) blocks.push({ kind: kindOf(line) })
  return blocks
}

/** How each line is cited: "8 (b)"; a figure and a note by their number. */
const placesIn = (text: TextFile): string[] => {
  const places = placesOf(countedIn(text), text.head)
  return text.lines.map((line, index) => {
    if (line.what === 'note') return String(line.number)
    return places[index] || ('number' in line ? line.number : '')
  })
}

const hashed = (line: string): string => toHex(sha256(utf8(`${line}\n`)))
const linesOf = (bytes: Bytes): string[] => new TextDecoder().decode(bytes).split('\n').slice(0, -1)

/** A text of the pack, read once: a record may have thousands of lines about it. */
type ReadText = { name: string; bytes: Bytes; text: TextFile; places: string[] }

const readNamed = ([name, bytes]: readonly [string, Bytes]): ReadText => {
  const read = readTextFile(bytes)
  if ('refused' in read) throw new TypeError(read.refused.why)
  return { name, bytes, text: read.value, places: placesIn(read.value) }
}

const ofText = ({ name, bytes, text, places }: ReadText): string[][] => {
  const kinds = ['head', ...text.lines.map(({ what }) => what)]
  return linesOf(bytes).map((line, index) => [
    name,
    kinds[index] ?? '',
    index === 0 ? '' : (places[index - 1] ?? ''),
    hashed(line),
  ])
}

/** Where each block is cited, in the first text that has it. */
const placesByBlock = (texts: readonly ReadText[]): Map<string, string> => {
  const found = new Map<string, string>()
  for (const { text, places } of texts)
    for (const [at, line] of text.lines.entries())
      if ('id' in line && line.id !== '' && !found.has(line.id))
        found.set(line.id, places[at] ?? '')
  return found
}

/** `texts`: by their names in the pack. */
export const lineHashes = (texts: readonly (readonly [string, Bytes])[], record: Bytes): Bytes => {
  const read = readRecord(record)
  if ('refused' in read) throw new TypeError(read.refused.why)
  const named = texts.map(readNamed)
  const placeOf = placesByBlock(named)
  const said = linesOf(record).map((line, index) => {
    const own = read.value[index]
    const place = placeOf.get(own?.block ?? '') ?? ''
    return ['record.jsonl', own?.what ?? '', place, hashed(line)]
  })
  return utf8(writeLines([...named.flatMap(ofText), ...said]))
}
