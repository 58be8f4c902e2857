// All changes of a member to a text, by name. A safe one loses no word and doubles none, whatever
// others do meanwhile; the exceptions can, and merge review shows each case with both texts.
import { besideActs } from './beside-acts.ts'
import { noteActs } from './note-acts.ts'
import { bracketActs, proposalActs } from './proposal-acts.ts'
import { remarkActs } from './remark-acts.ts'
import { textActs } from './text-acts.ts'
import type { Act } from './turn.ts'
import { wholeActs } from './whole-acts.ts'

export const acts = {
  ...textActs,
  ...noteActs,
  ...wholeActs,
  ...remarkActs,
  ...proposalActs,
  ...bracketActs,
  ...besideActs,
} satisfies Record<string, Act>

export type Operation = keyof typeof acts

const named = <Name extends Operation>(...names: Name[]): readonly Name[] => names

export const safeOperations = named(
  ...(['insert', 'delete', 'format', 'link', 'kind', 'language', 'direction', 'new'] as const),
  ...(['undo', 'redo', 'note', 'refer', 'pageBreak', 'replace', 'paste'] as const),
)
/** Statements beside the text, and changes that wait in it until a member settles them. */
export const remarkOperations = named(
  ...(['comment', 'answer', 'suggest', 'accept', 'reject'] as const),
  ...(['amend', 'stand', 'verdict', 'paragraph', 'place', 'takeIn'] as const),
)
/** Another place of paragraphs, suggested and accepted. */
export const placeOperations = named('place', 'takePlace')
/**
 * Text under negotiation. Settling removes words that others may write in: they are offered back.
 */
export const bracketOperations = named('bracket', 'alternative', 'settle')
/** Tables: made, written in by the operations above, and extended by rows and columns. */
export const tableOperations = named('table', 'grow')
/**
 * Rows, columns and tables are removed, with text that others write in them meanwhile: it is
 * offered back.
 */
export const tableExceptions = named('shrink')
/**
 * The words of a paragraph go to a circle; text that others write in it meanwhile stays in the
 * text.
 */
export const circleOperations = named('restrict')
/**
 * Values that are no word of the text. When two change one value of a thing concurrently, one is
 * named.
 */
export const besideOperations = named(
  ...(['figure', 'title', 'file', 'translated', 'consent', 'consult'] as const),
)
/**
 * Paragraphs are written again, or removed: text that others write in them meanwhile is offered
 * back.
 */
export const exceptionOperations = named(
  ...(['split', 'join', 'move', 'step', 'remove', 'pasteBlocks'] as const),
  ...(['takePlace', 'lift', 'version'] as const),
)

/** Operations on a text with headings: sections that pass one another, and their paragraphs. */
export const sectionOperations = named(
  ...(['step', 'step', 'step', 'step', 'move', 'split', 'join', 'remove', 'kind', 'new'] as const),
  ...(['undo', 'redo', 'insert', 'paste', 'pasteBlocks', 'table', 'grow', 'version'] as const),
  ...(['suggest', 'accept', 'reject', 'place', 'takePlace', 'alternative', 'settle'] as const),
  ...(['restrict', 'format', 'link', 'delete'] as const),
)

export const everythingSafe: readonly Operation[] = [
  ...[...safeOperations, ...remarkOperations, ...bracketOperations],
  ...[...tableOperations, ...tableExceptions, ...circleOperations],
  ...besideOperations,
]
export const everything: readonly Operation[] = [...everythingSafe, ...exceptionOperations]
export const isSafeOperation = (operation: Operation): boolean => everythingSafe.includes(operation)
