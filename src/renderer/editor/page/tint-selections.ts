// Tints what others selected, by the browser's own highlights: nothing is added to the text, and line
// breaks and mixed directions are the browser's business. One highlight per member colour; the rules
// are in the style sheet.
import type { SelectedRange } from './place-cursors.ts'

const colors = [1, 2, 3, 4, 5, 6] as const
const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS

/** Shows exactly these; none clears them. */
export function tintSelections(selected: readonly SelectedRange[]): void {
  if (!supported) return
  for (const color of colors) {
    const ranges = selected.filter(each => each.color === color).map(each => each.range)
    const name = `member-${color}`
    if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges))
    else CSS.highlights.delete(name)
  }
}
