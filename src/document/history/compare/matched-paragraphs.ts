// Which paragraphs of two states of a text became each other: by their ids, by what says where a
// second half came from, by all of their words, and by words that one took in from another.
import type * as Y from 'yjs'
import type { BlockId, MemberId } from '#shared/ids'
import type { Language } from '#shared/vocabulary'
import {
  type DocumentState,
  elementsSeenBy,
  viewAt,
  type Letters,
} from '#document/history/versions'
import { type Block, noteSign, type Attributes, type Run } from '#document/model'
import { noteBody, numbersOf, pageSeenBy, textsIn, runOf } from '#document/tree'
import { readingsIn } from '#document/numbering'
import { wordsIn } from '#document/words'

/** A stretch of text in one of the states, without the words that wait to be taken in. */
type PassageIn<Element> = {
  index: number
  block: Block
  element: Element
  letters: Letters[]
  text: string
  words: string[]
  /** Each speaker, and each reference to a paragraph or a footnote, by its position in the text. */
  references: ReadonlyMap<number, Reference>
}
/** `note`: the footnote that it refers to; `letters`: those of the sign. */
type Reference = { words: string; key: string; note?: string; letters: Letters }

export type Paragraph = PassageIn<Y.XmlElement>
/**
 * `block`: the one that refers to it first, with the number of the note. `signs`: the letters that refer to it, which
 * its words come and go with.
 */
type NoteAt = PassageIn<Y.Text> & { signs: Letters[] }
export type Passage = Paragraph | NoteAt

/** Passages of both states that became each other; mostly one of each. */
export type Group<Each = Paragraph> = { old: Each[]; now: Each[] }

const isSuggested = (attributes: Attributes): boolean =>
  Object.entries(attributes).some(
    ([key, value]) => key.startsWith('s_in:') && value !== null && value !== undefined,
  )

/** Without those that only wait to be taken in. */
const settledLetters = (letters: readonly Letters[]): Letters[] => {
  const looks = new Map<Attributes, boolean>()
  return letters.filter(({ attributes }) => {
    const waits = looks.get(attributes) ?? isSuggested(attributes)
    looks.set(attributes, waits)
    return !waits
  })
}

const referencesAmong = (
  letters: readonly Letters[],
  read: (run: Run) => Omit<Reference, 'letters'> | null,
): ReadonlyMap<number, Reference> => {
  const found: [number, Reference][] = []
  let at = 0
  for (const each of letters) {
    const { text, attributes } = each
    const reference = text === noteSign ? read(runOf({ text, attributes })) : null
    if (reference) found.push([at, { ...reference, letters: each }])
    at += text.length
  }
  return new Map(found)
}

/** A text in one of the states. */
export type TextAt = {
  paragraphs: Paragraph[]
  /** The footnotes that its words refer to, by their ids, in their order. */
  notes: ReadonlyMap<string, NoteAt>
  title: string
  language: Language
}

/** The words for a speaker, as the block names members. */
export type SpeakerWords = (who: MemberId, block: Block) => string

/** `speaker`: left out, a speaker is its sign. */
export const textAt = (
  doc: Y.Doc,
  state: DocumentState,
  speaker: SpeakerWords = () => noteSign,
): TextAt => {
  const view = viewAt(state)
  const page = pageSeenBy(doc, view)
  const { blocks, meta } = page
  const [read, numbers] = [readingsIn(blocks, meta), numbersOf(page.notes ?? [])]
  const numberOf = (note: string): string => `[${numbers.get(note) ?? ''}]`
  const reference = ({ to, note, who }: Run, block: Block): Omit<Reference, 'letters'> | null => {
    if (to) return { words: read(to).words, key: `${to.block} ${to.bare ?? ''}` }
    if (who !== undefined) return { words: speaker(who, block), key: `who ${who}` }
    return note === undefined ? null : { words: numberOf(note), key: `note ${note}`, note }
  }
  const passage = <Element>(
    own: { index: number; block: Block; element: Element },
    all: readonly Letters[],
  ): PassageIn<Element> => {
    const letters = settledLetters(all)
    const text = letters.map(each => each.text).join('')
    return {
      ...own,
      letters,
      text,
      words: wordsIn(text),
      references: referencesAmong(letters, run => reference(run, own.block)),
    }
  }
  const paragraphs = elementsSeenBy(doc, view).flatMap((element, index) => {
    const block = blocks[index]
    if (!block) return []
    return [passage({ index, block, element }, textsIn(element, view).flatMap(view.letters))]
  })
  const notes = new Map<string, NoteAt>()
  for (const { index, block, references } of paragraphs) {
    if (block.label !== undefined) continue
    for (const { note, letters } of references.values()) {
      if (note === undefined) continue
      const known = notes.get(note)
      known?.signs.push(letters)
      const element = known ? null : noteBody(doc, note)
      if (!element) continue
      const { cell: _cell, ...citing } = block
      const own = { ...citing, kind: 'paragraph' as const, number: numberOf(note) }
      const words = passage({ index, block: own, element }, view.letters(element))
      notes.set(note, { ...words, signs: [letters] })
    }
  }
  const { title, language } = meta
  return { paragraphs, notes, title: title.trim(), language }
}

