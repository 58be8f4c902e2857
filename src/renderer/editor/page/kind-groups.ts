// The kinds of paragraph that the menu offers, in the order of use.
import type { DocumentKind } from '#shared/contract'
import { numberBlocks, type Numbering } from '#document/numbering'
import type { BlockKind } from '#document/model'
import type { MessageId } from '../../words/index.ts'

export type KindGroup = { title: MessageId; kinds: BlockKind[] }

const text: KindGroup = {
  title: 'editor.kinds.text',
  kinds: ['num1', 'num2', 'num3', 'num4', 'paragraph', 'preamble', 'quote'],
}
const headings: KindGroup = { title: 'editor.kinds.headings', kinds: ['h1', 'h2', 'h3', 'h4'] }
const lists: KindGroup = { title: 'editor.kinds.lists', kinds: ['bullet1', 'bullet2', 'bullet3'] }
const minutes: KindGroup = {
  title: 'editor.kinds.minutes',
  kinds: ['decision', 'action', 'information', 'reservation'],
}

/** Blocks that are captured in minutes are offered in minutes only. */
export const kindGroups = (document: DocumentKind): KindGroup[] =>
  document === 'minutes' ? [text, headings, lists, minutes] : [text, headings, lists]

const above: Partial<Record<BlockKind, BlockKind[]>> = {
  num2: ['num1'],
  num3: ['num1', 'num2'],
  num4: ['num1', 'num2', 'num3'],
  h2: ['h1'],
  h3: ['h1', 'h2'],
  h4: ['h1', 'h2', 'h3'],
}

/** The first number of that kind, to recognise it by: "1.", "(a)", "I."; empty without numbers. */
export const firstNumber = (kind: BlockKind, numbering: Numbering): string =>
  numberBlocks(
    [...(above[kind] ?? []), kind].map(each => ({ kind: each })),
    numbering,
  ).at(-1) ?? ''
