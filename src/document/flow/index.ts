// Files and pastes before they become blocks, and the reader of foreign markup.
export {
  count,
  nothingElse,
  paragraphOf,
  pictureOf,
  pieceOf,
  type Altered,
  type AlteredThing,
  type Flow,
  type FlowPicture,
  type Foreign,
  type ForeignComment,
  type LeftOut,
  type LeftOutThing,
  type Look,
  type Paragraph,
  type ParagraphRole,
  type PictureLoss,
  type Piece,
  type Presented,
  type Quoted,
  type Table,
  type TableCell,
  type TableRow,
} from './flow.ts'
export { cellPieces, isHeading, kindOf, placesOf, runOf, tidyRuns } from './on-page.ts'
export type { MarkupElement, MarkupNode } from './markup.ts'
export { readMarkup } from './read-markup.ts'
