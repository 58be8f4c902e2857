// An adopted text goes to the Secretariat: to a member of the group who holds that role, in a circle, with its pack or
// another file. A file for a person outside is written by the calls of packs and exports.
import * as v from 'valibot'
import { ActId, type DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'
import { Language, Name } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

export type Recipient = {
  member: MemberId
  handle: string
  /** The circle that the text would be in; null where a new one begins. */
  circle: { id: GroupId; name: string } | null
  /** All who read the text there then, this member first. */
  readers: readonly MemberId[]
}

/** The file beside the text; a Word document and a PDF are made of the document, while that reads as it was decided. */
export const GivenFormat = v.picklist(['pack', 'docx', 'pdf'])
export type GivenFormat = v.InferOutput<typeof GivenFormat>

const what = { decision: ActId, language: Language }

export const secretariatCalls = {
  /** Failures: `not-found` where the text is not here, `not-permitted` where it is not final, or was decided in a circle. */
  'secretariat.prepare': call(
    what,
    answers<{
      /** The text whose file is written. */
      document: DocumentId
      title: string
      /** Members with the role of the Secretariat; none for a member who may not write in the group. */
      recipients: readonly Recipient[]
      /** Whether this member writes in the group. */
      mayGive: boolean
      /** Whether this member holds an office, and so makes packs. */
      mayMakePack: boolean
      /** Whether the document reads otherwise than the text that was decided, so that it gives no Word document and no PDF. */
      isApart: boolean
      /** Restricted paragraphs, of which the text has no words. */
      withheld: number
    }>(),
  ),
  /**
   * Begins a document with the text in a circle with the member, with the file attached. `circle` and `readers`: as
   * `secretariat.prepare` said them, and a person saw them. `circleName`: of a new circle. `signed` and `needs`: as of
   * `adoption.pack`; null for another file. Failures: `not-permitted`, `readers-changed` where the circle or its
   * readers are others by the time the text goes, or the member is gone, `text-apart`, `text-changed`,
   * `second-look-missing`, `consent-missing`, `declined`, `cancelled`, `file-too-large`.
   */
  'secretariat.give': call(
    {
      ...what,
      member: MemberId,
      circle: v.nullable(GroupId),
      readers: v.pipe(v.array(MemberId), v.readonly()),
      format: GivenFormat,
      circleName: Name,
      fileName: Name,
    },
    answers<{
      document: DocumentId
      circle: string
      officers: { signed: number; needs: number } | null
    }>(),
  ),
  /**
   * Writes a Word document or a PDF of the text for a person outside the group. Tells the progress of `paper.export`.
   * Failures: `text-apart`, and those of `secretariat.prepare` and `paper.export`.
   */
  'secretariat.save': call(
    { ...what, format: v.picklist(['docx', 'pdf']), file: FileGrant },
    answers<void>(),
  ),
} as const
