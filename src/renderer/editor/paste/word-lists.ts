// Word puts no lists on the clipboard: each item is a paragraph whose style says
// `mso-list:l0 level2 lfo1` and whose mark stands in a span `mso-list:Ignore`. These properties are
// no CSS, so they are read from the attribute's text before it goes through the style object.
import type { BlockKind } from '#shared/document'

const level = /mso-list:\s*[^;]*\blevel(\d)/i
const ignored = /mso-list:\s*ignore/i
const bulletMark = /^[^\p{L}\p{N}(]*$|^o$|^[§ØüvŸ]$/u

export const isListMark = (style: string): boolean => ignored.test(style)

/** The item's level from 1, or 0 for what is no list item. */
export const wordListLevel = (style: string): number => Number(level.exec(style)?.[1] ?? 0)

/** Kind of a list item of `depth` from 1; deeper ones than we have get the deepest. */
export function listKind(numbered: boolean, depth: number): BlockKind {
  const numbers: BlockKind[] = ['num1', 'num2', 'num3', 'num4']
  const bullets: BlockKind[] = ['bullet1', 'bullet2', 'bullet3']
  const kinds = numbered ? numbers : bullets
  return kinds[Math.min(Math.max(depth, 1), kinds.length) - 1] ?? 'paragraph'
}

/** True when the mark is a bullet: no letter and no digit, or one of Word's symbol letters. */
export const isBulletMark = (mark: string): boolean => bulletMark.test(mark.trim())
