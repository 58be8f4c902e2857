// Shows what was found by the browser's own highlights: nothing is added to the text.
import type { LexicalEditor } from 'lexical'
import { rangeOf } from '../review/comments/page-words.ts'
import type { FindView, Match } from './find.ts'

const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS
/** More places than anyone looks at are counted and gone to, and not painted. */
const mostPainted = 2000

/** Returns its undo. */
export function highlightMatches(
  editor: LexicalEditor,
  { matches, current }: FindView,
): () => void {
  const root = editor.getRootElement()
  if (!supported || !root) return () => {}
  const first = Math.max(0, Math.min(current - mostPainted / 2, matches.length - mostPainted))
  const ranges = (some: readonly Match[]): Range[] =>
    some.flatMap(match => rangeOf(root, { ...match }) ?? [])
  const shown = matches.slice(first, first + mostPainted)
  const others = ranges(shown.filter((_, at) => first + at !== current))
  const here = ranges(matches.slice(current, current + 1))
  CSS.highlights.set('found', new Highlight(...others))
  if (current >= 0) CSS.highlights.set('found-current', new Highlight(...here))
  return () => {
    CSS.highlights.delete('found')
    CSS.highlights.delete('found-current')
  }
}

/** Brings a place into view, in the middle of it when it was out of sight. */
export function showPlace(editor: LexicalEditor, match: Match): void {
  const root = editor.getRootElement()
  const canvas = root?.closest('.canvas')
  const block = root?.children[match.index]
  if (!root || !canvas || !block) return
  const look = (): void => {
    const words = rangeOf(root, match)?.getBoundingClientRect()
    if (!words) return
    const { top, bottom, height } = canvas.getBoundingClientRect()
    if (words.top > top + 40 && words.bottom < bottom - 40) return
    canvas.scrollBy({ top: words.top - top - height / 2 })
  }
  const { top, bottom } = canvas.getBoundingClientRect()
  const box = block.getBoundingClientRect()
  // A block out of sight has an estimated height, and its words no place, until it is laid out.
  if (box.bottom < top || box.top > bottom) block.scrollIntoView({ block: 'center' })
  look()
  requestAnimationFrame(look)
}
