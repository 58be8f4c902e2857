// Changes to the items of an agenda, in the shared tree. An item is a numbered block; the paragraphs
// behind it say what the meeting is asked to do. The section of an item ends where the next item of its
// depth, or of a lesser one, begins.
import type * as Y from 'yjs'
import type { BlockId, DocumentId } from '#shared/ids'
import { newBlockId, type Random } from '#document/ids'
import {
  insertBlock,
  moveBlock,
  removeBlock,
  setKind,
  reword,
  settledText,
  newBlockElement,
} from '#document/blocks'
import {
  plainText,
  attributesOf,
  blockElements,
  readMeta,
  meetingStatesIn,
  setMeetingStates,
} from '#document/tree'
import type { BlockKind } from '#document/model'

/** By their depth. */
const itemKinds: readonly BlockKind[] = ['num1', 'num2', 'num3', 'num4']

/** `minutes`: its own, null where none are given. `presenter`: a member, or other words. */
export type ItemFacts = {
  minutes: number | null
  presenter: string | null
  papers: readonly DocumentId[]
}

export type ItemText = ItemFacts & {
  id: BlockId
  /** 1 to 4. */
  depth: number
  title: string
  /** The words of the paragraphs behind it, a line each. */
  ask: string
}

/** 0 for a block that is no item, and for one that is withheld. */
const depthOf = (block: Y.XmlElement): number => {
  const { s_kind: kind, s_label: label } = attributesOf(block)
  return label === undefined ? 1 + itemKinds.indexOf(kind as BlockKind) : 0
}

const idOf = (block: Y.XmlElement): BlockId => attributesOf(block)['s_bid'] as BlockId

const factsOf = (block: Y.XmlElement): ItemFacts => {
  const { time, by, papers } = meetingStatesIn(attributesOf(block)) ?? {}
  return { minutes: time ?? null, presenter: by ?? null, papers: papers ?? [] }
}

const isParagraph = (block: Y.XmlElement): boolean => {
  const { s_kind: kind, s_label: label } = attributesOf(block)
  return (kind ?? 'paragraph') === 'paragraph' && label === undefined
}

/** The paragraphs behind `item`, up to the next item; no withheld one. */
const behind = (blocks: readonly Y.XmlElement[], item: Y.XmlElement): Y.XmlElement[] => {
  const rest = blocks.slice(blocks.indexOf(item) + 1)
  const end = rest.findIndex(block => depthOf(block) > 0)
  return (end < 0 ? rest : rest.slice(0, end)).filter(isParagraph)
}

/** The item with everything below it. */
const sectionOf = (blocks: readonly Y.XmlElement[], item: Y.XmlElement): Y.XmlElement[] => {
  const from = blocks.indexOf(item)
  const depth = depthOf(item)
  const length = blocks
    .slice(from + 1)
    .findIndex(block => depthOf(block) > 0 && depthOf(block) <= depth)
  return length < 0 ? blocks.slice(from) : blocks.slice(from, from + 1 + length)
}

export const readItems = (doc: Y.Doc): ItemText[] => {
  const blocks = blockElements(doc)
  return blocks
    .filter(block => depthOf(block) > 0)
    .map(block => ({
      id: idOf(block),
      depth: depthOf(block),
      title: settledText(block),
      ask: behind(blocks, block).map(settledText).join('\n'),
      ...factsOf(block),
    }))
}

const itemOf = (doc: Y.Doc, id: BlockId): Y.XmlElement | undefined =>
  blockElements(doc).find(block => idOf(block) === id && depthOf(block) > 0)

/** False where the item is not there any more; so with all changes below. */
const onItem = (doc: Y.Doc, id: BlockId, work: (item: Y.XmlElement) => boolean): boolean => {
  const item = itemOf(doc, id)
  return item !== undefined && work(item)
}

/** Changes only what differs, so that the words of others in it stay. */
export const retitleItem = (doc: Y.Doc, id: BlockId, title: string): boolean =>
  onItem(doc, id, item => {
    reword(item, plainText(title))
    return true
  })

/** `ask`: a paragraph for each line. */
export const askOfItem = (doc: Y.Doc, id: BlockId, ask: string, random: Random): boolean =>
  onItem(doc, id, item => {
    const before = behind(blockElements(doc), item)
    const lines = ask === '' ? [] : ask.split('\n').map(plainText)
    let last = item
    for (const [at, words] of lines.entries()) {
      const there = before[at]
      if (there) reword(there, words)
      else {
        const { language } = readMeta(doc)
        const runs = words === '' ? [] : [{ text: words }]
        insertBlock(doc, last, newBlockElement({ kind: 'paragraph', runs }, { language, random }))
      }
      last = behind(blockElements(doc), item)[at] ?? last
    }
    for (const block of before.slice(lines.length)) removeBlock(block)
    return true
  })

