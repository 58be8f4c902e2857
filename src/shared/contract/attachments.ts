// Files that belong to a document. They are sent unchanged, are never opened here, and leave the
// archive only when a person saves one.
import * as v from 'valibot'
import { DocumentId, FileGrant, type MemberId } from '../ids.ts'
import { EntryId } from '#document/ids'
import type { Right, Time } from '../vocabulary.ts'
import type { CircleShown } from './restricted.ts'
import { answers, call } from '../rpc.ts'

export type AttachedFile = {
  id: EntryId
  name: string
  /** Bytes. */
  size: number
  /** Null where no member can be shown to have done it. */
  by: MemberId | null
  /** As that member's device claims. */
  at: Time
  /** Whether all of it has arrived on this device. */
  isHere: boolean
  /**
   * Whether a copy or a sealed text begins with it: it is here, and there is room. Pictures and files of all
   * members have 64 MiB and 200 places there, of each member as much as of any other.
   */
  goesAlong: boolean
  /** The circle that it was given to; null for one that all who read the document have. */
  circle: CircleShown | null
  /** The exact text of a question, or of a circulated draft: an act names it, so no member takes it out. */
  isExactText: boolean
  /** This member may take it out, and give it to a circle or to all. */
  writes: boolean
}

export const attachmentCalls = {
  /**
   * Attachments of the document, and of the texts of circles that are shown in it to this member.
   * `isCopy`: what goes along is asked for a copy, which leaves the exact texts out.
   */
  'attachments.list': call(
    { document: DocumentId, isCopy: v.optional(v.boolean()) },
    answers<{ rights: readonly Right[]; files: readonly AttachedFile[] }>(),
  ),
  /** Failures: `not-permitted`, `file-not-found`, `file-too-large` (above 8 MiB, or 200 files of this member's). */
  'attachments.add': call({ document: DocumentId, file: FileGrant }, answers<EntryId>()),
  /** The same of bytes that were dropped on the page, under the name that their file has there. */
  'attachments.bring': call(
    {
      document: DocumentId,
      name: v.pipe(v.string(), v.maxLength(4096)),
      bytes: v.custom<Uint8Array>(value => value instanceof Uint8Array),
    },
    answers<EntryId>(),
  ),
  /** Failures: `not-permitted`, also for an exact text, and `not-found`. */
  'attachments.remove': call({ document: DocumentId, attachment: EntryId }, answers<void>()),
  /**
   * Writes it where a person chose. Failures: `not-found`, also while it has not arrived, and `not-permitted` for an exact
   * text, which leaves in a pack or as an export.
   */
  'attachments.save': call(
    { document: DocumentId, attachment: EntryId, file: FileGrant },
    answers<void>(),
  ),
  /**
   * Gives a file to the circle whose text is shown in the document. Devices that have it keep it; a
   * document that only this device has begins again without its name, under the returned id.
   * Failures: `not-found` (also while the file has not arrived), `not-permitted`, `file-too-large`,
   * `text-unsettled`, `has-translations`.
   */
  'attachments.restrict': call(
    { document: DocumentId, attachment: EntryId, text: DocumentId },
    answers<DocumentId>(),
  ),
  /** Gives a circle's file to all who read the document. Failures: `not-found`, `not-permitted`, `file-too-large`. */
  'attachments.lift': call({ document: DocumentId, attachment: EntryId }, answers<EntryId>()),
} as const
