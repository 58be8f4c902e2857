// The words of paragraphs in their order, each with its place, and the letters that stand there.
import type { Passage } from './matched-paragraphs.ts'
import type { Letters } from '#document/history/versions'

/** `key`: what is the same in both states; a reference is that to the same paragraph. */
export type Placed = {
  paragraph: Passage
  index: number
  from: number
  to: number
  word: string
  key: string
}

export const placedIn = (paragraphs: readonly Passage[]): Placed[] =>
  paragraphs.flatMap(paragraph => {
    let from = 0
    return paragraph.words.map((word, index) => {
      const reference = paragraph.references.get(from)
      const placed = {
        paragraph,
        index,
        from,
        to: from + word.length,
        word: reference?.words ?? word,
        key: reference?.key ?? word,
      }
      from = placed.to
      return placed
    })
  })

/** Gives the letters of a stretch; each stretch begins at or after the end of the one before it. */
export const walkOver = (paragraph: Passage) => {
  let [at, start] = [0, 0]
  return (from: number, to: number): Letters[] => {
    const found: Letters[] = []
    for (
      let letters = paragraph.letters[at];
      letters && start < to;
      letters = paragraph.letters[at]
    ) {
      const end = start + letters.text.length
      const [first, last] = [Math.max(from, start), Math.min(to, end)]
      if (first < last)
        found.push({
          text: letters.text.slice(first - start, last - start),
          attributes: letters.attributes,
          client: letters.client,
          clock: letters.clock + first - start,
        })
      if (end > to) break
      start = end
      at++
    }
    return found
  }
}
