// Kinds of list items in pasted markup.
import type { BlockKind } from '#document/model'

/** Kind of a list item of `depth` from 1; deeper ones than we have get the deepest. */
export function listKind(numbered: boolean, depth: number): BlockKind {
  const numbers: BlockKind[] = ['num1', 'num2', 'num3', 'num4']
  const bullets: BlockKind[] = ['bullet1', 'bullet2', 'bullet3']
  const kinds = numbered ? numbers : bullets
  return kinds[Math.min(Math.max(depth, 1), kinds.length) - 1] ?? 'paragraph'
}
