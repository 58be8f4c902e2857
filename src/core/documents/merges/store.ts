// Paragraphs that somebody should read, with what both sides made of them, until she has; and the document
// itself, for its title and the like.
import * as v from 'valibot'
import type { Archive } from '#core/archive'
import { decodeStrict, encode } from '#core/keys'
import {
  FormattedWords,
  ValueName,
  type Clash,
  type FormatClash,
  type Side,
  type ValueClash,
} from '#shared/document'
import { BlockId, MemberId, type DocumentId } from '#shared/ids'

/** `rescue`: the paragraph is in the page no more, and words that were written in it may be gone. */
export type Merge = Clash & {
  kind: 'merged' | 'rescue'
  /** Whose the other side is; null where several wrote it in turn, or for what an older version kept. */
  by: MemberId | null
  /** The paragraph before it, of those that are there still; null for none. */
  after: BlockId | null
}

export type MergeStore = {
  of(document: DocumentId): Merge[]
  /** Paragraphs, each once. */
  count(document: DocumentId): number
  add(document: DocumentId, merges: readonly Merge[]): void
  /** Takes away all of one paragraph, or of the document itself; false when there was none. */
  remove(document: DocumentId, block: BlockId | null): boolean
  /** Takes away all of one document. */
  forget(document: DocumentId): void
}

const prefix = 'documents/merges/'
const limit = 1 << 26
/** Beyond this the earliest go. */
const most = 1000

const Change = v.picklist(['words', 'split', 'joined', 'moved', 'removed'])
const SideWire = v.tuple([Change, v.nullable(v.string())])
const Kind = v.picklist(['merged', 'rescue'])
/** An older version kept five or seven of them, and a later one may keep more. */
const Wire = v.array(
  v.tupleWithRest([v.nullable(BlockId), Kind, v.string(), SideWire, SideWire], v.unknown()),
)
const ValueWire = v.tuple([ValueName, v.string(), v.string(), v.string()])
const FormatWire = v.tuple([v.boolean(), FormattedWords, FormattedWords, FormattedWords])

const readOr = <S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | null => {
  const result = v.safeParse(schema, value)
  return result.success ? result.output : null
}
const sideFrom = ([change, text]: v.InferOutput<typeof SideWire>): Side => ({ change, text })
const sideTo = ({ change, text }: Side): [string, string | null] => [change, text]

const valuesFrom = (values: unknown): ValueClash[] =>
  (Array.isArray(values) ? values : []).flatMap(each => {
    const value = readOr(ValueWire, each)
    if (!value) return []
    const [name, before, mine, theirs] = value
    return [{ name, before, mine, theirs }]
  })
const formatsFrom = (wire: unknown): FormatClash | null => {
  const read = readOr(FormatWire, wire)
  if (!read) return null
  const [isClash, before, mine, theirs] = read
  return { isClash, before, mine, theirs }
}

const read = (bytes: Uint8Array | null): Merge[] => {
  const list = v.safeParse(Wire, bytes && decodeStrict(bytes, limit))
  if (!list.success) return []
  return list.output.map(([block, kind, before, mine, theirs, by, after, values, looks]) => ({
    ...{ block, kind, before, mine: sideFrom(mine), theirs: sideFrom(theirs) },
    by: readOr(MemberId, by),
    after: readOr(BlockId, after),
    values: valuesFrom(values),
    formats: formatsFrom(looks),
  }))
}

const blocksIn = (merges: readonly Merge[]): number =>
  new Set(merges.map(({ block }) => block)).size

export const openMerges = ({ notes }: Pick<Archive, 'notes'>): MergeStore => {
  const counts = new Map<DocumentId, number>(
    notes
      .list(null, prefix)
      .map(({ name, bytes }) => [name.slice(prefix.length) as DocumentId, blocksIn(read(bytes))]),
  )
  const of = (document: DocumentId): Merge[] =>
    counts.has(document) ? read(notes.get(null, prefix + document)) : []
  const put = (document: DocumentId, merges: readonly Merge[]): void => {
    if (merges.length === 0) {
      notes.remove(null, prefix + document)
      counts.delete(document)
      return
    }
    const kept = merges.slice(-most)
    const wire = kept.map(
      ({ block, kind, before, mine, theirs, by, after, values, formats: looks }) => [
        ...[block, kind, before, sideTo(mine), sideTo(theirs), by, after],
        values.map(each => [each.name, each.before, each.mine, each.theirs]),
        looks && [looks.isClash, looks.before, looks.mine, looks.theirs],
      ],
    )
    notes.put(null, prefix + document, encode(wire))
    counts.set(document, blocksIn(kept))
  }
  return {
    of,
    count: document => counts.get(document) ?? 0,
    add: (document, merges) => {
      if (merges.length > 0) put(document, [...of(document), ...merges])
    },
    forget: document => put(document, []),
    remove(document, block) {
      const all = of(document)
      const left = all.filter(each => each.block !== block)
      if (left.length < all.length) put(document, left)
      return left.length < all.length
    },
  }
}
