// Changes the words of one block to others, touching only what differs, so that concurrent edits of
// others in it stay. Waiting suggestions are passed over: they are no part of a paragraph's text.
import * as Y from 'yjs'
import { deleteText, restyleText, lengthOf, textsOf, rootOf, piecesOf, runOf } from '#document/tree'
import type { Attributes } from '#document/model'
import { splicesBetween } from '#document/words'

/** A unit of a block that is part of what it reads, and where it lies in all of its text. */
type Unit = { unit: string; at: number; attributes: Attributes }

/** Without making a text where there is none. */
const textsIn = (block: Y.XmlElement): Y.XmlText[] =>
  block.toArray().filter(child => child instanceof Y.XmlText)

const unitsOf = (block: Y.XmlElement): Unit[] => {
  let at = 0
  return textsIn(block)
    .flatMap(piecesOf)
    .flatMap(piece => {
      const waits = runOf(piece).suggested === true
      return piece.text.split('').flatMap(unit => {
        const place = at++
        return waits ? [] : [{ unit, at: place, attributes: piece.attributes }]
      })
    })
}

/** Units of all of a block's text before `place` in what it reads while nothing that waits is taken in. */
export const placeInAll = (block: Y.XmlElement, place: number): number => {
  const before = place > 0 ? unitsOf(block)[place - 1] : undefined
  return before ? before.at + 1 : 0
}

/** Places beside each other as one: a character of two units must not be cut. */
const rowsOf = (places: readonly number[]): [at: number, count: number][] => {
  const rows: [number, number][] = []
  for (const at of places) {
    const last = rows.at(-1)
    if (last && last[0] + last[1] === at) last[1]++
    else rows.push([at, 1])
  }
  return rows
}

/** The text of a block without waiting suggestions. */
export const settledText = (block: Y.XmlElement): string =>
  unitsOf(block)
    .map(({ unit }) => unit)
    .join('')

/**
 * Words look like those before them, and are in a link only within one; no mark comes along, and nothing by which
 * one character stands for a note.
 */
const lookBetween = (before: Unit | undefined, after: Unit | undefined): Attributes => {
  const { p, t } = (before ?? after)?.attributes ?? {}
  const { __mode: _, ...formats } = (p ?? {}) as Attributes
  const link = before?.attributes['s_href']
  return {
    ...(Object.keys(formats).length > 0 && { p: formats }),
    ...(t !== undefined && { t }),
    ...(link !== undefined && link === after?.attributes['s_href'] && { s_href: link }),
  }
}

const insertAt = (block: Y.XmlElement, at: number, words: string, look: Attributes): void => {
  let left = at
  const texts = textsOf(block)
  const text = texts.find(each => {
    if (left <= each.length) return true
    left -= each.length
    return false
  })
  ;(text ?? texts[0]).insert(text === undefined ? 0 : left, words, look)
}

/** Client id, first clock, length. */
export type Run = [client: number, clock: number, length: number]

/** Words of a block that `client` wrote at or after `clock`. */
const writtenSince = (block: Y.XmlElement, client: number, clock: number): Run[] => {
  const runs: Run[] = []
  for (const text of textsIn(block))
    for (let item = text._start; item !== null; item = item.right) {
      const isNew = item.id.client === client && item.id.clock >= clock && !item.deleted
      if (isNew && item.content instanceof Y.ContentString)
        runs.push([client, item.id.clock, item.length])
    }
  return runs
}

/**
 * Makes `block` read `wanted`, in the caller's transaction, from the end so that each place counts in
 * the text as it was. Gives the words that it put in.
 */
export const reword = (block: Y.XmlElement, wanted: string): Run[] => {
  const { doc } = block
  if (!doc) return []
  const since = Y.getState(doc.store, doc.clientID)
  const units = unitsOf(block)
  const splices = splicesBetween(units.map(({ unit }) => unit).join(''), wanted)
  for (const { from, to, insert } of splices.toReversed()) {
    // Before removed text: words that others put there meanwhile come after it.
    const at = units[from - 1] ? (units[from - 1]?.at ?? 0) + 1 : (units[from]?.at ?? 0)
    const going = units.slice(from, to).map(unit => unit.at)
    for (const [place, count] of rowsOf(going).toReversed()) deleteText(block, place, count)
    if (insert !== '') insertAt(block, at, insert, lookBetween(units[from - 1], units[to]))
  }
  // Each text node is numbered again, as the binding numbers them.
  if (splices.length > 0) restyleText(block, 0, lengthOf(block), attributes => attributes)
  return writtenSince(block, doc.clientID, since)
}

