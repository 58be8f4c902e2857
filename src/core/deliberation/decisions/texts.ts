// The exact texts of a question: files that lie beside the document, proven by the hashes that the
// question names; and what was written apart from them.
import {
  placesInText,
  readTextFile,
  wordsShown as wordsOf,
  writeTextFile,
  type TextFile,
  type TextLine,
} from '#core/deliberation/adoption'
import { wasMember } from '#core/group'
import { equal, sha256, toHex, type Bytes } from '#core/keys'
import { blockText, type Block, type Page } from '#document/model'
import { placesOf, spokenPage } from '#document/numbering'
import type { Attachment } from '#document/files'
import type { DecisionText, TextLine as ShownLine } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { DecisionPorts, FoundQuestion } from './ports.ts'

type Named = FoundQuestion['described']['question']['node']['record']['body']['texts'][number]

type TextPorts = Pick<DecisionPorts, 'documents' | 'peopleIn'>

/** The file as the question names it; null where it is not here. */
const fileOf = (
  ports: TextPorts,
  { document }: Pick<FoundQuestion, 'document'>,
  named: Named,
): Bytes | null => {
  const bytes = ports.documents.enclosed(document, { what: 'file', hash: toHex(named.hash) })
  const isIt = bytes?.length === named.size && equal(sha256(bytes), named.sha256)
  return isIt ? bytes : null
}

const named = ({ described }: FoundQuestion): readonly Named[] =>
  described.question.node.record.body.texts

/**
 * The files beside a document that are exact texts: right acts in its log name them, of questions or as it was
 * circulated. An act can name any file, so it must read as a text; one that has not arrived is known by its name.
 */
export const exactTextsIn = (
  {
    acts,
    documents,
  }: {
    acts: Pick<DecisionPorts['acts'], 'actsOf'>
    documents: Pick<DecisionPorts['documents'], 'enclosed'>
  },
  document: DocumentId,
): ((file: Pick<Attachment, 'hash' | 'name'>) => boolean) => {
  const open = acts.actsOf(document)
  const all = [...(open?.graphs.values() ?? [])].flatMap(proceedings => [
    ...proceedings.questions().map(({ node }) => node.record.body),
    ...(proceedings.rightNow('circulate', open?.today ?? []) ?? []).map(
      ({ record }) => record.body,
    ),
  ])
  const known = new Set(all.flatMap(({ texts }) => texts.map(({ hash }) => toHex(hash))))
  return ({ hash, name }) => {
    if (!known.has(hash)) return false
    const bytes = documents.enclosed(document, { what: 'file', hash })
    return bytes === null ? name.endsWith('.jsonl') : 'value' in readTextFile(bytes)
  }
}

export const textsOf = (ports: DecisionPorts, found: FoundQuestion): DecisionText[] =>
  named(found).map(text => ({
    document: text.document,
    language: text.language,
    sha256: toHex(text.sha256),
    size: text.size,
    isHere: fileOf(ports, found, text) !== null,
  }))

/** The text in this language, as it was asked. Failure `not-found` where it is not here. */
export const textIn = (
  ports: TextPorts,
  found: FoundQuestion,
  language: string | null,
): { file: TextFile; bytes: Bytes; document: DocumentId } => {
  const text = named(found).find(each => language === null || each.language === language)
  const bytes = text ? fileOf(ports, found, text) : null
  const read = bytes && readTextFile(bytes)
  if (!text || !bytes || !read || !('value' in read)) throw new Failure('not-found')
  return { file: read.value, bytes, document: text.document }
}

/** A question, as far as its texts are asked for. */
type Asked = Pick<FoundQuestion, 'document'> & { texts: readonly Named[] }

/** The part of its document that a question is about, by its first text; null where that text is not here. */
export const partOf = (
  ports: TextPorts,
  { document, texts: [first] }: Asked,
): BlockId | 'whole' | null => {
  const bytes = first ? fileOf(ports, { document }, first) : null
  const read = bytes && readTextFile(bytes)
  if (!read || !('value' in read)) return null
  const [line, ...more] = read.value.lines.filter(({ what }) => what !== 'note')
  return line && more.length === 0 && 'id' in line && line.id !== '' ? line.id : 'whole'
}

/** The paragraph that the question is about, where its text has no other; null where it is not here. */
export const soleBlock = (ports: DecisionPorts, found: FoundQuestion): BlockId | null => {
  const part = partOf(ports, { document: found.document, texts: named(found) })
  return part === 'whole' ? null : part
}

/** Every text, in the order of the question. Failure `not-found` where one is not here. */
export const textFilesOf = (
  ports: DecisionPorts,
  found: FoundQuestion,
): { language: string; bytes: Bytes }[] =>
  named(found).map(text => {
    const bytes = fileOf(ports, found, text)
    if (!bytes) throw new Failure('not-found')
    return { language: text.language, bytes }
  })

