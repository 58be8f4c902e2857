// Typed numbers. In our page they are computed, so a typed one is removed and remembered as the
// kind of its paragraph: "3." a paragraph, "(b)" below it, "(ii)" below that.
import { withoutStart } from '#document/imports'
import type { BlockKind } from '#document/model'
import type { PastedBlock } from './pasted.ts'

const roman = /^(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})$/
const paragraph = /^\d{1,3}\.[\s\u00a0]+/
const lettered = /^\(?([a-z])\)[\s\u00a0]+/
const romanMark = /^\(?([ivx]{1,5})\)[\s\u00a0]+/
const bullet = /^[•·▪◦‣–—-][\s\u00a0]+/
const section = /^(?:[IVXL]{1,6}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)][\s\u00a0]+(?=\S)/

/** The letter of the lettered run that is open above, to tell "(i)" after "(h)" from a numeral. */
type Above = { letter: string }

export const nothingAbove: Above = { letter: '' }

type TypedMark = { kind: BlockKind; length: number; letter: string }

/** The kind that a typed mark stands for and how many characters it takes; null without one. */
export function typedMark(text: string, above: Above): TypedMark | null {
  const number = paragraph.exec(text)
  if (number) return { kind: 'num1', length: number[0].length, letter: '' }
  const letter = lettered.exec(text)
  const numeral = romanMark.exec(text)
  const next = letter?.[1]?.charCodeAt(0) === above.letter.charCodeAt(0) + 1
  if (numeral && roman.test(numeral[1] ?? '') && !next)
    return { kind: 'num3', length: numeral[0].length, letter: above.letter }
  if (letter) return { kind: 'num2', length: letter[0].length, letter: letter[1] ?? '' }
  const dot = bullet.exec(text)
  return dot ? { kind: 'bullet1', length: dot[0].length, letter: '' } : null
}

/** Characters of a number typed before a heading, for example of "II. " or "A. ". */
export const sectionMarkLength = (text: string): number => section.exec(text)?.[0].length ?? 0

/** A paragraph with its typed number taken off, or a heading without one; and the letter that is now open. */
export function withoutMark(block: PastedBlock, above: Above): { block: PastedBlock } & Above {
  const { kind, runs } = block
  const text = runs.map(run => run.text).join('')
  if (kind?.startsWith('h'))
    return { block: { ...block, runs: withoutStart(runs, sectionMarkLength(text)) }, letter: '' }
  const mark = kind === null ? typedMark(text, above) : null
  if (!mark) return { block, letter: above.letter }
  const { length, letter } = mark
  return { block: { ...block, kind: mark.kind, runs: withoutStart(runs, length) }, letter }
}
