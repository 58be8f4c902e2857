// The content of a file or of a paste before it becomes blocks: paragraphs and tables in their
// order, with the changes, comments and names that a file records. The readers of Word, of
// OpenDocument and of markup give this; settling a flow takes the changes in or out.
import type { Formats } from '#document/model'

/** A name in a file is a quotation: it matches no member and counts for nothing. */
export type Quoted = {
  /** As the file says; empty where it says nothing. */
  author: string
  /** As the file claims. ISO 8601, or null. */
  at: string | null
  /** Half of a move. */
  isMove?: true
}

/** `href` as the file has it: nothing of it is checked yet. */
export type Look = Formats & { href?: string }

/** A stretch of text, or the sign of a note, with its two changes: one may delete what one inserted. */
export type Piece = {
  text: string
  look: Look
  inserted: Quoted | null
  deleted: Quoted | null
  /** Ids of the comments on these words. */
  comments: readonly string[]
  /** A number that the file counts itself, as in front of a caption. */
  isCounted?: true
  /** The footnote or endnote whose sign this is; its text is in `notes`. */
  note?: string
  /** How it looked before the file changed its format. */
  before?: Quoted & { look: Look }
}

export type ParagraphRole =
  /** `isOfItem`: it goes on in an item of a list, and has no number of its own. */
  | { kind: 'body'; isOfItem?: true }
  | { kind: 'title' }
  | { kind: 'heading'; level: number }
  | { kind: 'quote' }
  | { kind: 'item'; level: number; isNumbered: boolean }

/** How a paragraph presents itself. */
export type Presented = { role: ParagraphRole; isMirrored: boolean; beginsPage: boolean }

export type Paragraph = Presented & {
  is: 'paragraph'
  pieces: Piece[]
  /** Changes of its end: without its end it is one paragraph with the next. */
  endInserted: Quoted | null
  endDeleted: Quoted | null
  /** As it presented itself before the file changed it. */
  before?: Quoted & Presented
  /** The style of the paragraph is that of a caption, of a picture or of a table. */
  isCaption?: true
}

/** A picture, behind the paragraph in which it stands. */
export type FlowPicture = {
  is: 'picture'
  /** The name of its part in the file. */
  part: string
  /** As the file has it; empty where it has none. */
  alternative: string
  caption: Piece[]
  inserted: Quoted | null
  deleted: Quoted | null
}

export type TableCell = { flow: Flow; columns: number; continues: boolean }
export type TableRow = {
  cells: TableCell[]
  isHead: boolean
  inserted: Quoted | null
  deleted: Quoted | null
}
export type Table = { is: 'table'; rows: TableRow[] }

export type Flow = (Paragraph | Table | FlowPicture)[]

export type ForeignComment = {
  id: string
  author: string
  at: string | null
  text: string
  /** The comment that it answers. */
  parent: string | null
  isResolved: boolean
}

export type LeftOutThing =
  | PictureLoss
  | 'object'
  | 'field'
  | 'header'
  | 'hidden-text'
  | 'unknown-symbol'
/** Things that were in the file and are not in the flow, with how many there were. */
export type LeftOut = Map<LeftOutThing, number>

/**
 * Why a picture stays out: `picture` for none of these, `picture-kind` for one that is neither PNG nor JPEG,
 * `picture-place` for one in a cell or a note, `picture-size` for one with too many pixels or behind the 200th.
 */
export type PictureLoss =
  | 'picture'
  | 'linked-picture'
  | 'picture-kind'
  | 'picture-place'
  | 'picture-size'
  | 'picture-damaged'

export type AlteredThing = 'text-box' | 'symbol' | 'merged-cell' | 'nested-table' | 'equation'
/** Things that are in the flow in another form. */
export type Altered = Map<AlteredThing, number>

/** A file as its reader found it. */
export type Foreign = {
  flow: Flow
  notes: ReadonlyMap<string, Flow>
  comments: ForeignComment[]
  title: string | null
  leftOut: LeftOut
  altered: Altered
  /** The bytes of its pictures, by the names of their parts. */
  pictures: ReadonlyMap<string, Uint8Array>
  /** The reader took stray characters or line breaks out. */
  isTidied?: boolean
}

/** The rest of a file that has nothing but its text. */
export const nothingElse = (): Omit<Foreign, 'flow'> => ({
  notes: new Map(),
  comments: [],
  title: null,
  leftOut: new Map(),
  altered: new Map(),
  pictures: new Map(),
})

export const pieceOf = (text: string, look: Look = {}, note?: string): Piece => ({
  text,
  look,
  inserted: null,
  deleted: null,
  comments: [],
  ...(note !== undefined && { note }),
})

export const pictureOf = (part: string, alternative: string): FlowPicture => ({
  is: 'picture',
  part,
  alternative,
  caption: [],
  inserted: null,
  deleted: null,
})

/** A paragraph of a file that records no changes. */
export const paragraphOf = (role: ParagraphRole, text?: string): Paragraph => ({
  is: 'paragraph',
  role,
  isMirrored: false,
  pieces: text === undefined ? [] : [pieceOf(text)],
  endInserted: null,
  endDeleted: null,
  beginsPage: false,
})

export const count = <K>(counts: Map<K, number>, key: K, by = 1): void =>
  void counts.set(key, (counts.get(key) ?? 0) + by)
