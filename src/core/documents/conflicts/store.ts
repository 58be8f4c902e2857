// Paragraphs to read, with the wordings of both sides, until the member has read them; and the
// document itself, for its title and the like.
import * as v from 'valibot'
import type { Archive } from '#core/archive'
import { decodeStrict, encode, type Encodable } from '#core/keys'
import {
  FormattedWords,
  ValueName,
  type FormatClash,
  type Side,
  type ValueClash,
} from '#shared/document'
import { BlockId, MemberId, type DocumentId } from '#shared/ids'
import type { Conflict } from './conflict.ts'
import { bounded } from './limits.ts'

export type ConflictStore = {
  of(document: DocumentId): Conflict[]
  /** Paragraphs, each once. */
  count(document: DocumentId): number
  add(document: DocumentId, merges: readonly Conflict[]): void
  /**
   * Removes all conflicts of one paragraph, or of the document itself; false when there was none.
   */
  remove(document: DocumentId, block: BlockId | null): boolean
  /** Removes all conflicts of one document. */
  forget(document: DocumentId): void
}

const prefix = 'documents/merges/'

const Change = v.picklist(['words', 'split', 'joined', 'moved', 'removed'])
const SideWire = v.tuple([Change, v.nullable(v.string())])
const Kind = v.picklist(['merged', 'rescue'])
const ValueWire = v.tuple([ValueName, v.string(), v.string(), v.string()])
const FormatWire = v.tuple([v.boolean(), FormattedWords, FormattedWords, FormattedWords])
/** A later version may keep more. */
const MergeWire = v.tupleWithRest(
  [
    v.nullable(BlockId),
    Kind,
    v.string(),
    SideWire,
    SideWire,
    v.nullable(MemberId),
    v.nullable(BlockId),
    v.array(ValueWire),
    v.nullable(FormatWire),
    v.boolean(),
    v.boolean(),
  ],
  v.unknown(),
)

const sideFrom = ([change, text]: v.InferOutput<typeof SideWire>): Side => ({ change, text })
const sideTo = ({ change, text }: Side): [string, string | null] => [change, text]

const valueFrom = ([name, before, mine, theirs]: v.InferOutput<typeof ValueWire>): ValueClash => ({
  name,
  before,
  mine,
  theirs,
})
const formatsFrom = ([isClash, before, mine, theirs]: v.InferOutput<
  typeof FormatWire
>): FormatClash => ({ isClash, before, mine, theirs })

/** Null where they cannot be read. */
const read = (bytes: Uint8Array | null): Conflict[] | null => {
  const list = v.safeParse(v.array(MergeWire), bytes && decodeStrict(bytes, 1 << 24))
  if (!list.success) return null
  return list.output.map(
    ([block, kind, before, mine, theirs, by, after, values, looks, isShortened, isLess]) => ({
      block,
      kind,
      before,
      mine: sideFrom(mine),
      theirs: sideFrom(theirs),
      by,
      after,
      values: values.map(valueFrom),
      formats: looks && formatsFrom(looks),
      isShortened,
      areEarlierGone: isLess,
    }),
  )
}

const wireOf = (merge: Conflict, areEarlierGone: boolean): Encodable => {
  const { block, kind, before, mine, theirs, by, after, values, formats: looks } = merge
  return [
    ...[block, kind, before, sideTo(mine), sideTo(theirs), by, after],
    values.map(each => [each.name, each.before, each.mine, each.theirs]),
    looks && [looks.isClash, looks.before, looks.mine, looks.theirs],
    ...[merge.isShortened, areEarlierGone],
  ]
}

const blocksIn = (merges: readonly Conflict[]): number =>
  new Set(merges.map(({ block }) => block)).size

export const openConflictStore = ({ notes }: Pick<Archive, 'notes'>): ConflictStore => {
  const counts = new Map<DocumentId, number>(
    notes
      .list(null, prefix)
      .map(({ name, bytes }) => [
        name.slice(prefix.length) as DocumentId,
        blocksIn(read(bytes) ?? []),
      ]),
  )
  const readOf = (document: DocumentId): Conflict[] | null =>
    counts.has(document) ? read(notes.get(null, prefix + document)) : []
  const put = (
    document: DocumentId,
    merges: readonly Conflict[],
    areEarlierGone: boolean,
  ): void => {
    if (merges.length === 0) {
      notes.remove(null, prefix + document)
      counts.delete(document)
      return
    }
    const kept = bounded(merges)
    const isLess = areEarlierGone || kept.length < merges.length
    const wire = kept.map((merge, at) => wireOf(merge, isLess && at === 0))
    notes.put(null, prefix + document, encode(wire))
    counts.set(document, blocksIn(kept))
  }
  return {
    of: document => readOf(document) ?? [],
    count: document => counts.get(document) ?? 0,
    add(document, merges) {
      if (merges.length === 0) return
      const listed = readOf(document)
      const areEarlierGone = listed?.some(each => each.areEarlierGone) ?? true
      put(document, [...(listed ?? []), ...merges], areEarlierGone)
    },
    forget: document => put(document, [], false),
    remove(document, block) {
      const all = readOf(document) ?? []
      const left = all.filter(each => each.block !== block)
      const areEarlierGone = all.some(each => each.areEarlierGone)
      if (left.length < all.length) put(document, left, areEarlierGone)
      return left.length < all.length
    },
  }
}
