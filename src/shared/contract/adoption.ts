// Packs of adopted texts, and the card by which readers outside check them.
import * as v from 'valibot'
import { differenceKinds, lineKinds, problemCodes, verdicts } from '../adoption/index.ts'
import { ActId, FileGrant, GroupId, MemberId } from '../ids.ts'
import { DecisionOutcome, Level } from '../vocabulary.ts'
import { Words } from './group-shapes.ts'

/** `signed`: different officers of the card who signed the pack; `needs`: how many have to. */
const Signed = v.object({ signed: v.number(), needs: v.number() })

const count = v.number()

/** The check of a pack, as the verification page makes it; see `answerOf` and `rowsOf`. */
export const PackSummary = v.object({
  verdict: v.picklist(verdicts),
  problems: v.array(
    v.object({ code: v.picklist(problemCodes), file: v.string(), line: v.number() }),
  ),
  differences: v.array(
    v.object({
      file: v.string(),
      what: v.picklist(differenceKinds),
      kind: v.nullable(v.picklist(lineKinds)),
      place: v.string(),
      behind: v.string(),
    }),
  ),
  files: v.array(v.object({ name: v.string(), isAsListed: v.boolean() })),
  officers: v.object({ known: count, needs: count, strangers: count }),
  members: v.object({ valid: count, seats: count }),
  statement: v.nullable(
    v.object({
      outcome: DecisionOutcome,
      counts: v.object({
        seats: count,
        quorum: count,
        support: count,
        reservations: count,
        abstain: count,
        aside: count,
        object: count,
        heard: count,
        seen: count,
        'not-received': count,
      }),
    }),
  ),
  texts: v.array(
    v.object({
      file: v.string(),
      title: v.string(),
      language: v.string(),
      paragraphs: count,
      notes: count,
    }),
  ),
  record: v.array(
    v.object({
      what: v.picklist(['reservation', 'explanation']),
      place: v.string(),
      words: v.string(),
      as: v.string(),
      isWithdrawn: v.boolean(),
    }),
  ),
  group: v.nullable(v.string()),
})

/** A pack before it is made: its files, and the names in it. */
export const PackPreview = v.object({
  files: v.array(v.object({ name: v.string(), size: v.number() })),
  /** Empty where a pack does not show it. */
  group: v.string(),
  reference: v.string(),
  number: v.string(),
  symbol: v.string(),
  day: v.string(),
  /** Words by which members appear, and where. */
  named: v.array(
    v.object({ as: v.string(), where: v.picklist(['reservation', 'explanation', 'endorsement']) }),
  ),
  reservations: count,
  /** Signatures of members of seats, which lead to nobody. */
  signatures: count,
  /** Members who hold an office now; `hasKey`: a device of theirs is on the card. */
  officers: v.array(v.object({ member: MemberId, hasKey: v.boolean() })),
  needs: count,
})
export type PackPreview = v.InferOutput<typeof PackPreview>

export const adoptionCalls = {
  /** A look at the pack of a final decision before it is made. Nothing is signed. Failures as `adoption.pack`. */
  'adoption.preview': {
    input: v.object({ decision: ActId, names: v.boolean() }),
    output: PackPreview,
  },
  /**
   * Checks a pack as a reader outside does, by `card`, or by the card of the group as this device makes it
   * without one. `summary`: null for a file that is no pack. `signed` and `lacking`: officers of the group.
   * Failure `file-wrong-kind` for a file that is no card.
   */
  'adoption.check': {
    input: v.object({ group: GroupId, pack: FileGrant, card: v.nullable(FileGrant) }),
    output: v.object({
      card: v.nullable(v.object({ group: v.string(), level: Level })),
      summary: v.nullable(PackSummary),
      signed: v.array(MemberId),
      lacking: v.array(MemberId),
    }),
  },
  /**
   * The card of the group as this device makes it, to be read and compared. Nothing is written. `isOn`: a key
   * of this device is on it. Failure `not-found` where no officer has a key.
   */
  'adoption.showCard': {
    input: v.object({ group: GroupId }),
    output: v.object({
      card: v.string(),
      words: Words,
      officers: v.number(),
      needs: v.number(),
      isOn: v.boolean(),
      isOfficer: v.boolean(),
    }),
  },
  /**
   * Writes the pack of a final decision that adopted a text, signed by this device. Tells `progress` of the
   * task `adoption.pack`; `pdf`: with a printed PDF, where a window prints it; `tasks.cancel` ends it before anything is signed. `names`: with the name
   * and the references of the group, and members as they chose to appear. Failures `not-permitted` for a
   * member without an office, `not-found` where a file is not here, `consent-missing`,
   * `declined`.
   */
  'adoption.pack': {
    input: v.object({ decision: ActId, names: v.boolean(), pdf: v.boolean(), file: FileGrant }),
    output: Signed,
  },
  /**
   * Signs a pack of another officer and writes it to `file`. Failure `file-wrong-kind` where it is not the
   * pack that this device would make, `other-pdf` where its PDF alone is another one; `declined`.
   */
  'adoption.sign': {
    input: v.object({ decision: ActId, pack: FileGrant, file: FileGrant }),
    output: Signed,
  },
  /**
   * Writes the card of the group, and `page`, which checks packs by it. A device of an officer puts its own
   * key on record first. Failures `declined`, `not-found` where no officer has a key.
   */
  'adoption.card': {
    input: v.object({ group: GroupId, file: FileGrant, page: v.nullable(FileGrant) }),
    output: v.object({ words: Words, officers: v.number(), needs: v.number(), isOn: v.boolean() }),
  },
  /**
   * As `adoption.card`, as a PDF of one sheet, with the text of the card as a picture code. Failure
   * `invalid-input` where no window prints.
   */
  'adoption.printCard': { input: v.object({ group: GroupId, file: FileGrant }), output: v.void() },
}
