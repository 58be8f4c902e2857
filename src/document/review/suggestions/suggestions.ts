// Changes that wait in the text until a member accepts or rejects them: inserted words, struck
// words, formats, links and kinds of block, each a state of its own for each suggestion (`in:<id>`,
// `de:<id>`, `fm:<id>`, `lk:<id>` on words, `kd:<id>` on a block), so that those of several people
// may overlap. The suggestion itself, its author and its outcome are entries beside the text.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import type { Random, EntryId } from '#document/ids'
import {
  markedStretches,
  type Stretch,
  longestRemark,
  mostAlong,
  readLogs,
  writeEntry,
  type Log,
} from '#document/review/comments'
import type { Said, Quotation } from '#document/log'
import { isPresent, type DocumentState } from '#document/history/versions'
import {
  restyleText,
  textsOf,
  attributesOf,
  blockElements,
  setAttribute,
  isBlockKind,
  readBlock,
  piecesOf,
  type Piece,
} from '#document/tree'
import { type Attributes, type BlockKind, isSafeLink } from '#document/model'
import {
  deleteParts,
  insertedParts,
  markedIn,
  openReading,
  ownPieces,
  stringsIn,
  struckParts,
  wordsOf,
  type Part,
} from './suggested-parts.ts'
import { suggestedWords } from './suggested-words.ts'

export type Verdict = 'accept' | 'reject'

export type Suggestion = {
  id: EntryId
  /** The client id that suggested it. */
  client: number
  /** The name in a file under which it was brought in; absent where a member made it. */
  quoted?: Quotation
  at: number
  /** Where in the text it waits; none once it was settled everywhere, or was taken back. */
  places: Stretch[]
  /** Whole words, also where it changes a part of them. */
  inserted: string
  struck: string
  /** Bits of the formats that it switches, and the words of which it does. */
  formats: number
  formatted: string
  /** Where its words would lead, each address once; empty for words that would lead nowhere any more. */
  links: string[]
  kind: BlockKind | null
  /** The verdicts on it. Two may have been given apart. */
  record: { kind: Verdict; client: number; at: number; removed: string; was?: Waited }[]
}

/** As it waited before it was settled, and in which paragraphs. An earlier version did not write this. */
export type Waited = Pick<Suggestion, 'inserted' | 'struck' | 'formatted' | 'formats'> & {
  blocks?: BlockId[] | undefined
}

const prefixes = {
  ...({ inserted: 's_in:', struck: 's_de:', formats: 's_fm:' } as const),
  ...({ links: 's_lk:', kind: 's_kd:' } as const),
}
export const suggestionKey = (what: keyof typeof prefixes, id: EntryId): string =>
  prefixes[what] + id
const idIn = (key: string): EntryId | null => {
  const prefix = Object.values(prefixes).find(each => key.startsWith(each))
  return prefix === undefined ? null : (key.slice(prefix.length) as EntryId)
}

/** The eleven formats of the editor, from Lexical's TEXT_TYPE_TO_FORMAT. */
const allFormats = 2047
/** The gate knows no shape of these values: another app writes what it likes, and a negative one would set all. */
const bitsIn = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value & allFormats : 0

/** Says which words of a text, units `from` to `to`, were struck just now, as their author's client. */
export const noteStruck = (
  doc: Y.Doc,
  id: EntryId,
  { text, from, to }: { text: Y.XmlText; from: number; to: number },
  random: Random,
): void => {
  const runs: [number, number, number][] = []
  for (const { item, at } of stringsIn(text)) {
    const [start, end] = [Math.max(from, at), Math.min(to, at + item.length)]
    if (start < end) runs.push([item.id.client, item.id.clock + start - at, end - start])
  }
  if (runs.length > 0) writeEntry(doc, id, { kind: 'strike', runs }, random)
}

export const openSuggestion = (doc: Y.Doc, at: number, random: Random): EntryId =>
  writeEntry(doc, null, { kind: 'suggestion', at }, random)

const isDecision = (
  entry: Said<Log['opening']>,
): entry is Said<{ kind: Verdict; at: number; removed: string; was?: Waited }> =>
  entry.kind === 'accept' || entry.kind === 'reject'

