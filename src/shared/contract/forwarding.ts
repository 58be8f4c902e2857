// Forwarding: an adopted text begins again as a document of a wider group of this profile, with the
// words of the text file and without the names of the group that adopted it.
import { ActId, type BlockId, DocumentId, GroupId } from '../ids.ts'
import { Language, type Level } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

export type ForwardTarget = {
  group: GroupId
  name: string
  level: Level
  /** Members who read it there. */
  members: number
}

/** One paragraph: as this member reads it now, and as it leaves. */
export type ForwardedLine = {
  block: BlockId | null
  number: string
  inside: string
  leaves: string
  isWithheld: boolean
}

const what = { decision: ActId, language: Language }

/**
 * The attached pack of the adoption that a text came from, as this device checks it. `group`: of this profile,
 * whose officers signed it; `whole`: no card that this device knows fits.
 */
export type OriginPack = {
  is: 'none' | 'signed' | 'whole' | 'not-final' | 'changed' | 'other'
  group: string | null
}

export const forwardingCalls = {
  /** Failures: `not-found` where the text is not here, `not-permitted` where it was not adopted. */
  'forwarding.prepare': call(
    what,
    answers<{
      title: string
      direction: 'ltr' | 'rtl'
      /** The level of this group: all that the other one learns of it. */
      level: Level
      /** SHA-256 of the statement, in hexadecimal. */
      adoption: string
      lines: readonly ForwardedLine[]
      targets: readonly ForwardTarget[]
    }>(),
  ),
  /** Failures: also `consent-missing`. */
  'forwarding.forward': call({ ...what, group: GroupId }, answers<{ document: DocumentId }>()),
  /** The adoption of another group that a document began with; null for any other document. */
  'forwarding.origin': call(
    { document: DocumentId },
    answers<{
      level: Level
      adoption: string
      checked: 'card' | 'unknown'
      pack: OriginPack
    } | null>(),
  ),
} as const
