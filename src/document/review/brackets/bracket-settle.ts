// Settling text in brackets, and restoring what settling removed. Two people can settle a set
// differently while apart: both results are on record with the removed words, and `offeredBack`
// finds them.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { newBlockId, type Random, type EntryId } from '#document/ids'
import { bidOf, byPlace, insertMarked, setWith, wordsIn, type BracketAct } from './bracket-acts.ts'
import { isAbout, readSettled, type Gone, type Wording } from './bracket-log.ts'
import { bracketIn, bracketKey, isBracketKey } from '#document/model'
import { type Stretch, longestRemark, readLogs, writeEntry } from '#document/review/comments'
import { emptyParagraph, insertBlock, removeBlock, newBlockElement } from '#document/blocks'
import {
  deleteText,
  insertText,
  lengthOf,
  restyleText,
  textsOf,
  attributesOf,
  blockElements,
  rootOf,
  setAttribute,
  readMeta,
  resolvePosition,
  readBlock,
} from '#document/tree'

const unbracketBlock = (block: Y.XmlElement): void => {
  for (const key of Object.keys(attributesOf(block)))
    if (isBracketKey(key)) block.removeAttribute(key)
}

const unbracketWords = (block: Y.XmlElement, { from, to }: Stretch): void =>
  restyleText(block, from, to, attributes =>
    Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, isBracketKey(key) ? null : value]),
    ),
  )

const placeOf = (type: Y.XmlElement | Y.XmlText, at: number): unknown =>
  Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(type, at, -1))

/**
 * The removed parts of a version, as the log keeps them: suggestions in it were not yet part of it.
 */
const goneOf = (doc: Y.Doc, { id, blocks, words }: Wording): Gone[] => {
  const all = blockElements(doc)
  const root = rootOf(doc)
  const settledText = (block: Y.XmlElement, from: number, to: number): string => {
    let at = 0
    return readBlock(block)
      .runs.map(({ text, suggested }) => {
        const [a, b] = [Math.max(from - at, 0), Math.max(to - at, 0)]
        at += text.length
        return suggested ? '' : text.slice(a, b)
      })
      .join('')
  }
  const whole = blocks.flatMap((index): Gone[] => {
    const block = all[index]
    const named = block && bidOf(block)
    if (!block || !named) return []
    const text = settledText(block, 0, Infinity)
    const place = placeOf(root, root.toArray().indexOf(block))
    return [{ version: id, client: null, block: named, as: readBlock(block).kind, text, place }]
  })
  const within = words.flatMap(({ index, from, to }): Gone[] => {
    const block = all[index]
    const named = block && bidOf(block)
    if (!block || !named) return []
    const text = settledText(block, from, to)
    const place = placeOf(textsOf(block)[0], Math.min(from, textsOf(block)[0].length))
    return [{ version: id, client: null, block: named, as: null, text, place }]
  })
  return [...whole, ...within]
}

/**
 * The entries that a new entry about a set replaces: earlier ones about the set, or about its
 * blocks.
 */
const replacedBy = (doc: Y.Doc, set: EntryId, blocks: ReadonlySet<BlockId>): EntryId[] =>
  readSettled(doc)
    .filter(each => each.standing && (each.set === set || isAbout(each, blocks)))
    .map(({ id }) => id)
    .slice(-200)

export type BracketVerdict = 'keep' | 'drop' | 'open'

/**
 * Settles. `keep`: this version stays without brackets and the others of its set are removed;
 * `drop`: this one is removed; `open`: all stay, without brackets. The log keeps removed text.
 * False: no such version.
 */
export const settleBrackets = (
  doc: Y.Doc,
  version: EntryId,
  verdict: BracketVerdict,
  { at, random, change }: BracketAct,
): boolean => {
  const set = setWith(doc, version)
  if (!set) return false
  const goes = ({ id }: Wording): boolean =>
    verdict === 'keep' ? id !== version : verdict === 'drop' && id === version
  const stays = ({ id }: Wording): boolean =>
    verdict === 'open' || (verdict === 'keep' && id === version)
  const all = blockElements(doc)
  const [going, staying] = [set.versions.filter(goes), set.versions.filter(stays)]
  const gone = going.flatMap(each => goneOf(doc, each))
  const kept = staying.map(({ id, blocks }) => ({
    version: id,
    blocks: blocks.flatMap(index => (all[index] && bidOf(all[index])) ?? []).slice(0, 200),
  }))
  change(() => {
    // A set of unknown origin gets a record too.
    const thread = isKnown(doc, set.id)
      ? set.id
      : writeEntry(doc, null, { kind: 'bracket', at, blocks: [] }, random)
    say(doc, thread, { verdict, version, kept, gone }, { at, random })
    for (const { blocks, words } of staying) {
      for (const block of blocks.flatMap(index => all[index] ?? [])) unbracketBlock(block)
      for (const each of words)
        for (const block of all.slice(each.index, each.index + 1)) unbracketWords(block, each)
    }
    // From the end, so that what is still to go stays where it is.
    for (const each of going
      .flatMap(({ words }) => words)
      .toSorted(byPlace)
      .toReversed()) {
      const block = all[each.index]
      if (block) deleteText(block, each.from, each.to - each.from)
    }
    for (const index of new Set(going.flatMap(({ blocks }) => blocks))) {
      const block = all[index]
      if (!block) continue
      if (blockElements(doc).length === 1)
        insertBlock(doc, block, emptyParagraph(readMeta(doc).language, random))
      removeBlock(block)
    }
  })
  return true
}

