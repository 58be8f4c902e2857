// Removed and added words of paragraphs, and their authors as far as they can be known. A word
// whose letters all stand in both states stayed where it is, however often it occurs. Between two
// of those the longest row of equal words stayed: moved words are written again. Kept and removed
// words make up the earlier text, kept and added words the later one.
import * as Y from 'yjs'
import type { MemberId } from '#shared/ids'
import { isPresent, type DocumentState, type Letters } from '#document/history/versions'
import type { Group as GroupOf, Passage, SpeakerWords } from './matched-paragraphs.ts'
import { wordWriters, type WriterOf } from './moved-words.ts'
import { placedIn, walkOver, type Placed } from './placed-words.ts'
import { changesBetween, type Pin } from '#document/words'

type Group = GroupOf<Passage>

export type Piece = {
  kind: 'kept' | 'added' | 'removed'
  text: string
  /** As the page holds it, where a reference is one sign; left out where that is `text`. */
  raw?: string
  /** Members who wrote it, or removed it. Empty where none can be shown to have done it. */
  by: readonly MemberId[]
  /** Beside the members of `by` others did so who cannot be shown, as with a title. */
  byOthers?: true
}

/** Shown to be done by this member, and by no other. */
export const isBy = ({ by, byOthers }: Pick<Piece, 'by' | 'byOthers'>, member: MemberId | null) =>
  by.length === 1 && by[0] === member && byOthers !== true

export type Authorship = {
  /** The member who writes as a client; null where none can be shown. */
  writer: WriterOf
  /** Members known to have deleted a client's item at a clock; several may have done so apart. */
  removers(client: number, clock: number): readonly MemberId[]
}

export type Comparison = {
  doc: Y.Doc
  /** The document must have both. */
  from: DocumentState
  to: DocumentState
  speaker?: SpeakerWords
} & Authorship

export type By = readonly MemberId[]

/** The member who made the paragraph; none where that cannot be shown. */
export const makersOf = ({ writer }: Authorship, { element }: Passage): By => {
  const member = element._item && writer(element._item.id.client)
  return member ? [member] : []
}

export const removersOf = ({ removers }: Authorship, { element }: Passage): By => {
  const id = element._item?.id
  return id ? removers(id.client, id.clock) : []
}

/** A word with its letters. */
type Word = Placed & { letters: readonly Letters[] }

const wordsWithLetters = (paragraphs: readonly Passage[]): Word[] => {
  const walks = new Map(paragraphs.map(each => [each, walkOver(each)]))
  return placedIn(paragraphs).map(placed => {
    const letters = walks.get(placed.paragraph)?.(placed.from, placed.to) ?? []
    return Object.assign(placed, { letters })
  })
}

/** Each unit of a word by who wrote it and when. */
function* unitsOf({ letters }: Pick<Word, 'letters'>): Generator<string> {
  for (const { client, clock, text } of letters)
    for (let at = 0; at < text.length; at++) yield `${client} ${clock + at}`
}

/** Whether both are the same units, in runs or apart. */
const areSame = (a: readonly Letters[], b: readonly Letters[]): boolean => {
  const [one, other] = [a[0], b[0]]
  if (!one || !other || one.client !== other.client || one.clock !== other.clock) return false
  if (a.length === 1 && b.length === 1) return one.text.length === other.text.length
  const [units, others] = [a, b].map(letters => [...unitsOf({ letters })].join())
  return units === others
}

/** The place of the word that begins with a unit. */
const openPlaces = (words: readonly Word[]) => {
  let places: Map<string, number> | null = null
  const isThere = (at: number, { client, clock }: Letters): boolean => {
    const first = words[at]?.letters[0]
    return first?.client === client && first.clock === clock
  }
  return (first: Letters, next: number): number => {
    // Mostly it is the next one, behind a space or not.
    if (isThere(next, first)) return next
    if (isThere(next + 1, first)) return next + 1
    places ??= new Map(
      words.flatMap(({ letters: [each] }, at) =>
        each ? [[`${each.client} ${each.clock}`, at]] : [],
      ),
    )
    return places.get(`${first.client} ${first.clock}`) ?? -1
  }
}