/** Failure `not-found` where one of the texts is not here: nobody answers what cannot be read. */
export const mustHaveTexts = (ports: DecisionPorts, found: FoundQuestion): void => {
  if (named(found).some(text => fileOf(ports, found, text) === null)) throw new Failure('not-found')
}

/** As it is printed and signed. A table has a name here alone, by which its cells belong together. */
export const shownLines = (file: TextFile): ShownLine[] => {
  const { head, lines } = file
  const places = placesInText(file)
  let tables = 0
  return lines.flatMap((line, index) => {
    if (line.what === 'table') {
      tables++
      return []
    }
    const own = 'language' in line ? line : { language: '', direction: '' }
    return {
      block: 'id' in line && line.id !== '' ? line.id : null,
      kind: line.what === 'block' ? line.kind : line.what === 'break' ? 'pagebreak' : line.what,
      number: 'number' in line ? `${line.number}` : '',
      place: line.what === 'note' ? '' : (places[index] ?? ''),
      language: own.language || head.language,
      direction: own.direction || head.direction,
      text: wordsOf(line),
      isWithheld: line.what === 'withheld',
      ...(line.what === 'cell' && {
        cell: {
          table: `${tables}`,
          row: `${line.row}`,
          column: `${line.column}`,
          ...(line.head && { head: true as const }),
        },
      }),
    }
  })
}

export type Apart = {
  block: BlockId
  place: string
  decided: string | null
  now: string | null
  /** Members whose devices signed words of it that the decided text lacks, those with the most first. */
  by: MemberId[]
}

const isSame = (a: TextLine, b: TextLine): boolean => {
  const bare = (line: TextLine): string => JSON.stringify({ ...line, number: null })
  return bare(a) === bare(b)
}

const linesById = (lines: readonly TextLine[]): Map<BlockId, TextLine> =>
  new Map(lines.flatMap(line => ('id' in line && line.id !== '' ? [[line.id, line]] : [])))

/** How each line is cited, as in the page of the text. */
const placesById = (file: TextFile): ReadonlyMap<BlockId, string> => {
  const places = placesInText(file)
  return new Map(
    file.lines.flatMap((line, at) =>
      'id' in line && line.id !== '' ? [[line.id, places[at] ?? '']] : [],
    ),
  )
}

/** A file of the text as it is now; null where something in it has no form. */
const fileNow = (
  ports: TextPorts,
  document: DocumentId,
  { page, edition }: { page: Page; edition: string },
): Bytes | null => {
  const pictureOf = (hash: string): Bytes | null =>
    ports.documents.enclosed(document, { what: 'picture', hash })
  const people = ports.peopleIn(document)
  const written = writeTextFile({ page, open: [], edition, people, pictureOf })
  return 'bytes' in written ? written.bytes : null
}

/** The lines of the text as it is now; null where something in it has no form. */
const linesNow = (ports: TextPorts, document: DocumentId, page: Page) => {
  const bytes = fileNow(ports, document, { page, edition: '' })
  const read = bytes && readTextFile(bytes)
  return read && 'value' in read ? linesById(read.value.lines) : null
}

/** All that a file says, but the ids: a document that goes on from a retired one has others. */
const saidIn = ({ head, lines }: TextFile): string =>
  JSON.stringify([head, lines.map(line => ({ ...line, id: null }))])

/**
 * Whether all of a document reads as this text file does, its title, notes and numbers too. An open suggestion, and a
 * paragraph that was restricted since, make another text.
 */
export const readsAs = (ports: TextPorts, document: DocumentId, file: Bytes): boolean => {
  const decided = readTextFile(file)
  if ('refused' in decided) return false
  const { edition } = decided.value.head
  const bytes = fileNow(ports, document, { page: ports.documents.page(document), edition })
  const now = bytes && readTextFile(bytes)
  return now !== null && 'value' in now && saidIn(now.value) === saidIn(decided.value)
}

/** The words of a paragraph as they stand, with what waits for a verdict. */
const textNow = (block: Block): string => blockText(block).normalize('NFC')

/** The text as it stands, and which of its blocks read otherwise than a line of a text file. */
const compared = (ports: TextPorts, document: DocumentId) => {
  const page = ports.documents.page(document)
  const spoken = spokenPage(page)
  const now = linesNow(ports, document, page)
  const differs = (block: Block, line: TextLine): boolean => {
    const other = block.id === null ? undefined : now?.get(block.id)
    if (other) return !isSame(line, other)
    return line.what === 'withheld'
      ? block.label === undefined
      : textNow(block) !== wordsOf(line).normalize('NFC')
  }
  return { page, spoken, differs }
}

