// Review of a separation: the page that both sides began from, and the pages that each of them made
// of it, replayed from the messages. Both began from the text that this device had when it wrote,
// whatever it knew of others since.
import * as Y from 'yjs'
import type { StoredMessage } from '#core/archive'
import type { Range } from '#core/messages'
import type { Bytes } from '#core/keys'
import {
  mergeReview,
  readForReview,
  type Clash,
  type ReviewPage,
} from '#document/history/conflicts'
import type { BlockId, DeviceId } from '#shared/ids'
import type { Contests } from '../contested/index.ts'
import { newReplica } from '../replica/index.ts'
import { openCauses, type Causes } from './causes.ts'
import type { Separation } from './concurrent-messages.ts'

/** A readable message that a device other than its addressee holds too. */
type Part = { message: StoredMessage; update: Bytes }

const isWithin =
  (runs: readonly Range[]) =>
  ({ message: { feed, seq } }: Part): boolean =>
    runs.some(run => run.feed === feed && run.from <= seq && seq <= run.to)

/** In one transaction: each update would go through the touched parts again. */
const apply = (doc: Y.Doc, updates: readonly Bytes[]): void =>
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })

const updatesOf = (parts: readonly Part[]): Bytes[] => parts.map(({ update }) => update)

/** A text that others are compared with: its state, and its page. */
type Begun = { state: Bytes; page: ReviewPage }

const begunIn = (doc: Y.Doc): Begun => ({
  state: Y.encodeStateAsUpdate(doc),
  page: readForReview(doc),
})

const begunFrom = (parts: readonly Part[]): Begun => {
  const doc = newReplica()
  try {
    apply(doc, updatesOf(parts))
    return begunIn(doc)
  } finally {
    doc.destroy()
  }
}

/** Null where text is missing. A deletion of missing text is no lack. */
const pageOf = (begun: Bytes, parts: readonly Part[]): ReviewPage | null => {
  const doc = newReplica()
  try {
    apply(doc, [begun, ...updatesOf(parts)])
    return doc.store.pendingStructs === null ? readForReview(doc) : null
  } finally {
    doc.destroy()
  }
}

/**
 * `after`: the nearest earlier paragraph of the text that both began from which still stands; null
 * for none.
 */
export type FoundClash = Clash & { device: DeviceId | null; after: BlockId | null }

const keyOf = ({ block, before, mine, theirs, values, formats }: Clash): string =>
  JSON.stringify([block, before, mine, theirs, values, formats])

/** For each paragraph the nearest earlier one that is `here`. */
const neighboursIn = (
  { blocks }: ReviewPage,
  here: ReadonlySet<BlockId>,
): ReadonlyMap<BlockId | null, BlockId | null> => {
  const found = new Map<BlockId | null, BlockId | null>()
  let last: BlockId | null = null
  for (const { id } of blocks) {
    if (id === null) continue
    if (!found.has(id)) found.set(id, last)
    if (here.has(id)) last = id
  }
  return found
}

const keysOf = (clashes: readonly Clash[]): Set<string> => new Set(clashes.map(keyOf))

const blocksOf = (clashes: readonly Clash[]): Set<BlockId | null> =>
  new Set(clashes.map(({ block }) => block))

/** All messages from the first one of this device on that others had not seen. */
type Apart = {
  list: readonly Part[]
  causes: Causes<Part>
  mine: ReadonlySet<Part>
  theirs: ReadonlySet<Part>
  /** Paragraphs that are in the text now. */
  here: ReadonlySet<BlockId>
}

/**
 * The result of `ours` in `begun`, which `base` made, and the result of each other device's
 * concurrent messages.
 */