export const paragraphsAt = (doc: Y.Doc, state: DocumentState): Paragraph[] =>
  textAt(doc, state).paragraphs

const firstOfEach = (paragraphs: readonly Paragraph[]): Map<BlockId, Paragraph> => {
  const found = new Map<BlockId, Paragraph>()
  for (const each of paragraphs) {
    const { id } = each.block
    if (id !== null && !found.has(id)) found.set(id, each)
  }
  return found
}

/** Words alone say which paragraph it is: not in a cell, under a picture or before a note. */
const isPlain = ({ text, block: { kind, cell } }: Paragraph): boolean =>
  text.trim() !== '' && cell === undefined && kind !== 'figure' && !text.includes(noteSign)

type Match = {
  /** In the order of the later state, and then those that are gone. */
  groups: Group[]
  sameIds: ReadonlyMap<Paragraph, Paragraph>
}

export const matched = (old: readonly Paragraph[], now: readonly Paragraph[]): Match => {
  const [oldById, nowById] = [firstOfEach(old), firstOfEach(now)]
  const sameIds = new Map<Paragraph, Paragraph>()
  const groupOf = new Map<Paragraph, Group>()
  const unite = (a: Paragraph, b: Paragraph): void => {
    const [one, other] = [groupOf.get(a), groupOf.get(b)]
    if (!one || !other || one === other) return
    one.old.push(...other.old)
    one.now.push(...other.now)
    for (const each of [...other.old, ...other.now]) groupOf.set(each, one)
  }
  for (const each of old) groupOf.set(each, { old: [each], now: [] })
  for (const each of now) groupOf.set(each, { old: [], now: [each] })

  /** The paragraph that a new one was split from, over however many steps. */
  const origin = ({ block }: Paragraph, steps = 0): Paragraph | undefined => {
    const { from } = block
    if (from === undefined || steps > now.length) return undefined
    const parent = nowById.get(from)
    return oldById.get(from) ?? (parent && origin(parent, steps + 1))
  }
  for (const each of now) {
    const { id } = each.block
    const same = id === null || nowById.get(id) !== each ? undefined : oldById.get(id)
    if (same) sameIds.set(each, same)
    const before = same ?? origin(each)
    if (before) unite(each, before)
  }
  // Words that went and were put back as a paragraph of its own are the paragraph that they were.
  const made = now.filter(each => isPlain(each) && groupOf.get(each)?.old.length === 0)
  const madeWith = Map.groupBy(made, ({ text }) => text)
  for (const each of old) {
    if (groupOf.get(each)?.now.length !== 0 || !isPlain(each)) continue
    const again = madeWith.get(each.text)?.shift()
    if (!again) continue
    sameIds.set(again, each)
    unite(again, each)
  }
  for (const each of old) {
    if (groupOf.get(each)?.now.length !== 0 || each.text.trim() === '') continue
    // Taken in by another one, if all of its words are in one place there, and were not before.
    const holder = now.find(
      other =>
        other.text.length > each.text.length &&
        other.text.includes(each.text) &&
        sameIds.get(other)?.text.includes(each.text) !== true,
    )
    if (holder) unite(holder, each)
  }
  const groups = new Set([...now, ...old].flatMap(each => groupOf.get(each) ?? []))
  const byIndex = (a: Paragraph, b: Paragraph): number => a.index - b.index
  return {
    groups: [...groups].map(group => ({
      old: group.old.toSorted(byIndex),
      now: group.now.toSorted(byIndex),
    })),
    sameIds,
  }
}

/** Paragraphs that were made again elsewhere: a tree cannot move an element. */
export const movedAmong = (
  now: readonly Paragraph[],
  sameIds: ReadonlyMap<Paragraph, Paragraph>,
): Set<Paragraph> => {
  const known = now.flatMap(is => {
    const was = sameIds.get(is)
    return was ? [{ is, was, isBefore: false }] : []
  })
  const moved = new Set<Paragraph>()
  let highest = -1
  for (const each of known) {
    each.isBefore = each.was.index < highest
    highest = Math.max(highest, each.was.index)
  }
  let lowest = Infinity
  for (const { is, was, isBefore } of known.toReversed()) {
    if (is.element !== was.element && (isBefore || was.index > lowest)) moved.add(is)
    lowest = Math.min(lowest, was.index)
  }
  return moved
}