/** Words whose units are the same ones. Nothing in a document ever passes something else by. */
const pinsBetween = (old: readonly Word[], now: readonly Word[]): Pin[] => {
  const placeOf = openPlaces(now)
  const pins: Pin[] = []
  let next = 0
  for (const [at, was] of old.entries()) {
    const [first] = was.letters
    if (!first || was.word.trim() === '') continue
    const place = placeOf(first, next)
    const is = now[place]
    if (!is || place < next || is.key !== was.key || !areSame(was.letters, is.letters)) continue
    pins.push([at, place])
    next = place + 1
  }
  return pins
}

const sameBy = (a: readonly MemberId[], b: readonly MemberId[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at])

const addPiece = (pieces: Piece[], piece: Piece): void => {
  const last = pieces.at(-1)
  if (piece.text === '') return
  if (last?.kind !== piece.kind || !sameBy(last.by, piece.by)) return void pieces.push({ ...piece })
  if (last.raw !== undefined || piece.raw !== undefined)
    last.raw = (last.raw ?? last.text) + (piece.raw ?? piece.text)
  last.text += piece.text
}

/** From the first word that has some of these units to the last one. */
const aroundUnits = (words: readonly Word[], units: ReadonlySet<string>): readonly Word[] => {
  const isOne = (word: Word): boolean => [...unitsOf(word)].some(unit => units.has(unit))
  const first = words.findIndex(isOne)
  return first < 0 ? [] : words.slice(first, words.findLastIndex(isOne) + 1)
}
const unitsIn = (words: readonly Word[]) => new Set(words.flatMap(word => [...unitsOf(word)]))

/**
 * Members who changed the words of one position, where some of them have letters that stayed: also by a space or the
 * sign of a footnote within a word, or by taking one out.
 */
const openChangers = (
  removed: readonly Word[],
  added: readonly Word[],
  takersOf: (word: Word) => By | null,
  giversOf: (word: Word) => By | null,
) => {
  const changersOf = (was: Word): By => {
    const into = aroundUnits(added, unitsIn([was]))
    const outOf = into.length > 0 ? aroundUnits(removed, unitsIn(into)) : [was]
    const all = [...outOf.map(takersOf), ...into.map(giversOf)]
    return [...new Set(all.flatMap(by => by ?? []))]
  }
  return {
    ofRemoved: (was: Word): By => takersOf(was) ?? changersOf(was),
    ofAdded(is: Word): By {
      const givers = giversOf(is)
      if (givers) return givers
      return [...new Set(aroundUnits(removed, unitsIn([is])).flatMap(changersOf))]
    },
  }
}

/** Spaces that stayed between changed words go with the word before them. */
const withSpaces = (words: readonly { word: string; by: By | null }[]): Piece['by'][] => {
  const known = words.find(({ by }) => by)?.by ?? []
  let last: By = known
  return words.map(({ by }) => (last = by ?? last))
}

/** One word on the way from one state to the other, and the paragraph under which it is shown. */
export type WordStep = {
  here: Passage
  /** Null where it was added. */
  was: Placed | null
  /** Null where it was removed. */
  is: Placed | null
  by: By
}

/** The words of a group that are the same in both states, one for one. */
const unchanged = (was: Passage, is: Passage): WordStep[] => {
  const before = placedIn([was])
  return placedIn([is]).map((word, at) => ({ here: is, was: before[at] ?? null, is: word, by: [] }))
}

/** The only paragraph of each state, where their words are the same; null otherwise. */
const pairAlike = ({ old, now }: Group): readonly [Passage, Passage] | null => {
  const [was, is] = [old[0], now[0]]
  if (!was || !is || old.length + now.length !== 2 || was.text !== is.text) return null
  return was.references.size + is.references.size > 0 ? null : [was, is]
}

/** Gives the pieces of each later paragraph of a group; of an earlier one where none came of it. */
export const openComparedWords = (
  comparison: Comparison,
): ((group: Group) => Map<Passage, Piece[]>) => {
  const stepsOf = openWordSteps(comparison)
  return group => {
    const pieces = new Map<Passage, Piece[]>(group.now.map(each => [each, []]))
    const here = (paragraph: Passage): Piece[] => {
      const own = pieces.get(paragraph) ?? []
      pieces.set(paragraph, own)
      return own
    }
    const alike = pairAlike(group)
    if (alike) addPiece(here(alike[1]), { kind: 'kept', text: alike[1].text, by: [] })
    else
      for (const step of stepsOf(group)) {
        const kind = step.was === null ? 'added' : step.is === null ? 'removed' : 'kept'
        const { paragraph, from, to, word } = (step.is ?? step.was) as Placed
        const raw = paragraph.text.slice(from, to)
        addPiece(here(step.here), { kind, text: word, by: step.by, ...(raw !== word && { raw }) })
      }
    return pieces
  }
}

