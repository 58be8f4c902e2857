// `lines.jsonl`: the hash of each line of the texts and the record, and how each is cited. A changed text
// is then named by its paragraph, by a reader who does not have the signed words.
import { sha256, toHex, utf8, type Bytes } from '#core/keys'
import { readRecord, readTextFile, writeLines, type TextFile } from '#shared/adoption'
import { placesInText } from './places-in-text.ts'

const hashed = (line: string): string => toHex(sha256(utf8(`${line}\n`)))
const linesOf = (bytes: Bytes): string[] => new TextDecoder().decode(bytes).split('\n').slice(0, -1)

/** A text of the pack, read once: a record may have thousands of lines about it. */
type ReadText = { name: string; bytes: Bytes; text: TextFile; places: string[] }

const readNamed = ([name, bytes]: readonly [string, Bytes]): ReadText => {
  const read = readTextFile(bytes)
  if ('refused' in read) throw new TypeError(read.refused.why)
  return { name, bytes, text: read.value, places: placesInText(read.value) }
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