/**
 * Says of a line of this document that it reads otherwise than its question decided it; false where the decided
 * text is not here, or has no such line. The document is read once.
 */
export const changedLines = (
  ports: TextPorts,
  document: DocumentId,
): ((asked: Asked, block: BlockId) => boolean) => {
  let text: ReturnType<typeof compared> | null = null
  return (asked, id) => {
    // Versions in other languages have the same paragraphs in other words.
    const named = asked.texts.find(each => each.document === document) ?? asked.texts[0]
    const bytes = named ? fileOf(ports, asked, named) : null
    const read = bytes && readTextFile(bytes)
    const decided = read && 'value' in read ? read.value.lines : []
    const line = linesById(decided).get(id)
    if (!line) return false
    text ??= compared(ports, document)
    const block = text.spoken.blocks.find(each => each.id === id)
    return block !== undefined && text.differs(block, line)
  }
}

/** A text of a question and the document that has its words now; the question's own where that one was retired. */
export type ComparedText = { language: string; document: DocumentId }

/** The texts of a question that can be compared: the file and a document are here. */
export const comparedTexts = (
  ports: TextPorts & Pick<DecisionPorts, 'archive'>,
  found: FoundQuestion,
): ComparedText[] =>
  named(found).flatMap((text, index) => {
    if (fileOf(ports, found, text) === null) return []
    const isHere = ports.archive.documents.keyOf(text.document) !== null
    const document = isHere ? text.document : index === 0 ? found.document : null
    return document ? [{ language: text.language, document }] : []
  })

/**
 * Paragraphs whose words are others in a document than in the decided text of this language, that came after it,
 * or that are gone. In the order of the page, then those that are gone.
 */
export const apartFrom = (
  ports: TextPorts & Pick<DecisionPorts, 'homeOf' | 'membersOf'>,
  found: FoundQuestion,
  { language, document }: { language: string | null; document: DocumentId },
): Apart[] => {
  const { file, document: asked } = textIn(ports, found, language)
  const { page, spoken, differs } = compared(ports, document)
  const places = placesOf(page.blocks, page.meta)
  const decided = linesById(file.lines)
  const isWhole = found.described.question.node.record.body.purpose === 'adopt'
  // One device wrote all words of a document that goes on from the text: its signature names no writer.
  const isSigned = document === asked
  const state = ports.membersOf(ports.homeOf(found.audience))
  const writersOf = (block: BlockId, before: string): MemberId[] => {
    const devices = isSigned ? ports.documents.writersSince(document, block, before) : []
    return [...new Set(devices.flatMap(device => wasMember(state, device)?.id ?? []))]
  }
  const apart: Apart[] = []
  const seen = new Set<BlockId>()
  for (const [at, block] of spoken.blocks.entries()) {
    const { id } = block
    if (id === null || seen.has(id)) continue
    seen.add(id)
    const line = decided.get(id)
    const isNew = !line && isWhole && textNow(block) !== ''
    if (!isNew && !(line && differs(block, line))) continue
    const entry = { block: id, place: places[at] ?? '', now: textNow(block) }
    const words = line ? wordsOf(line) : null
    apart.push({ ...entry, decided: words, by: writersOf(id, words ?? '') })
  }
  const decidedPlaces = placesById(file)
  for (const [id, line] of decided) {
    if (seen.has(id) || wordsOf(line) === '') continue
    const place = decidedPlaces.get(id) ?? ''
    apart.push({ block: id, place, decided: wordsOf(line), now: null, by: [] })
  }
  return apart
}

type Cited = { lines: Map<BlockId, TextLine>; places: ReadonlyMap<BlockId, string> }

/**
 * Paragraphs that read otherwise in the decided text of one question than in that of an earlier one, by their files
 * alone. In the order of the later text, then those that are gone.
 */
export const betweenTexts = (
  ports: DecisionPorts,
  earlier: FoundQuestion,
  later: FoundQuestion,
): Omit<Apart, 'by'>[] => {
  const [before, after] = [earlier, later].map(each => {
    const { file } = textIn(ports, each, null)
    return { lines: linesById(file.lines), places: placesById(file) }
  }) as [Cited, Cited]
  const changed = [...after.lines].flatMap(([block, line]) => {
    const old = before.lines.get(block)
    if (old ? isSame(old, line) : wordsOf(line) === '') return []
    const place = after.places.get(block) ?? ''
    return [{ block, place, decided: old ? wordsOf(old) : null, now: wordsOf(line) }]
  })
  const gone = [...before.lines].flatMap(([block, line]) =>
    after.lines.has(block) || wordsOf(line) === ''
      ? []
      : [{ block, place: before.places.get(block) ?? '', decided: wordsOf(line), now: null }],
  )
  return [...changed, ...gone]
}
