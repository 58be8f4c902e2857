// Forwarding: an adopted text begins again as a document of a wider group of this profile, with the
// words of the text file and without the names of the group that adopted it.
import * as v from 'valibot'
import { ActId, BlockId, DocumentId, GroupId } from '../ids.ts'
import { Language, Level } from '../vocabulary.ts'

export const ForwardTarget = v.object({
  group: GroupId,
  name: v.string(),
  level: Level,
  /** Members who read it there. */
  members: v.number(),
})
export type ForwardTarget = v.InferOutput<typeof ForwardTarget>

/** One paragraph: as this member reads it now, and as it leaves. */
export const ForwardedLine = v.object({
  block: v.nullable(BlockId),
  number: v.string(),
  inside: v.string(),
  leaves: v.string(),
  isWithheld: v.boolean(),
})
export type ForwardedLine = v.InferOutput<typeof ForwardedLine>

const what = { decision: ActId, language: Language }

/**
 * The attached pack of the adoption that a text came from, as this device checks it. `group`: of this profile,
 * whose officers signed it; `whole`: no card that this device knows fits.
 */
export const OriginPack = v.object({
  is: v.picklist(['none', 'signed', 'whole', 'not-final', 'changed', 'other']),
  group: v.nullable(v.string()),
})
export type OriginPack = v.InferOutput<typeof OriginPack>

export const forwardingCalls = {
  /** Failures: `not-found` where the text is not here, `not-permitted` where it was not adopted. */
  'forwarding.prepare': {
    input: v.object(what),
    output: v.object({
      title: v.string(),
      direction: v.picklist(['ltr', 'rtl']),
      /** The level of this group: all that the other one learns of it. */
      level: Level,
      /** SHA-256 of the statement, in hexadecimal. */
      adoption: v.string(),
      lines: v.array(ForwardedLine),
      targets: v.array(ForwardTarget),
    }),
  },
  /** Failures: also `consent-missing`. */
  'forwarding.forward': {
    input: v.object({ ...what, group: GroupId }),
    output: v.object({ document: DocumentId }),
  },
  /** The adoption of another group that a document began with; null for any other document. */
  'forwarding.origin': {
    input: v.object({ document: DocumentId }),
    output: v.nullable(
      v.object({
        level: Level,
        adoption: v.string(),
        checked: v.picklist(['card', 'unknown']),
        pack: OriginPack,
      }),
    ),
  },
} as const
