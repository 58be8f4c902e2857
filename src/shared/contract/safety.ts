// Retiring a document for all members, and offloading documents for a while.
import * as v from 'valibot'
import { EntryId } from '#document/ids'
import { DeviceId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { Time } from '../vocabulary.ts'

/** Words that a member wrote in a document while it was retired elsewhere; they are not merged. */
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

/** A device of this or another member that says it keeps a document until it is asked for. */
export const Keeper = v.object({ device: DeviceId, member: MemberId, name: v.string() })
export type Keeper = v.InferOutput<typeof Keeper>

/**
 * Why a document stays: `only-you`, no other device can have it; `owed`, a newcomer still waits for
 * it; `not-asked`, since it changed; `nobody`, no other device says that it has the same state;
 * `partly`, one has the words and not each picture and file; `ready`, one has all.
 */
export const CanLeave = v.picklist(['only-you', 'owed', 'not-asked', 'nobody', 'partly', 'ready'])
export type CanLeave = v.InferOutput<typeof CanLeave>

export const TravelStatus = v.object({
  here: v.array(v.object({ document: DocumentId, state: CanLeave, keepers: v.array(Keeper) })),
  /** Their titles left too. */
  away: v.array(
    v.object({ document: DocumentId, since: Time, isAsked: v.boolean(), keepers: v.array(Keeper) }),
  ),
})
export type TravelStatus = v.InferOutput<typeof TravelStatus>

const Chosen = v.object({ group: GroupId, documents: v.array(DocumentId) })

export const safetyCalls = {
  /**
   * Makes another document of what can be read in this one. Every device that learns of it gives up the
   * old one for good. `leaves`: the files that do not go along (see `goesAlong`), as the person saw them.
   * Failures: `not-permitted` for who is neither chair nor rapporteur, where others have it;
   * `figure-missing` where it would lose a picture of the text, or a file that is not among `leaves`.
   */
  'documents.eraseHistory': {
    input: v.object({ document: DocumentId, leaves: v.array(EntryId) }),
    output: v.object({ document: DocumentId }),
  },
  /** Null for a document that goes on from no sealed one, as far as this device knows. */
  'documents.retiredFrom': {
    input: v.object({ document: DocumentId }),
    output: v.nullable(SealedFrom),
  },
  /** The person has done with one of `late`, by its place. */
  'documents.settleLate': {
    input: v.object({ document: DocumentId, index: v.number() }),
    output: v.void(),
  },
  'travel.status': { input: v.object({ group: GroupId }), output: TravelStatus },
  /** Asks the other devices to say that they have these, and keep them. */
  'travel.ask': { input: Chosen, output: v.void() },
  /** Sends away those of which another device says so; the others stay. */
  'travel.leave': { input: Chosen, output: v.object({ left: v.array(DocumentId) }) },
  /** Asks for them back; they come by any link. */
  'travel.return': { input: Chosen, output: v.void() },
} as const
