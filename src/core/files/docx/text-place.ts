// Where text goes while a part is read.
import type { Flow, Look, Paragraph, Piece } from '#document/flow'

/** The page, a cell, a note or a text box, each with a paragraph of its own. */
export type Place = {
  flow: Flow
  paragraph: Paragraph | null
  /** Text boxes in this paragraph; they follow it. */
  boxes: Flow
  look: Look
  /** How the run looked before its format was changed. */
  before: Piece['before'] | null
  font: string
  isVanished: boolean
  /** The style of the paragraph hides its words. */
  hides: boolean
}

export const placeFor = (flow: Flow): Place => ({
  flow,
  paragraph: null,
  boxes: [],
  look: {},
  before: null,
  font: '',
  isVanished: false,
  hides: false,
})