/** Each clock once, by client and in order: runs that overlap are made up. */
const mergedRuns = (runs: readonly Run[]): Map<number, [from: number, to: number][]> => {
  const merged = new Map<number, [number, number][]>()
  for (const [client, first, length] of runs.toSorted(([, a], [, b]) => a - b)) {
    const known = merged.get(client) ?? []
    const last = known.at(-1)
    if (last && first <= last[1]) last[1] = Math.max(last[1], first + length)
    else if (length > 0) known.push([first, first + length])
    merged.set(client, known)
  }
  return merged
}

/** The `spans`, which are in order, that reach into `from` to `to`. */
function* within(
  spans: readonly [from: number, to: number][],
  from: number,
  to: number,
): Generator<[from: number, to: number]> {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.[1] ?? 0) <= from) low = middle + 1
    else high = middle
  }
  for (let span = spans[low]; span && span[0] < to; span = spans[++low])
    yield [Math.max(span[0], from), Math.min(span[1], to)]
}

/** Takes away of the words of a block those that `runs` names. */
export const deleteRuns = (block: Y.XmlElement, runs: readonly Run[]): boolean => {
  const merged = mergedRuns(runs)
  let found = false
  for (const text of textsIn(block)) {
    const spans: [number, number][] = []
    let at = 0
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue
      const { client, clock } = item.id
      for (const [from, to] of within(merged.get(client) ?? [], clock, clock + item.length))
        spans.push([at + from - clock, to - from])
      at += item.length
    }
    for (const [from, length] of spans.toReversed()) text.delete(from, length)
    found ||= spans.length > 0
  }
  return found
}

/** Whether any of these words is still to be read in the block. */
export const hasRuns = (block: Y.XmlElement, runs: readonly Run[]): boolean => {
  if (!block.doc) return false
  for (const { item } of heldBy(block.doc, runs)) {
    const isRead = !item.deleted && item.content instanceof Y.ContentString
    if (isRead && item.parent instanceof Y.XmlText && item.parent.parent === block) return true
  }
  return false
}

/** The texts that hold words written under these clocks, and which of the clocks those are. */
function* heldBy(
  doc: Y.Doc,
  runs: readonly Run[],
): Generator<{ item: Y.Item; from: number; to: number }> {
  for (const [client, first, length] of runs) {
    const structs = doc.store.clients.get(client) ?? []
    const end = Math.min(first + length, Y.getState(doc.store, client))
    if (first >= end) continue
    for (let [at, clock] = [Y.findIndexSS(structs, first), first]; clock < end; at++) {
      const item = structs[at]
      if (!item) break
      const next = item.id.clock + item.length
      if (item instanceof Y.Item) yield { item, from: clock, to: Math.min(next, end) }
      clock = next
    }
  }
}

/** The text written under these clocks, whether or not it is still to be read. */
export const wordsInRuns = (doc: Y.Doc, runs: readonly Run[]): string => {
  let words = ''
  for (const { item, from, to } of heldBy(doc, runs))
    if (item.content instanceof Y.ContentString)
      words += item.content.str.slice(from - item.id.clock, to - item.id.clock)
  return words
}

/** The blocks in which any of these words is still to be read. */
export const blocksWithRuns = (doc: Y.Doc, runs: readonly Run[]): Set<Y.XmlElement> => {
  const found = new Set<Y.XmlElement>()
  for (const { item } of heldBy(doc, runs)) {
    const block = item.parent instanceof Y.XmlText ? item.parent.parent : null
    const isRead = !item.deleted && item.content instanceof Y.ContentString
    if (isRead && block instanceof Y.XmlElement && block.parent === rootOf(doc)) found.add(block)
  }
  return found
}

/** The block that the first of these clocks made, where it is still in the page. */
export const blockMadeBy = (doc: Y.Doc, run: Run): Y.XmlElement | null => {
  for (const { item } of heldBy(doc, [run])) {
    const { content } = item
    const made = content instanceof Y.ContentType ? content.type : null
    return made instanceof Y.XmlElement && made.parent === rootOf(doc) && !item.deleted
      ? made
      : null
  }
  return null
}
