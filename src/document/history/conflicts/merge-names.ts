// The parts of a merge beside words, by name and shape, for all that keep or show it.
import * as v from 'valibot'

/**
 * `head` of a cell, in whose row it stands; `notes`: what the footnotes say that it refers to, a line each. Then what
 * meetings give a block: owner and day of an action item, words off the record, how it names members, minutes and
 * presenter of an item.
 */
export const blockValues = [
  ...(['kind', 'language', 'direction', 'picture', 'alternative', 'head', 'notes'] as const),
  ...(['owner', 'due', 'off', 'naming', 'time', 'by'] as const),
] as const
export const documentValues = [
  ...(['title', 'kind', 'language', 'reference', 'symbol', 'status'] as const),
] as const
export type ValueName = (typeof blockValues)[number] | (typeof documentValues)[number]

export const ValueName: v.GenericSchema<ValueName> = v.picklist([...blockValues, ...documentValues])

const is = v.exactOptional(v.literal(true))

/** Words with their formats and links, in order. */
export const FormattedWords = v.array(
  v.object({
    text: v.string(),
    href: v.exactOptional(v.string()),
    bold: is,
    italic: is,
    underline: is,
    strikethrough: is,
    superscript: is,
    subscript: is,
  }),
)
export type FormattedWords = v.InferOutput<typeof FormattedWords>
