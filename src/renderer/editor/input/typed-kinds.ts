// Numbers, dashes and # that a person types at the beginning of a line, and the kind that a space
// behind them gives it. The number itself goes: the page counts, and "12." becomes the number that the
// paragraph has there. A pasted text is read by the same marks (`paste/typed-marks.ts`).
import type { Language } from '#shared/contract'
import type { BlockKind } from '#document/model'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $cellOf, $kindOf, $languageOf } from '../blocks/block-state.ts'
import { typedMark } from '../paste/typed-marks.ts'
import type { TypedTurnParts } from './typed-turns.ts'

/** Other lines keep their kind: a quoted "1." is the quotation's, and a decision stays one. */
const turnable: ReadonlySet<BlockKind> = new Set<BlockKind>([
  ...(['paragraph', 'preamble', 'num1', 'num2', 'num3', 'num4'] as const),
  ...(['bullet1', 'bullet2', 'bullet3'] as const),
])
const headings: readonly BlockKind[] = ['h1', 'h2', 'h3', 'h4']

/** Letters that some languages number by, beside the Latin ones. */
const ownLetter: Partial<Record<Language, RegExp>> = {
  ar: /^\(?[\u0623-\u064a]\u0640?\)$/u,
  ru: /^\(?[а-я]\)$/u,
}
/** "1 -" and "1-", as Arabic texts number. */
const arabicNumber = /^\d{1,3} ?[-–]$/u

/** Chinese keyboards write wide signs, Arabic ones digits of their own. */
const plain = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, digit => String((digit.codePointAt(0) ?? 0) & 15))

/** `above`: the last letter that subparagraphs above reached, empty for none. */
export const kindTyped = (typed: string, language: Language, above: string): BlockKind | null => {
  const text = plain(typed)
  if (/^#+$/.test(text)) return headings[text.length - 1] ?? null
  if (text === '-' || text === '•') return 'bullet1'
  if (language === 'ar' && arabicNumber.test(text)) return 'num1'
  if (ownLetter[language]?.test(text)) return 'num2'
  const mark = typedMark(`${text} `, { letter: above })
  return mark && /^[\d(a-z]/.test(text) && mark.length === text.length + 1 ? mark.kind : null
}

/** The letter of the subparagraph above, which tells whether "(i)" follows "(h)". */
const $letterAbove = (block: BlockNode): string => {
  let count = 0
  for (let at = block.getPreviousSibling(); $isBlockNode(at); at = at.getPreviousSibling()) {
    const kind = $kindOf(at)
    if (kind === 'num1' || headings.includes(kind)) break
    if (kind === 'num2' && $cellOf(at) === undefined) count++
  }
  return count === 0 || count > 26 ? '' : String.fromCharCode(96 + count)
}

/** For `registerTypedTurns`, in a document of that language. */
export const kindTurns =
  (language: Language): TypedTurnParts['$turnOf'] =>
  (block, typed) => {
    const now = $kindOf(block)
    const isHeading = headings.includes(now)
    if (!turnable.has(now) && !(isHeading && typed.startsWith('#'))) return null
    const kind = kindTyped(typed, $languageOf(block) ?? language, $letterAbove(block))
    return kind && { kind }
  }
