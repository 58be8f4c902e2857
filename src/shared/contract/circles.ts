// Circles: a part of the group with documents of its own, of which nobody outside learns.
import * as v from 'valibot'

/** A convener brings others in and takes them out; a reader does not write in documents. */
export const CircleRole = v.picklist(['convener', 'member', 'reader'])
export type CircleRole = v.InferOutput<typeof CircleRole>
