// The size of pages, and the margin around the text. Twentieths of a point.

export type Paper = 'a4' | 'letter'

export const pageSizes = { a4: [11906, 16838], letter: [12240, 15840] } as const
export const pageMargin = 1440

/** The width of the text between the margins. */
export const textWidth = (paper: Paper = 'a4', isOnSide = false): number =>
  pageSizes[paper][isOnSide ? 1 : 0] - 2 * pageMargin
