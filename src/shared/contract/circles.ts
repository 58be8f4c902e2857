// Circles: a part of the group with documents of its own, of which members outside it learn
// nothing.
import * as v from 'valibot'
import { DocumentId, GroupId, MemberId } from '../ids.ts'
import { Name } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

/**
 * The strongest role first. A convener adds and removes others; a reviewer comments on documents
 * and suggests, a commenter comments, and neither writes in them; a reader only reads.
 */
export const CircleRole = v.picklist(['convener', 'member', 'reviewer', 'commenter', 'reader'])
export type CircleRole = v.InferOutput<typeof CircleRole>

export type Circle = {
  /** 32 bytes, as a group's. */
  id: GroupId
  group: GroupId
  name: string
  /** This member's role; null after leaving the circle. */
  role: CircleRole | null
  members: readonly {
    member: MemberId
    role: CircleRole
    /** With a device that can read in it from now on. */
    here: boolean
  }[]
  /**
   * The member who made it follow the group: readers of the plenary are added. `lacking`: those who
   * should be in it, and whom no convener's device has added yet.
   */
  follows: { by: MemberId | null; at: number; lacking: readonly MemberId[] } | null
  /** Its documents that are on this device. */
  documents: number
}

/** A circle that this member was brought into and has neither taken nor declined. */
export type CircleOffer = {
  id: GroupId
  name: string
  by: MemberId
  role: CircleRole
  members: readonly { member: MemberId; role: CircleRole }[]
  /** Readers of the plenary are added. */
  follows: boolean
  at: number
}

const inCircle = v.object({ circle: GroupId, member: MemberId })

export const circleCalls = {
  /** The circles that this device is or was in; of others nothing is known here. */
  'circles.list': call({ group: GroupId }, answers<readonly Circle[]>()),
  /**
   * A new circle with this member as its only convener and member, or one that follows the group.
   */
  'circles.create': call(
    { group: GroupId, name: Name, follows: v.optional(v.boolean()) },
    answers<GroupId>(),
  ),
  /**
   * From now on readers of the plenary are added with their role in the group, or no longer.
   * Members who were removed or left are not added. Failure `not-permitted`.
   */
  'circles.follow': call({ circle: GroupId, follows: v.boolean() }, answers<void>()),
  /** Adds a member, or those of the member's devices that are not in it yet. */
  'circles.bring': call({ ...inCircle.entries, role: v.optional(CircleRole) }, answers<void>()),
  /** `declined`: how many are not asked about again. */
  'circles.offers': call(
    { group: GroupId },
    answers<{ offers: readonly CircleOffer[]; declined: number }>(),
  ),
  /**
   * `isHere` false: it comes at the next exchange with a device in it. No one is told that it was
   * accepted, or declined. Failures: `not-found`, `not-permitted` (it is void by now, or there are
   * too many).
   */
  'circles.take': call({ group: GroupId, circle: GroupId }, answers<{ isHere: boolean }>()),
  /** Deletes all that is known of it here, and does not ask about it again. */
  'circles.decline': call({ group: GroupId, circle: GroupId }, answers<void>()),
  /** Asks about declined circles when they come again. */
  'circles.askAgain': call({ group: GroupId }, answers<void>()),
  'circles.remove': call(inCircle, answers<void>()),
  'circles.appoint': call({ ...inCircle.entries, role: CircleRole }, answers<void>()),
  'circles.leave': call({ circle: GroupId }, answers<void>()),
  /**
   * Gives a document that was never shared to a circle: what can be read in it now becomes a document
   * of the circle, whose id it answers with, and the private one goes. Failures: `not-found`,
   * `other-audience`, `not-permitted` (of another group, or of who does not write in the circle).
   */
  'circles.share': call({ circle: GroupId, document: DocumentId }, answers<DocumentId>()),
} as const
