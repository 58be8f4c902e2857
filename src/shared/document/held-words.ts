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
const everIn = (element: Y.XmlElement): string => {
  const letters: string[] = []
  const read = (type: { _start: Y.Item | null }): void => {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.content instanceof Y.ContentString) letters.push(item.content.str)
      else if (item.content instanceof Y.ContentType) read(item.content.type)
    }
  }
  read(element)
  return letters.join('')
}

export type HeldWords = {
  /** Whether `text` has words that a restricted paragraph held, and `shown`, which people may read, has not. */
  among(text: string, shown: string): boolean
}

/** `elements`: restricted paragraphs, also those that are gone. Work grows with their letters. */
export const openHeldWords = (elements: readonly Y.XmlElement[]): HeldWords => {
  // By their length: what a short text is looked for in, and whole texts that are short themselves.
  const runs = Array.from({ length: inARow + 1 }, () => new Set<string>())
  const whole = new Set<string>()
  for (const element of elements) {
    const words = wordsOf(everIn(element))
    for (let length = 1; length <= inARow; length++)
      for (const each of runsOf(words, length)) runs[length]?.add(each)
    if (words.length > 0 && words.length < inARow) whole.add(words.join(' '))
  }
  return {
    among(text, shown) {
      if (runs[1]?.size === 0) return false
      const [words, read] = [wordsOf(text), wordsOf(shown)]
      const own = Math.min(inARow, words.length)
      const isHeld = (length: number, held: ReadonlySet<string> | undefined): boolean => {
        const open = new Set(runsOf(read, length))
        return runsOf(words, length).some(each => held?.has(each) === true && !open.has(each))
      }
      return (own > 0 && isHeld(own, runs[own])) || isHeld(1, whole) || isHeld(2, whole)
    },
  }
}