const kindsOf = (doc: Y.Doc): Map<EntryId, { index: number; kind: BlockKind }> => {
  const found = new Map<EntryId, { index: number; kind: BlockKind }>()
  for (const [index, block] of blockElements(doc).entries())
    for (const [key, kind] of Object.entries(attributesOf(block)))
      if (key.startsWith(prefixes.kind) && isBlockKind(kind))
        found.set(key.slice(prefixes.kind.length) as EntryId, { index, kind })
  return found
}

const textAt = (pieces: readonly Piece[], { from, to }: Stretch): string => {
  let [at, text] = [0, '']
  for (const piece of pieces) {
    if (at >= to) break
    text += piece.text.slice(Math.max(from - at, 0), to - at)
    at += piece.text.length
  }
  return text
}

/** An address that words may lead to; empty takes their link off. Anything else is no suggestion. */
const isLinkWanted = (value: unknown): value is string => value === '' || isSafeLink(value)

/** Every suggestion that waits in the text, or that was settled; the earliest first. */
export const readSuggestions = (doc: Y.Doc): Suggestion[] => {
  const logs = readLogs(doc).filter(({ opening }) => opening.kind === 'suggestion')
  if (logs.length === 0) return []
  const bits = new Map<string, number>()
  const links = new Map<string, Set<string>>()
  const marked = markedStretches(doc, (key, value) => {
    if (key.startsWith(prefixes.formats)) bits.set(key, (bits.get(key) ?? 0) | bitsIn(value))
    if (key.startsWith(prefixes.links) && isLinkWanted(value))
      links.set(key, (links.get(key) ?? new Set()).add(value))
    return idIn(key) !== null
  })
  const kinds = kindsOf(doc)
  const textsAt = openReading(blockElements(doc))
  const wordsAt = (stretch: Stretch): string =>
    textAt(
      textsAt(stretch.index).flatMap(({ pieces }) => pieces),
      stretch,
    )
  return logs.flatMap(log => {
    const { opening, rest } = log
    const { id, client, quoted } = opening
    const of = (what: keyof typeof prefixes): Stretch[] => marked.get(suggestionKey(what, id)) ?? []
    const kind = kinds.get(id)
    const places = [...of('inserted'), ...of('struck'), ...of('formats'), ...of('links')]
    if (kind) places.push({ block: null, index: kind.index, from: 0, to: 0 })
    const record = rest
      .filter(isDecision)
      .map(({ kind: verdict, client: by, at, removed, was }) => ({
        kind: verdict,
        client: by,
        at,
        removed,
        ...(was && { was }),
      }))
    if (places.length === 0 && record.length === 0) return []
    const changedIn = new Set([...of('inserted'), ...of('struck')].map(({ index }) => index))
    const keys = { inserted: suggestionKey('inserted', id), struck: suggestionKey('struck', id) }
    const changed = [...changedIn]
      .toSorted((a, b) => a - b)
      .map(index =>
        suggestedWords(
          textsAt(index).flatMap(text => ownPieces(text, keys, log)),
          keys,
        ),
      )
    const words = (what: 'inserted' | 'struck'): string =>
      changed.flatMap(each => each[what] || []).join(' ')
    return [
      {
        id,
        client,
        ...(quoted && { quoted }),
        at: 'at' in opening ? opening.at : 0,
        places: places.toSorted((a, b) => a.index - b.index || a.from - b.from),
        inserted: words('inserted'),
        struck: words('struck'),
        formats: bits.get(suggestionKey('formats', id)) ?? 0,
        formatted: of('formats').map(wordsAt).join(' '),
        links: [...(links.get(suggestionKey('links', id)) ?? [])],
        kind: kind?.kind ?? null,
        record,
      },
    ]
  })
}

/** The suggestions of `all` that wait, in the order of the text. */
export const readWaiting = (
  doc: Y.Doc,
  all: readonly Suggestion[] = readSuggestions(doc),
): Suggestion[] => {
  const placed = all.flatMap(each => {
    const [first] = each.places
    return first ? [{ each, first }] : []
  })
  return placed
    .toSorted((a, b) => a.first.index - b.first.index || a.first.from - b.first.from)
    .map(({ each }) => each)
}

/** The suggestions that had a mark in the text in that state. */
export const waitingIn = (doc: Y.Doc, state: DocumentState): ReadonlySet<EntryId> => {
  const found = new Set<EntryId>()
  for (const structs of doc.store.clients.values())
    for (const item of structs) {
      if (!(item instanceof Y.Item)) continue
      const { content, parentSub, id } = item
      const isMark = content instanceof Y.ContentFormat && content.value !== null
      const suggestion = idIn(isMark ? content.key : (parentSub ?? ''))
      if (suggestion && isPresent(state, id.client, id.clock)) found.add(suggestion)
    }
  return found
}