/** Gives the words of a group in their order: what went stands before what came in its place. */
export const openWordSteps = (comparison: Comparison): ((group: Group) => WordStep[]) => {
  const { doc, from, to, writer, removers } = comparison
  const writersIn = wordWriters(doc, { from, to, writer })

  /** Members who removed letters of a word; null where all letters are still there. */
  const takersOf = ({ letters }: Word, isCertain: boolean): By | null => {
    const takers = new Set<MemberId>()
    let gone = false
    for (const { client, clock, text } of letters)
      for (let at = 0; at < text.length; at++) {
        if (isPresent(to, client, clock + at)) continue
        gone = true
        if (isCertain) for (const by of removers(client, clock + at)) takers.add(by)
      }
    return gone ? [...takers] : null
  }
  /** Members who took out the signs of a footnote, with which its words went; null for a paragraph. */
  const signTakersOf = ({ paragraph }: Word): By | null =>
    'signs' in paragraph
      ? [...new Set(paragraph.signs.flatMap(({ client, clock }) => removers(client, clock)))]
      : null
  /** Members who put letters into a word; null where all letters were there before. */
  const giversOf = ({ letters }: Word): By | null => {
    const givers = new Set<MemberId | null>()
    for (const { client, clock, text } of letters)
      for (let at = 0; at < text.length; at++)
        if (!isPresent(from, client, clock + at)) givers.add(writer(client))
    return givers.size > 0 ? [...givers].filter(by => by !== null) : null
  }

  return group => {
    const alike = pairAlike(group)
    if (alike) return unchanged(...alike)
    const steps: WordStep[] = []
    const [before, after] = [wordsWithLetters(group.old), wordsWithLetters(group.now)]
    const writers = new Map(
      group.now.map(each => [each, writersIn(each.element, each.letters)] as const),
    )
    // A member who moves, splits or joins a paragraph removes the words that go elsewhere, and
    // their removal is another question.
    const isCertain =
      group.now.length === 0 ||
      (group.now.length === 1 &&
        group.old.length === 1 &&
        group.old[0]?.element === group.now[0]?.element)
    const givenBy = (word: Word): By | null => {
      const by = writers.get(word.paragraph)?.[word.index]
      const givers = giversOf(word)
      return givers === null || by === undefined ? givers : by ? [by] : []
    }
    const takenBy = (word: Word): By | null =>
      takersOf(word, isCertain) ?? (group.now.length === 0 ? signTakersOf(word) : null)
    const change = (removed: readonly Word[], added: readonly Word[], y: number): void => {
      const changers = openChangers(removed, added, takenBy, givenBy)
      const into = after[Math.min(y, after.length - 1)]?.paragraph ?? group.now[0]
      const isSpace = ({ word }: Word): boolean => word.trim() === ''
      const went = removed.map(each => ({
        word: each.word,
        by: isSpace(each) ? takenBy(each) : changers.ofRemoved(each),
      }))
      const came = added.map(each => ({
        word: each.word,
        by: isSpace(each) ? givenBy(each) : changers.ofAdded(each),
      }))
      for (const [at, by] of withSpaces(went).entries()) {
        const word = removed[at]
        if (word) steps.push({ here: into ?? word.paragraph, was: word, is: null, by })
      }
      for (const [at, by] of withSpaces(came).entries()) {
        const word = added[at]
        if (word) steps.push({ here: word.paragraph, was: null, is: word, by })
      }
    }
    let [x, y] = [0, 0]
    for (const { kept, removed, added } of changesBetween(
      before.map(({ key }) => key),
      after.map(({ key }) => key),
      pinsBetween(before, after),
    )) {
      for (const [at, is] of after.slice(y, y + kept).entries())
        steps.push({ here: is.paragraph, was: before[x + at] ?? null, is, by: [] })
      ;[x, y] = [x + kept, y + kept]
      change(before.slice(x, x + removed), after.slice(y, y + added), y)
      ;[x, y] = [x + removed, y + added]
    }
    return steps
  }
}
