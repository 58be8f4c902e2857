// The outline of a page: its headings as a tree, and which of them the caret is under.
import { levelOf } from '#document/numbering'
import type { OutlineItem } from '../../ui/index.ts'
import type { PageBlock } from '../page/page-state.ts'

const depthOf = (block: PageBlock): number | null => {
  const level = levelOf(block.kind)
  return level?.family === 'headings' ? level.depth : null
}

/** The open points of a section, and their words. */
export type OpenIn = (heading: string) => OutlineItem['open']

/** A heading that skips a level hangs below the last higher one. `untitled` names an empty one. */
export function outlineOf(
  blocks: readonly PageBlock[],
  untitled: string,
  openIn: OpenIn = () => undefined,
): OutlineItem[] {
  const top: OutlineItem[] = []
  const open: { depth: number; children: OutlineItem[] }[] = [{ depth: -1, children: top }]
  for (const block of blocks) {
    const depth = depthOf(block)
    if (depth === null) continue
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop()
    const text = block.said?.trim() || block.text.trim() || untitled
    const number = block.number
    const [opens, closes] = block.bracket ? ['[', ']'] : ['', '']
    const item: OutlineItem = {
      id: block.id,
      number: number && opens + number,
      text: (number ? '' : opens) + text + closes,
      children: [],
      open: openIn(block.id),
    }
    open.at(-1)?.children.push(item)
    open.push({ depth, children: item.children })
  }
  return top
}

/** The points that stand under each heading, those of its subheadings apart. */
export function pointsBySection<T extends { block: string }>(
  blocks: readonly PageBlock[],
  points: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const wanted = Map.groupBy(points, ({ block }) => block)
  const found = new Map<string, T[]>()
  let heading: string | null = null
  for (const block of wanted.size > 0 ? blocks : []) {
    if (depthOf(block) !== null) heading = block.id
    const here = wanted.get(block.id)
    if (here !== undefined && heading !== null)
      found.set(heading, [...(found.get(heading) ?? []), ...here])
  }
  return found
}

/** The id of the heading that `current` is or stands under; null above the first heading. */
export function sectionOf(blocks: readonly PageBlock[], current: string | null): string | null {
  let heading: string | null = null
  for (const block of blocks) {
    if (depthOf(block) !== null) heading = block.id
    if (block.id === current) return heading
  }
  return null
}
