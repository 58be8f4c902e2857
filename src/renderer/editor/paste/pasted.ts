// The form of any clipboard format before it meets the page: our blocks, our formats, safe links,
// and a count of the losses.
import { cleanText as withoutNoise } from '#document/imports'
import type { BlockKind, Cell, MeetingStates, Picture, Run } from '#document/model'
import type { Language } from '#shared/contract'

export type PastedBlock = {
  /** Null: takes the kind of the paragraph it lands in. */
  kind: BlockKind | null
  runs: Run[]
  language?: Language
  direction?: 'rtl'
  /** In a table; its names hold among the blocks that are pasted together. */
  cell?: Cell
  /** The picture of a figure that was copied from the same document. */
  picture?: Picture
  alternative?: string
  /** States of a line of minutes or an item: words off the record, and names that are not printed, stay so. */
  meeting?: MeetingStates
  /** From no text that this window copied: the states are for a paragraph without words alone. */
  isForeign?: true
  /** As text: its words were off the record where they were copied, and they do not say so. */
  wasOff?: true
}

/** The losses of a paste, for one plain sentence to the person. */
export type LeftOut = { images: number; tables: number; links: number }

/** Words off the record that are pasted stay so, or come on the record among words that are on it. */
export type OffRecord = 'kept' | 'lost'

/** `notes`: the words of footnotes that come along, by the new ids that the runs name. */
export type Pasted = {
  blocks: PastedBlock[]
  leftOut: LeftOut
  notes?: ReadonlyMap<string, string>
}

export const nothingLeftOut = (): LeftOut => ({ images: 0, tables: 0, links: 0 })

/** Text as it may enter the page: no noise, white space in single spaces. */
export const cleanText = (text: string): string => withoutNoise(text).replace(/[ \u00a0]{2,}/g, ' ')
