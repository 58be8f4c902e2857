// A cell of a text that a window only reads: the names by which the cells of a table belong together.
import * as v from 'valibot'

export const TextCell = v.object({
  table: v.string(),
  row: v.string(),
  column: v.string(),
  /** Its row is the header, where it is the first. */
  head: v.exactOptional(v.literal(true)),
})