export const setItemFacts = (doc: Y.Doc, id: BlockId, facts: Partial<ItemFacts>): boolean =>
  onItem(doc, id, item => {
    const { minutes, presenter, papers } = facts
    setMeetingStates(item, {
      ...(minutes !== undefined && { time: minutes }),
      ...(presenter !== undefined && { by: presenter }),
      ...(papers !== undefined && { papers: papers.length === 0 ? null : papers }),
    })
    return true
  })

/** Puts all of `section` behind `after`, in its order. */
const moveSection = (section: readonly Y.XmlElement[], after: Y.XmlElement | null): void => {
  let last = after
  for (const block of section) last = moveBlock(block, last)
}

/** Before the item above of the same depth, or behind the one below; false where there is none. */
export const moveItem = (doc: Y.Doc, id: BlockId, way: 'up' | 'down'): boolean =>
  onItem(doc, id, item => {
    const blocks = blockElements(doc)
    const section = sectionOf(blocks, item)
    const depth = depthOf(item)
    const first = blocks.indexOf(item)
    if (way === 'down') {
      const next = blocks[first + section.length]
      if (!next || depthOf(next) !== depth) return false
      moveSection(section, sectionOf(blocks, next).at(-1) ?? next)
      return true
    }
    const above = blocks.slice(0, first).findLast(block => {
      const other = depthOf(block)
      return other > 0 && other <= depth
    })
    if (!above || depthOf(above) !== depth) return false
    moveSection(section, blocks[blocks.indexOf(above) - 1] ?? null)
    return true
  })

/** Makes the item a part of the one above (`deeper`), or takes it out of that; its parts come along. */
export const nestItem = (doc: Y.Doc, id: BlockId, way: 'deeper' | 'shallower'): boolean =>
  onItem(doc, id, item => {
    const blocks = blockElements(doc)
    const parts = sectionOf(blocks, item).filter(block => depthOf(block) > 0)
    const step = way === 'deeper' ? 1 : -1
    const before = blocks.slice(0, blocks.indexOf(item)).findLast(block => depthOf(block) > 0)
    const isTooDeep =
      step > 0 &&
      (!before ||
        depthOf(before) < depthOf(item) ||
        parts.some(block => depthOf(block) === itemKinds.length))
    if (isTooDeep || (step < 0 && depthOf(item) === 1)) return false
    for (const block of parts) {
      const kind = itemKinds[depthOf(block) - 1 + step]
      if (kind) setKind(block, kind)
    }
    return true
  })

/** A new item of the depth of `after`, behind all of it; the last one for null. Gives its id. */
export const addItem = (
  doc: Y.Doc,
  after: BlockId | null,
  title: string,
  random: Random,
): BlockId => {
  const blocks = blockElements(doc)
  const item = after === null ? undefined : itemOf(doc, after)
  const kind = itemKinds[item ? depthOf(item) - 1 : 0] ?? 'num1'
  const id = newBlockId(random)
  const { language } = readMeta(doc)
  const runs = title === '' ? [] : [{ text: plainText(title) }]
  const place = item ? sectionOf(blocks, item).at(-1) : blocks.at(-1)
  insertBlock(doc, place ?? null, newBlockElement({ id, kind, runs }, { language, random }))
  return id
}

/**
 * The paragraph that says where the meeting is, to all who read the agenda: first, so that it is part of no
 * item. Null takes it away. A withheld place is taken away by both.
 */
export const setPlainPlace = (doc: Y.Doc, words: string | null, random: Random): void => {
  const all = blockElements(doc).filter(block => meetingStatesIn(attributesOf(block))?.place)
  const plain = all.find(block => isParagraph(block))
  for (const block of all) if (block !== plain || words === null) removeBlock(block)
  if (words === null) return
  if (plain) {
    reword(plain, plainText(words))
    return
  }
  const { language } = readMeta(doc)
  const runs = [{ text: plainText(words) }]
  const block = { kind: 'paragraph' as const, runs, meeting: { place: true as const } }
  insertBlock(doc, null, newBlockElement(block, { language, random }))
}

/** The words of a text of one paragraph. Other paragraphs go. */
export const rewordFirst = (doc: Y.Doc, words: string, random: Random): void => {
  const [first, ...rest] = blockElements(doc)
  for (const block of rest) removeBlock(block)
  if (first) {
    reword(first, plainText(words))
    return
  }
  const { language } = readMeta(doc)
  const runs = [{ text: plainText(words) }]
  insertBlock(doc, null, newBlockElement({ kind: 'paragraph', runs }, { language, random }))
}

/** Takes the item out, with its paragraphs and its parts. */
export const removeItem = (doc: Y.Doc, id: BlockId): boolean =>
  onItem(doc, id, item => {
    for (const block of sectionOf(blockElements(doc), item).toReversed()) removeBlock(block)
    return true
  })
