// Packs of adopted texts, and the card by which readers outside check them.
import * as v from 'valibot'
import { ActId, FileGrant, GroupId } from '../ids.ts'
import { Words } from './group-shapes.ts'

/** `signed`: different officers of the card who signed the pack; `needs`: how many have to. */
const Signed = v.object({ signed: v.number(), needs: v.number() })

export const adoptionCalls = {
  /**
   * Writes the pack of a final decision that adopted a text, signed by this device. `names`: with the name
   * and the references of the group, and members as they chose to appear. Failures `not-permitted` for a
   * member without an office, `not-found` where a file is not here, `consent-missing`,
   * `declined`.
   */
  'adoption.pack': {
    input: v.object({ decision: ActId, names: v.boolean(), file: FileGrant }),
    output: Signed,
  },
  /**
   * Signs a pack of another officer and writes it to `file`. Failure `file-wrong-kind` where it is not the
   * pack that this device would make; `declined`.
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
}
