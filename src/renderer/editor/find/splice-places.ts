// Replacing words of one paragraph or footnote in the shared tree itself: a splice for each place, as if each had
// been a change of its own, and all of them shown at once. The editor would look at the whole page for
// each place.
import type { Found } from '#document/reading'
import * as Y from 'yjs'

type Part = { insert: unknown; attributes?: Record<string, unknown> }

/** The text of a block as it is shared; null where that is not what the editor has, or no plain text. */
export const sharedWords = (element: unknown, shown: string): Y.XmlText | null => {
  if (!(element instanceof Y.XmlElement) || element._item?.deleted || element.length !== 1)
    return null
  const text = element.get(0)
  if (!(text instanceof Y.XmlText)) return null
  const parts = text.toDelta() as Part[]
  const isPlain = parts.every(({ insert }) => typeof insert === 'string')
  return isPlain && parts.map(({ insert }) => insert).join('') === shown ? text : null
}

/** The attributes stored with the unit at `at`. */
const attributesAt = (parts: readonly Part[], at: number): Record<string, unknown> => {
  let end = 0
  for (const { insert, attributes } of parts) {
    end += String(insert).length
    if (at < end) return { ...attributes }
  }
  return {}
}

/** Units at either end that both have, never half a character. */
const alike = (before: string, after: string): { start: number; end: number } => {
  const [old, now] = [Array.from(before), Array.from(after)]
  const most = Math.min(old.length, now.length)
  let [first, last] = [0, 0]
  while (first < most && old[first] === now[first]) first++
  while (last < most - first && old.at(-1 - last) === now.at(-1 - last)) last++
  const sizeOf = (characters: readonly string[]): number => characters.join('').length
  return { start: sizeOf(old.slice(0, first)), end: sizeOf(old.slice(old.length - last)) }
}

/**
 * Puts `by` in each of these places, from the last to the first, as it was formatted and marked where
 * it begins to differ. In an open transaction.
 */
export const splicePlaces = (text: Y.Text, places: readonly Found[], by: string): void => {
  const parts = text.toDelta() as Part[]
  const words = parts.map(({ insert }) => String(insert)).join('')
  for (const { from, to } of places.toReversed()) {
    const { start, end } = alike(words.slice(from, to), by)
    const [first, last] = [from + start, to - end]
    const put = by.slice(start, by.length - end)
    // Behind what stays of the place, where nothing of it goes.
    const like = first < last || start === 0 ? first : first - 1
    if (put !== '') text.insert(first, put, attributesAt(parts, like))
    if (first < last) text.delete(first + put.length, last - first)
  }
}
