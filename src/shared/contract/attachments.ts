// Files that belong to a document. They are sent unchanged, are never opened here, and leave the
// archive only when a person saves one.
import * as v from 'valibot'
import { DocumentId, FileGrant, MemberId } from '../ids.ts'
import { EntryId } from '#document/ids'
import { Right, Time } from '../vocabulary.ts'
import { CircleShown } from './restricted.ts'

export const AttachedFile = v.object({
  id: EntryId,
  name: v.string(),
  /** Bytes. */
  size: v.number(),
  /** Null where no member can be shown to have done it. */
  by: v.nullable(MemberId),
  /** As that member's device claims. */
  at: Time,
  /** Whether all of it has arrived on this device. */
  isHere: v.boolean(),
  /**
   * Whether a copy or a sealed text begins with it: it is here, and there is room. Pictures and files of all
   * members have 64 MiB and 200 places there, of each member as much as of any other.
   */
  goesAlong: v.boolean(),
  /** The circle that it was given to; null for one that all who read the document have. */
  circle: v.nullable(CircleShown),
  /** The exact text of a question, or of a circulated draft: an act names it, so no member takes it out. */
  isExactText: v.boolean(),
  /** This member may take it out, and give it to a circle or to all. */
  writes: v.boolean(),
})
export type AttachedFile = v.InferOutput<typeof AttachedFile>

export const attachmentCalls = {
  /**
   * Attachments of the document, and of the texts of circles that are shown in it to this member.
   * `isCopy`: what goes along is asked for a copy, which leaves the exact texts out.
   */
  'attachments.list': {
    input: v.object({ document: DocumentId, isCopy: v.optional(v.boolean()) }),
    output: v.object({ rights: v.array(Right), files: v.array(AttachedFile) }),
  },
  /** Failures: `not-permitted`, `file-not-found`, `file-too-large` (above 8 MiB, or 200 files of this member's). */
  'attachments.add': {
    input: v.object({ document: DocumentId, file: FileGrant }),
    output: EntryId,
  },
  /** The same of bytes that were dropped on the page, under the name that their file has there. */
  'attachments.bring': {
    input: v.object({
      document: DocumentId,
      name: v.pipe(v.string(), v.maxLength(4096)),
      bytes: v.custom<Uint8Array>(value => value instanceof Uint8Array),
    }),
    output: EntryId,
  },
  /** Failures: `not-permitted`, also for an exact text, and `not-found`. */
  'attachments.remove': {
    input: v.object({ document: DocumentId, attachment: EntryId }),
    output: v.void(),
  },
  /** Writes it where a person chose. Failure `not-found`, also while it has not arrived. */
  'attachments.save': {
    input: v.object({ document: DocumentId, attachment: EntryId, file: FileGrant }),
    output: v.void(),
  },
  /**
   * Gives a file to the circle whose text is shown in the document. Devices that have it keep it; a
   * document that only this device has begins again without its name, under the returned id.
   * Failures: `not-found` (also while the file has not arrived), `not-permitted`, `file-too-large`,
   * `text-unsettled`, `has-translations`.
   */
  'attachments.restrict': {
    input: v.object({ document: DocumentId, attachment: EntryId, text: DocumentId }),
    output: DocumentId,
  },
  /** Gives a circle's file to all who read the document. Failures: `not-found`, `not-permitted`, `file-too-large`. */
  'attachments.lift': {
    input: v.object({ document: DocumentId, attachment: EntryId }),
    output: EntryId,
  },
} as const