const toggled = (attributes: Attributes, wanted: unknown): Attributes => {
  const bits = bitsIn(wanted)
  if (bits === 0) return attributes
  const properties = attributes['p']
  const before: Attributes =
    typeof properties === 'object' && properties !== null ? { ...properties } : {}
  const format = typeof before['__format'] === 'number' ? before['__format'] : 0
  return { ...attributes, p: { ...before, __format: format ^ bits } }
}

/** A link that is taken off stays as an empty one; words that had none stay without. */
const linked = (attributes: Attributes, href: unknown): Attributes =>
  isLinkWanted(href) && (attributes['s_href'] ?? '') !== href
    ? { ...attributes, s_href: href }
    : attributes

/** The parts of one text that a verdict takes away. */
const partsGoing = (text: Y.XmlText, log: Log, verdict: Verdict): Part[] => {
  const { id, client } = log.opening
  const key = suggestionKey(verdict === 'reject' ? 'inserted' : 'struck', id)
  const strings = markedIn(text).get(key) ?? []
  return verdict === 'reject' ? insertedParts(strings, client) : struckParts(strings, log)
}

const settleMarks = (block: Y.XmlElement, id: EntryId, verdict: Verdict): void => {
  const length = textsOf(block).reduce((sum, text) => sum + text.length, 0)
  const [formats, links] = [suggestionKey('formats', id), suggestionKey('links', id)]
  const keys = [suggestionKey('inserted', id), suggestionKey('struck', id), formats, links]
  const has = textsOf(block)
    .flatMap(piecesOf)
    .some(({ attributes }) => keys.some(key => attributes[key] !== undefined))
  if (!has) return
  restyleText(block, 0, length, attributes => {
    const cleared = Object.fromEntries(
      keys.filter(key => attributes[key] !== undefined).map(key => [key, null]),
    )
    const styled =
      verdict === 'accept'
        ? linked(toggled(attributes, attributes[formats]), attributes[links])
        : attributes
    return { ...styled, ...cleared }
  })
}

const settleKind = (block: Y.XmlElement, id: EntryId, verdict: Verdict): void => {
  const key = suggestionKey('kind', id)
  const kind = attributesOf(block)[key]
  if (kind === undefined) return
  if (verdict === 'accept' && isBlockKind(kind)) setAttribute(block, 's_kind', kind)
  block.removeAttribute(key)
}

/**
 * Accepts or rejects a suggestion, wherever it still waits, one change for each paragraph (two in
 * one change would mangle concurrent text between them). `change` carries one out. Words that
 * another client wrote among struck words before it knew of them stay. Records the verdict in any
 * case.
 */
export const settleSuggestion = (
  doc: Y.Doc,
  id: EntryId,
  verdict: Verdict,
  { at, random, change }: { at: number; random: Random; change: (work: () => void) => void },
): void => {
  const log = readLogs(doc).find(({ opening }) => opening.id === id)
  if (log?.opening.kind !== 'suggestion') return
  const found = readSuggestions(doc).find(each => each.id === id)
  const waits = new Set(found?.places.map(({ index }) => index))
  const all = blockElements(doc)
  const blocks = all.filter((_, index) => waits.has(index))
  const removed = blocks
    .map(block => textsOf(block).map(text => wordsOf(text, partsGoing(text, log, verdict))))
    .map(words => words.join(''))
    .filter(words => words !== '')
    .join(' ')
  for (const block of blocks)
    change(() => {
      for (const text of textsOf(block)) deleteParts(text, partsGoing(text, log, verdict))
      settleMarks(block, id, verdict)
      settleKind(block, id, verdict)
    })
  const short = (text: string): string => text.slice(0, longestRemark)
  const ids = blocks.flatMap(block => readBlock(block).id ?? []).slice(0, mostAlong)
  const was = found &&
    found.places.length > 0 && {
      inserted: short(found.inserted),
      struck: short(found.struck),
      formatted: short(found.formatted),
      formats: found.formats,
      blocks: ids,
    }
  const verdictEntry = { kind: verdict, at, removed: short(removed), ...(was && { was }) }
  writeEntry(doc, id, verdictEntry, random)
}
