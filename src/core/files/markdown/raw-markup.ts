// Raw markup within Markdown has no place on our page: its words stay, its tags go.
import { parseFragment } from 'parse5'

/** Elements whose content is no words. */
const wordless = /^<(script|style)\b/i
const tagBegin = /^<[a-z/!?]/i

/** Text without tags. Each sign that ends nowhere is text. */
export const wordsOfMarkup = (source: string): string => {
  let [words, at] = ['', 0]
  const upTo = (from: number, sign: string): number => {
    const end = source.indexOf(sign, from)
    return end < 0 ? -1 : end + sign.length
  }
  let hasComments = true
  for (;;) {
    const from = source.indexOf('<', at)
    if (from < 0) break
    words += source.slice(at, from)
    const begin = source.slice(from, from + 9)
    let end = -1
    if (begin.startsWith('<!--') && hasComments) {
      end = upTo(from + 4, '-->')
      hasComments = end >= 0
    } else if (tagBegin.test(begin) && !begin.startsWith('<!--')) {
      end = upTo(from, '>')
      if (end < 0) return letters(words + source.slice(from))
      const name = wordless.exec(begin)?.[1]
      if (name !== undefined) end = closing(source, end, name)
    }
    if (end < 0) words += '<'
    at = end < 0 ? from + 1 : end
  }
  return letters(words + source.slice(at))
}

/** Behind the end of a script or a style; behind all where it has none. */
const closing = (source: string, from: number, name: string): number => {
  const close = new RegExp(`</${name}\\s*>`, 'gi')
  close.lastIndex = from
  return close.exec(source) ? close.lastIndex : source.length
}

/** Entities as the letters that they stand for. */
const letters = (words: string): string => {
  const [node] = parseFragment(words.replaceAll('<', '&lt;')).childNodes
  return node && 'value' in node ? node.value : ''
}
