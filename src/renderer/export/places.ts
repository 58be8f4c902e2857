// Numbers of paragraphs in a sentence.
import type { Words } from '../words/index.ts'

/** In one line and in its own direction, whatever is around: "7 (a)". */
export const inOneLine = (place: string): string => `\u2068${place.replaceAll(' ', '\u00a0')}\u2069`

/** The sentence with the paragraphs that it is about, if it names any. */
export const pointText = (words: Words, text: string, places: readonly string[]): string =>
  places.length === 0
    ? text
    : words('export.at', { text, count: places.length, places: words.list(places.map(inOneLine)) })
