// A document as plain data: what a reader of the Yjs tree gets and what the exports print.
import type { DocumentKind, Language } from '#shared/vocabulary'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Cell } from './cells.ts'
import type { EntryId } from '#document/ids'
import type { Picture } from './figures.ts'
import type { MeetingStates } from './meeting-states.ts'
import type { Prompt } from './prompts.ts'

/** The layout number stored in every document; a newer one stays readable but is not edited. */
export const schema = 1

export const blockKinds = [
  'paragraph',
  'h1',
  'h2',
  'h3',
  'h4',
  'preamble',
  'num1',
  'num2',
  'num3',
  'num4',
  'bullet1',
  'bullet2',
  'bullet3',
  'quote',
  'decision',
  'action',
  'information',
  'reservation',
  'figure',
  'pagebreak',
] as const
export type BlockKind = (typeof blockKinds)[number]

/**
 * In square brackets, as a version of a set of alternatives. Both names hold client ids, so neither
 * leaves the group.
 */
export type InBrackets = {
  version: EntryId
  set: EntryId
  /** Until it is read with the rest of the page: other sets that are one with this. */
  also?: EntryId[]
}

/** WORD JOINER: has no width and breaks nothing where the reference is not shown as one. */
export const noteSign = '\u2060'

export type Format = (typeof runElements)[number][0]
export type Formats = { [format in Format]?: true }

/** A stretch of equal formatting. */
export type Run = Formats & {
  text: string
  /** Waits to be taken in: no part of the text yet. */
  suggested?: true
  /** Waits to be taken out: part of the text until then. */
  struck?: true
  bracket?: InBrackets
  /** http, https or mailto only. */
  href?: string
  /** Refers to this footnote; the text is `noteSign`. */
  note?: string
  /** Refers to a paragraph; the text is `noteSign` until it is read for people (`paragraph-references.ts`). */
  to?: Reference
  /** A speaker; the text is `noteSign` until it is read for people (`meetings/speakers.ts`). */
  who?: MemberId
  /** States of remarks that come in with it; a page that is read shows none. */
  marks?: Readonly<Record<string, unknown>>
  /** Never stored: the units of the block that these words print, in files that show changes. */
  place?: { from: number; to: number }
  /** Never stored: the comments on these words, in files that show comments. */
  remarks?: readonly EntryId[]
}

/** Formats of a run with the HTML element of each, the innermost first. */
export const runElements = [
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strikethrough', 's'],
  ['superscript', 'sup'],
  ['subscript', 'sub'],
] as const

/** To a paragraph of the same text. */
export type Reference = {
  block: BlockId
  /** Its words when it was put in. */
  was: string
  /** Reads the number alone. */
  bare?: true
  /** Never stored: what it reads, on a page for people. */
  reads?: Reading
}

/** One number of a place, and the block that has it; `before` joins it to the one before. */
export type PlacePart = { before: string; mark: string; index: number }

export type Standing = 'there' | 'gone' | 'unnumbered'

/** The words of a reference, with the parts of the number and the blocks that have them. */
export type Reading = {
  standing: Standing
  /** All of it. */
  words: string
  before: string
  path: readonly PlacePart[]
  after: string
  /** The index of the block in the text; -1 for one that is gone. */
  index: number
}

/** The text of a footnote. */
export type Note = { id: string; text: string }

export type Block = {
  /** Null in a block that a stranger's tool made without one. */
  id: BlockId | null
  kind: BlockKind
  /** Set when the stored kind or node type is not known here; shown as a plain paragraph. */
  unknown?: true
  language?: Language
  direction?: 'ltr' | 'rtl'
  /** The block that this one was split from. */
  from?: BlockId
  /** Set for a restricted block, whose text lies elsewhere; shown as "Withheld". */
  label?: string
  /** The document of a circle that has the text; says nothing to who is not in it. */
  ref?: DocumentId
  bracket?: InBrackets
  /** In a table; its kind is then a paragraph. */
  cell?: Cell
  /** The picture of a figure, whose words are its caption. */
  picture?: Picture
  /** The alternative text for people who do not see it; absent until it is written. */
  alternative?: string
  /** The prompt for its writer while it is empty; no part of the text. */
  prompt?: Prompt
  /** Its states in an agenda or minutes; absent where it has none. */
  meeting?: MeetingStates
  /** Computed, never stored: "1.", "(a)", "II.", "Figure 1"; empty where the kind has none. */
  number: string
  /** Never stored: what a line of minutes is, as files print it in front of the words. */
  lead?: Run[]
  /** Never stored: what the acts say of a decision, as files print it behind the words. */
  outcome?: Run[]
  runs: Run[]
}

export type PageMeta = {
  kind: DocumentKind
  title: string
  language: Language
  /** The group's own reference. */
  reference: string
  /** The UN symbol, given by the secretariat; empty until then. */
  symbol: string
  /** Always this word: the status of a text follows from the decisions about it. */
  status: 'draft'
  schema: number
}

export type Page = {
  meta: PageMeta
  blocks: Block[]
  /** In the order of their references, which is their number; absent without any. */
  notes?: Note[]
}

/** The block as it stands while nothing that waits is taken in. */
export const settledBlock = (block: Block): Block => ({
  ...block,
  runs: block.runs.filter(run => run.suggested !== true).map(({ struck: _struck, ...run }) => run),
})

/** The page as it stands while nothing that waits is taken in: what is copied and printed. */
export const settledPage = ({ notes = [], ...page }: Page): Page => {
  const blocks = page.blocks.map(settledBlock)
  const cited = new Set(blocks.flatMap(({ runs }) => runs.map(({ note }) => note)))
  const kept = notes.filter(({ id }) => cited.has(id))
  return { ...page, blocks, ...(kept.length > 0 && { notes: kept }) }
}

export const blockText = (block: Pick<Block, 'runs'>): string =>
  block.runs.map(run => run.text).join('')
