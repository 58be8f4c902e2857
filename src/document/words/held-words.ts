// Words that a restricted paragraph ever held, also before it took them in from another one or gave them to a
// half of its own. A file that shows an earlier text must not print them from there.
import * as Y from 'yjs'
import { wordsIn } from './word-difference.ts'

/** So many words in a row tell that a text is the same; a text with fewer is compared as a whole. */
const inARow = 3

const wordsOf = (text: string): string[] =>
  wordsIn(text.toLowerCase()).filter(word => /[\p{L}\p{N}]/u.test(word))

function* runsOf(words: readonly string[], length: number): Generator<string> {
  for (let at = 0; at + length <= words.length; at++) yield words.slice(at, at + length).join(' ')
}

/** All letters that ever stood in the element, also those that are deleted. */
const itemsIn = (element: Y.XmlElement): Y.Item[] => {
  const items: Y.Item[] = []
  const read = (type: { _start: Y.Item | null }): void => {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.content instanceof Y.ContentType) read(item.content.type)
      else items.push(item)
    }
  }
  read(element)
  return items
}

const lettersOf = ({ content }: Y.Item): string =>
  content instanceof Y.ContentString ? content.str : ''

type Insertion = { text: string; isIntoNothing: boolean; end: Y.ID }

/**
 * The letters as each insertion wrote them. Words that came from another paragraph stand together in one, whatever was
 * written among them since.
 */
const insertionsOf = (items: readonly Y.Item[]): Insertion[] => {
  const found: Insertion[] = []
  const inOrder = (a: Y.Item, b: Y.Item): number =>
    a.id.client - b.id.client || a.id.clock - b.id.clock
  for (const item of items.toSorted(inOrder)) {
    const last = found.at(-1)
    const isNext = last?.end.client === item.id.client && last.end.clock + 1 === item.id.clock
    if (isNext && Y.compareIDs(item.origin, last.end)) {
      last.text += lettersOf(item)
      last.end = item.lastId
    } else {
      const isIntoNothing = item.origin === null && item.rightOrigin === null
      found.push({ text: lettersOf(item), isIntoNothing, end: item.lastId })
    }
  }
  return found
}

/** The words that ever stood in the element, in rows. `short`: rows that are looked for as a whole. */
const rowsOf = (element: Y.XmlElement): { rows: string[][]; short: string[][] } => {
  const items = itemsIn(element)
  const inPlace = wordsOf(items.map(lettersOf).join(''))
  const insertions = insertionsOf(items).map(each => ({ ...each, words: wordsOf(each.text) }))
  // Two words may be a name. One word is mostly a common one: it tells a short text that begins with it, and no other.
  const isShort = ({ words, isIntoNothing }: { words: string[]; isIntoNothing: boolean }) =>
    words.length === 2 || (words.length === 1 && isIntoNothing && inPlace.length <= 2 * inARow)
  return {
    rows: [inPlace, ...insertions.map(({ words }) => words)],
    short: [{ words: inPlace, isIntoNothing: true }, ...insertions]
      .filter(isShort)
      .map(({ words }) => words),
  }
}

export type HeldWords = {
  /**
   * Whether a text has words that a restricted paragraph held, and `shown`, which people may read, has not. `shown` is
   * read once for all texts.
   */
  beside(shown: string): (text: string) => boolean
  /** Whether a paragraph that is gone ever had as many of them in a row as tell that a text is the same. */
  everIn(element: Y.XmlElement): boolean
}

/** `elements`: restricted paragraphs, also those that are gone. Work grows with their letters. */
export const openHeldWords = (elements: readonly Y.XmlElement[]): HeldWords => {
  // By their length: what a short text is looked for in, and whole texts that are short themselves.
  const runs = Array.from({ length: inARow + 1 }, () => new Set<string>())
  const whole = new Set<string>()
  for (const element of elements) {
    const { rows, short } = rowsOf(element)
    for (let length = 1; length <= inARow; length++)
      for (const each of rows.flatMap(row => [...runsOf(row, length)])) runs[length]?.add(each)
    for (const words of short) whole.add(words.join(' '))
  }
  return {
    beside(shown) {
      if (runs[1]?.size === 0) return () => false
      const open: ReadonlySet<string>[] = []
      let read: string[] | null = null
      const openOf = (length: number): ReadonlySet<string> =>
        (open[length] ??= new Set(runsOf((read ??= wordsOf(shown)), length)))
      return text => {
        const words = wordsOf(text)
        const own = Math.min(inARow, words.length)
        const isHeld = (length: number, held: ReadonlySet<string> | undefined): boolean =>
          runsOf(words, length).some(each => held?.has(each) === true && !openOf(length).has(each))
        return (own > 0 && isHeld(own, runs[own])) || isHeld(1, whole) || isHeld(2, whole)
      }
    },
    everIn: element =>
      runs[inARow]?.size !== 0 &&
      rowsOf(element).rows.some(row => runsOf(row, inARow).some(each => runs[inARow]?.has(each))),
  }
}
