// The length of a message as a person meets it: more than about two sentences are not read under
// stress, so a longer one becomes two messages or fewer words.
import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'

/** The most characters that a message shows, in any language. */
export const longest = 200

/** A handle, a title or a time, as long as most of them are. */
const valueLength = 12

/**
 * Characters that a person sees: the longest branch of each plural and select, no tags, and
 * twelve for each value.
 */
export function shownLength(elements: MessageFormatElement[]): number {
  const lengths = elements.map(element => {
    switch (element.type) {
      case TYPE.literal:
        return element.value.length
      case TYPE.tag:
        return shownLength(element.children)
      case TYPE.plural:
      case TYPE.select:
        return Math.max(...Object.values(element.options).map(({ value }) => shownLength(value)))
      default:
        return valueLength
    }
  })
  return lengths.reduce((sum, length) => sum + length, 0)
}

/** The fault of a message that shows too much; null when it is short enough. */
export function lengthFault(elements: MessageFormatElement[]): string | null {
  const length = shownLength(elements)
  return length > longest ? `shows ${length} characters, more than ${longest}` : null
}
