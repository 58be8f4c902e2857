// Shows what was found by the browser's own highlights: nothing is added to the text. A footnote is a field,
// which has no highlights: it is marked as a whole.
import type { LexicalEditor } from 'lexical'
import { rangeOf } from '../review/comments/page-words.ts'
import type { FindView } from './find.ts'
import { isInNote, type Match, type NoteMatch, type TextMatch } from './matches.ts'

const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS
/** More places than anyone looks at are counted and gone to, and not painted. */
const mostPainted = 2000

const canvasOf = (editor: LexicalEditor): Element | null =>
  editor.getRootElement()?.closest('.canvas') ?? null

const noteField = (editor: LexicalEditor, { note }: NoteMatch): HTMLTextAreaElement | null =>
  canvasOf(editor)?.querySelector(`textarea[data-note="${note}"]`) ?? null

/** Returns its undo. */
function markNotes(editor: LexicalEditor, { matches, current }: FindView): () => void {
  const found = new Set(matches.filter(isInNote).map(({ note }) => note))
  if (found.size === 0) return () => {}
  const here = matches[current]
  const fields = canvasOf(editor)?.querySelectorAll<HTMLElement>('textarea[data-note]') ?? []
  const marked = [...fields].filter(({ dataset }) => found.has(dataset['note'] ?? ''))
  for (const { dataset } of marked)
    dataset['found'] = here && isInNote(here) && here.note === dataset['note'] ? 'current' : 'other'
  return () => {
    for (const { dataset } of marked) delete dataset['found']
  }
}

/** Returns its undo. */
export function highlightMatches(editor: LexicalEditor, view: FindView): () => void {
  const root = editor.getRootElement()
  if (!supported || !root) return () => {}
  const { matches, current } = view
  const first = Math.max(0, Math.min(current - mostPainted / 2, matches.length - mostPainted))
  const ranges = (some: readonly Match[]): Range[] =>
    some.flatMap(match => (isInNote(match) ? [] : (rangeOf(root, { ...match }) ?? [])))
  const shown = matches.slice(first, first + mostPainted)
  const others = ranges(shown.filter((_, at) => first + at !== current))
  const here = ranges(matches.slice(current, current + 1))
  CSS.highlights.set('found', new Highlight(...others))
  if (current >= 0) CSS.highlights.set('found-current', new Highlight(...here))
  const unmark = markNotes(editor, view)
  return () => {
    unmark()
    CSS.highlights.delete('found')
    CSS.highlights.delete('found-current')
  }
}

/** Brings a place into view, in the middle of it when it was out of sight. */
export function showPlace(editor: LexicalEditor, match: Match): void {
  if (!isInNote(match)) return showWords(editor, match)
  const canvas = canvasOf(editor)
  const field = noteField(editor, match)
  if (!canvas || !field) return
  const { top, bottom } = canvas.getBoundingClientRect()
  const box = field.getBoundingClientRect()
  if (box.top < top + 40 || box.bottom > bottom - 40) field.scrollIntoView({ block: 'center' })
}

/** The words of a place in a footnote become what is selected. */
export function goIntoNote(editor: LexicalEditor, match: NoteMatch): void {
  const field = noteField(editor, match)
  field?.focus()
  field?.setSelectionRange(match.from, match.to)
}

function showWords(editor: LexicalEditor, match: TextMatch): void {
  const root = editor.getRootElement()
  const canvas = canvasOf(editor)
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
