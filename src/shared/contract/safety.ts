// What can be given up: sealing a document for everybody.
import * as v from 'valibot'
import { DocumentId, MemberId } from '../ids.ts'
import { Time } from './names.ts'

/** Words that somebody wrote in a document while it was sealed elsewhere; nobody merged them. */
export const LateWords = v.object({ by: v.nullable(MemberId), text: v.string() })
export type LateWords = v.InferOutput<typeof LateWords>

/** `digest`: of what could be read in the document that was sealed. */
export const SealedFrom = v.object({
  by: v.nullable(MemberId),
  at: Time,
  digest: v.string(),
  late: v.array(LateWords),
})
export type SealedFrom = v.InferOutput<typeof SealedFrom>

export const safetyCalls = {
  /**
   * Makes another document of what can be read in this one. Every device that learns of it gives up the
   * old one for good. `not-permitted` for who is neither chair nor rapporteur, where others have it.
   */
  'documents.seal': {
    input: v.object({ document: DocumentId }),
    output: v.object({ document: DocumentId }),
  },
  /** Null for a document that goes on from no sealed one, as far as this device knows. */
  'documents.sealedFrom': {
    input: v.object({ document: DocumentId }),
    output: v.nullable(SealedFrom),
  },
  /** The person has done with one of `late`, by its place. */
  'documents.settleLate': {
    input: v.object({ document: DocumentId, index: v.number() }),
    output: v.void(),
  },
} as const
