// Retiring a document for all members, and offloading documents for a while.
import * as v from 'valibot'
import { EntryId } from '#document/ids'
import { type DeviceId, DocumentId, GroupId, type MemberId } from '../ids.ts'
import type { Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

/** Words that a member wrote in a document while it was retired elsewhere; they are not merged. */
export type LateWords = { by: MemberId | null; text: string }

/** `digest`: of what could be read in the document that was sealed. */
export type SealedFrom = {
  by: MemberId | null
  at: Time
  digest: string
  late: readonly LateWords[]
}

/** A device of this or another member that says it keeps a document until it is asked for. */
export type Keeper = { device: DeviceId; member: MemberId; name: string }

/**
 * Why a document stays: `only-you`, no other device can have it; `owed`, a newcomer still waits for
 * it; `not-asked`, since it changed; `nobody`, no other device says that it has the same state;
 * `partly`, one has the words and not each picture and file; `ready`, one has all.
 */
export type CanLeave = 'only-you' | 'owed' | 'not-asked' | 'nobody' | 'partly' | 'ready'

export type TravelStatus = {
  here: readonly { document: DocumentId; state: CanLeave; keepers: readonly Keeper[] }[]
  /** Their titles left too. */
  away: readonly {
    document: DocumentId
    since: Time
    isAsked: boolean
    keepers: readonly Keeper[]
  }[]
}

const Chosen = v.object({ group: GroupId, documents: v.array(DocumentId) })

export const safetyCalls = {
  /**
   * Makes another document of what can be read in this one. Every device that learns of it gives up the
   * old one for good. `leaves`: the files that do not go along (see `goesAlong`), as the person saw them.
   * Failures: `not-permitted` for who is neither chair nor rapporteur, where others have it;
   * `figure-missing` where it would lose a picture of the text, or a file that is not among `leaves`.
   */
  'documents.eraseHistory': call(
    { document: DocumentId, leaves: v.array(EntryId) },
    answers<{ document: DocumentId }>(),
  ),
  /** Null for a document that goes on from no sealed one, as far as this device knows. */
  'documents.retiredFrom': call({ document: DocumentId }, answers<SealedFrom | null>()),
  /** The person has done with one of `late`, by its place. */
  'documents.settleLate': call({ document: DocumentId, index: v.number() }, answers<void>()),
  'travel.status': call({ group: GroupId }, answers<TravelStatus>()),
  /** Asks the other devices to say that they have these, and keep them. */
  'travel.ask': call(Chosen, answers<void>()),
  /** Sends away those of which another device says so; the others stay. */
  'travel.leave': call(Chosen, answers<{ left: readonly DocumentId[] }>()),
  /** Asks for them back; they come by any link. */
  'travel.return': call(Chosen, answers<void>()),
} as const