const compare = (
  { list, causes, mine, theirs, here }: Apart,
  base: readonly Part[],
  { state: begun, page: was }: Begun,
  ours: readonly Part[],
): FoundClash[] => {
  const page = pageOf(begun, ours)
  if (page === null) return []
  const neighbours = neighboursIn(was, here)
  const clashesWith = (parts: readonly Part[], device: DeviceId | null): FoundClash[] => {
    // Text of this device that they had seen is no difference, nor are edits on top of it.
    const shared = causes.withCauses(parts.filter(part => mine.has(part)))
    const before = shared.length === 0 ? was : pageOf(begun, shared)
    const other = pageOf(begun, parts)
    if (before === null || other === null) return []
    return mergeReview(before, page, other).map(clash => {
      return { ...clash, device, after: neighbours.get(clash.block) ?? null }
    })
  }

  const known = new Set(base)
  const beyond = list.filter(part => !known.has(part))
  const found = new Map<string, FoundClash>()
  for (const [device, all] of Map.groupBy(beyond, ({ message }) => message.device)) {
    const own = all.slice(0, all.findLastIndex(part => theirs.has(part)) + 1)
    const earlier = own.filter(part => !theirs.has(part))
    const told = keysOf(earlier.length > 0 ? clashesWith(causes.withCauses(earlier), device) : [])
    const alone = causes.standing(own)
    // Where one wrote on top of another, both are one page.
    const together = alone.length < own.length ? clashesWith(causes.withCauses(own), null) : []
    // The last wording counts, unless the other side removed it.
    const later = blocksOf(together.filter(({ theirs: { text } }) => text !== null))
    const last = alone.length > 0 ? clashesWith(alone, device) : []
    for (const clash of [...last.filter(({ block }) => !later.has(block)), ...together]) {
      const key = keyOf(clash)
      if (!told.has(key) && !found.has(key)) found.set(key, clash)
    }
  }
  return [...found.values()]
}

export type Reviewer = {
  /** More messages of the document, in order of arrival. */
  add(messages: readonly StoredMessage[]): void
  /**
   * Paragraphs that this device and another one changed, with the wording of each. `here`: those
   * that are in the text now.
   */
  review(separation: Separation, here: ReadonlySet<BlockId>): FoundClash[]
  /** The position of the last message that it has; 0 for none. */
  position(): number
  close(): void
}

/**
 * The reviewer of one document, which gets messages in order of arrival, the first ones first. The
 * base of the last comparison is kept: most of the next one begins there, and goes on.
 */
export const openReviewer = (contests: Pick<Contests, 'contentOf'>): Reviewer => {
  const parts: Part[] = []
  let position = 0
  let [common, count] = [newReplica(), 0]

  const begunAt = (end: number): Begun => {
    if (end < count) {
      common.destroy()
      ;[common, count] = [newReplica(), 0]
    }
    apply(common, updatesOf(parts.slice(count, end)))
    count = end
    return begunIn(common)
  }

  const review = (separation: Separation, here: ReadonlySet<BlockId>): FoundClash[] => {
    const theirIds = new Set(separation.theirs)
    const mine = new Set(parts.filter(isWithin(separation.mine)))
    const theirs = new Set(parts.filter(({ message }) => theirIds.has(message.id)))
    const first = parts.findIndex(part => mine.has(part))
    const met = parts.findIndex(part => theirs.has(part))
    if (first < 0 || met < 0) return []
    const start = Math.min(first, met)
    const [earlier, list] = [parts.slice(0, start), parts.slice(start)]
    const causes = openCauses(list, earlier)
    const apart = { list, causes, mine, theirs, here }
    const alone = causes.standing([...mine])
    const found = compare(apart, earlier, begunAt(start), alone)
    if (alone.length === mine.size) return found
    // The rest was written on top of others' messages: both began from those then.
    const onMine = causes.onTopOf(mine)
    const until = parts.slice(0, met)
    const base = until.filter(part => !onMine.has(part))
    const ours = until.filter(part => onMine.has(part))
    const later = compare(apart, base, begunFrom(base), ours)
    const isGone = ({ mine: { text }, theirs: other }: Clash): boolean =>
      text === null || other.text === null
    const before = blocksOf(found)
    const last = later.filter(clash => !isGone(clash) || !before.has(clash.block))
    const said = blocksOf(last)
    return [...found.filter(({ block }) => !said.has(block)), ...last]
  }

  return {
    add(messages) {
      for (const message of messages) {
        const update = contests.contentOf(message)
        if (update) parts.push({ message, update })
      }
      position = messages.at(-1)?.position ?? position
    },
    review,
    position: () => position,
    close: () => common.destroy(),
  }
}
