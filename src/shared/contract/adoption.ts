// Packs of adopted texts, and the card by which readers outside check them.
import * as v from 'valibot'
import type { PackSummary } from '../adoption/index.ts'
import { ActId, FileGrant, GroupId, type MemberId } from '../ids.ts'
import type { Level } from '../vocabulary.ts'
import type { Words } from './group-shapes.ts'
import { answers, call } from '../rpc.ts'

/** `signed`: different officers of the card who signed the pack; `needs`: how many have to. */
type Signed = { signed: number; needs: number }

/** `text`: its links too. `name`: of the group or of a member, or a reference. `file`: the name of one. */
export type PackPlace = 'text' | 'amendment' | 'reservation' | 'explanation' | 'name' | 'file'

/** A code of a respondent whose words may not leave. */
export type PackRefusal = { code: string; where: PackPlace }

/** A pack before it is made: its files, and the names in it. */
export type PackPreview = {
  files: readonly { name: string; size: number }[]
  /** Empty where a pack does not show it. */
  group: string
  reference: string
  number: string
  symbol: string
  day: string
  /** Words by which members appear, and where. */
  named: readonly { as: string; where: 'reservation' | 'explanation' | 'endorsement' }[]
  reservations: number
  /** While there are any, no pack can be made. */
  refused: readonly PackRefusal[]
  /** Signatures of members of seats, which lead to nobody. */
  signatures: number
  /** Members who hold an office now; `hasKey`: a device of theirs is on the card. */
  officers: readonly { member: MemberId; hasKey: boolean }[]
  needs: number
}

export const adoptionCalls = {
  /** A look at the pack of a final decision before it is made. Nothing is signed. Failures as `adoption.pack`, but for `consent-missing`. */
  'adoption.preview': call({ decision: ActId, names: v.boolean() }, answers<PackPreview>()),
  /**
   * Checks a pack as a reader outside does, by `card`, or by the card of the group as this device makes it
   * without one. `summary`: null for a file that is no pack. `signed` and `lacking`: officers of the group.
   * Failure `file-wrong-kind` for a file that is no card.
   */
  'adoption.check': call(
    { group: GroupId, pack: FileGrant, card: v.nullable(FileGrant) },
    answers<{
      card: { group: string; level: Level } | null
      summary: PackSummary | null
      signed: readonly MemberId[]
      lacking: readonly MemberId[]
    }>(),
  ),
  /**
   * The card of the group as this device makes it, to be read and compared. Nothing is written. `isOn`: a key
   * of this device is on it. Failure `not-found` where fewer officers have a key than have to
   * sign.
   */
  'adoption.showCard': call(
    { group: GroupId },
    answers<{
      card: string
      words: Words
      officers: number
      needs: number
      isOn: boolean
      isOfficer: boolean
    }>(),
  ),
  /**
   * Writes the pack of a final decision that adopted a text, signed by this device. Tells `progress` of the
   * task `adoption.pack`; `pdf`: with a printed PDF, where a window prints it; `tasks.cancel` ends it before anything is signed. `names`: with the name
   * and the references of the group, and members as they chose to appear. Failures `not-permitted` for a
   * member without an office, `not-found` where a file is not here, `consent-missing`,
   * `declined`.
   */
  'adoption.pack': call(
    { decision: ActId, names: v.boolean(), pdf: v.boolean(), file: FileGrant },
    answers<Signed>(),
  ),
  /**
   * Signs a pack of another officer and writes it to `file`. Failure `file-wrong-kind` where it is not the
   * pack that this device would make, `other-pdf` where its PDF alone is another one; `declined`.
   */
  'adoption.sign': call({ decision: ActId, pack: FileGrant, file: FileGrant }, answers<Signed>()),
  /**
   * Writes the card of the group, and `page`, which checks packs by it. A device of an officer puts its own
   * key on record first. Failures `declined`, and `not-found` as above.
   */
  'adoption.card': call(
    { group: GroupId, file: FileGrant, page: v.nullable(FileGrant) },
    answers<{ words: Words; officers: number; needs: number; isOn: boolean }>(),
  ),
  /**
   * As `adoption.card`, as a PDF of one sheet, with the text of the card as a picture code. Failure
   * `invalid-input` where no window prints.
   */
  'adoption.printCard': call({ group: GroupId, file: FileGrant }, answers<void>()),
}