type Saying = {
  verdict: BracketVerdict | 'back'
  version: EntryId
  kept: { version: EntryId; blocks: BlockId[] }[]
  gone: readonly Gone[]
}

const say = (
  doc: Y.Doc,
  set: EntryId,
  { verdict, version, kept, gone }: Saying,
  { at, random }: Pick<BracketAct, 'at' | 'random'>,
): void => {
  const about = new Set([
    ...kept.flatMap(({ blocks }) => blocks),
    ...gone.map(({ block }) => block),
  ])
  const replaces = replacedBy(doc, set, about)
  const by = writeEntry(doc, set, { kind: 'settle', at, verdict, version, kept, replaces }, random)
  for (const { text, as, block, place, version: of } of gone)
    for (let part = 0; part === 0 || part * longestRemark < text.length; part++)
      writeEntry(
        doc,
        set,
        {
          kind: 'gone',
          by,
          version: of,
          block,
          as,
          place,
          part,
          text: text.slice(part * longestRemark, (part + 1) * longestRemark),
        },
        random,
      )
}

/** A set that a member began has its entry. */
const isKnown = (doc: Y.Doc, set: EntryId): boolean =>
  readLogs(doc).some(({ opening }) => opening.id === set && opening.kind === 'bracket')

const indexOfPlace = (doc: Y.Doc, place: unknown): number => {
  const found = resolvePosition(doc, place)
  return found?.type === rootOf(doc) ? found.index : rootOf(doc).length
}

/**
 * Puts words that went back into the page: in brackets, beside what was kept of the set, which goes
 * into brackets again. False when the set is not known here.
 */
export const putBack = (
  doc: Y.Doc,
  { set, version, block: was, as, text, place }: Gone & { set: EntryId },
  { at, random, change }: BracketAct,
): boolean => {
  if (!isKnown(doc, set)) return false
  const kept = readSettled(doc)
    .filter(each => each.set === set)
    .flatMap(each => each.kept)
  change(() => {
    const isFree = blockElements(doc).every(block => bidOf(block) !== was)
    const id = isFree ? was : newBlockId(random)
    const entry = writeEntry(
      doc,
      null,
      { kind: 'bracket', at, blocks: [as === null ? was : id] },
      random,
    )
    say(doc, set, { verdict: 'back', version, kept: [], gone: [] }, { at, random })
    if (as === null) return putWords(doc, { set, entry, was, text, place }, random)
    const { language } = readMeta(doc)
    const made = newBlockElement(
      { id, kind: as, runs: text === '' ? [] : [{ text }] },
      { language, random },
    )
    setAttribute(made, bracketKey(entry), set)
    const root = rootOf(doc)
    root.insert(Math.min(indexOfPlace(doc, place), root.length), [made])
    for (const one of kept)
      for (const block of blockElements(doc)) {
        const named = bidOf(block)
        if (named && named !== id && one.blocks.includes(named) && !bracketIn(attributesOf(block)))
          setAttribute(block, bracketKey(one.version), set)
      }
  })
  return true
}

type Words = { set: EntryId; entry: EntryId; was: BlockId; text: string; place: unknown }

const putWords = (doc: Y.Doc, { set, entry, was, text, place }: Words, random: Random): void => {
  const found = resolvePosition(doc, place)
  const all = blockElements(doc)
  const there = found?.type instanceof Y.XmlText ? found.type.parent : null
  const block = all.find(each => each === there) ?? all.find(each => bidOf(each) === was)
  const at = there !== null && block === there ? (found?.index ?? 0) : undefined
  if (block) {
    const from = at ?? lengthOf(block)
    const around = wordsIn(block)
    // Words that stood beside others as alternatives had no space between.
    if (/\S/u.test(around.charAt(from))) insertText(block, from, ' ')
    insertMarked(block, from, text, bracketKey(entry), set)
    if (/\S/u.test(around.charAt(from - 1))) insertText(block, from, ' ')
    return
  }
  // Their paragraph is gone as well: then they are one.
  const made = newBlockElement(
    { id: was, kind: 'paragraph', runs: [{ text }] },
    { language: readMeta(doc).language, random },
  )
  setAttribute(made, bracketKey(entry), set)
  insertBlock(doc, all.at(-1) ?? null, made)
}
