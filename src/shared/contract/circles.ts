// Circles: a part of the group with documents of its own, of which members outside it learn
// nothing.
import * as v from 'valibot'
import { DocumentId, GroupId, MemberId } from '../ids.ts'
import { Name } from '../vocabulary.ts'

/**
 * The strongest role first. A convener adds and removes others; a reviewer comments on documents
 * and suggests, a commenter comments, and neither writes in them; a reader only reads.
 */
export const CircleRole = v.picklist(['convener', 'member', 'reviewer', 'commenter', 'reader'])
export type CircleRole = v.InferOutput<typeof CircleRole>

export const Circle = v.object({
  /** 32 bytes, as a group's. */
  id: GroupId,
  group: GroupId,
  name: v.string(),
  /** This member's role; null after leaving the circle. */
  role: v.nullable(CircleRole),
  members: v.array(
    v.object({
      member: MemberId,
      role: CircleRole,
      /** With a device that can read in it from now on. */
      here: v.boolean(),
    }),
  ),
  /**
   * The member who made it follow the group: readers of the plenary are added. `lacking`: those who
   * should be in it, and whom no convener's device has added yet.
   */
  follows: v.nullable(
    v.object({ by: v.nullable(MemberId), at: v.number(), lacking: v.array(MemberId) }),
  ),
  /** Its documents that are on this device. */
  documents: v.number(),
})
export type Circle = v.InferOutput<typeof Circle>

/** A circle that this member was brought into and has neither taken nor declined. */
export const CircleOffer = v.object({
  id: GroupId,
  name: v.string(),
  by: MemberId,
  role: CircleRole,
  members: v.array(v.object({ member: MemberId, role: CircleRole })),
  /** Readers of the plenary are added. */
  follows: v.boolean(),
  at: v.number(),
})
export type CircleOffer = v.InferOutput<typeof CircleOffer>

const inCircle = v.object({ circle: GroupId, member: MemberId })

export const circleCalls = {
  /** The circles that this device is or was in; of others nothing is known here. */
  'circles.list': { input: v.object({ group: GroupId }), output: v.array(Circle) },
  /**
   * A new circle with this member as its only convener and member, or one that follows the group.
   */
  'circles.create': {
    input: v.object({ group: GroupId, name: Name, follows: v.optional(v.boolean()) }),
    output: GroupId,
  },
  /**
   * From now on readers of the plenary are added with their role in the group, or no longer.
   * Members who were removed or left are not added. Failure `not-permitted`.
   */
  'circles.follow': {
    input: v.object({ circle: GroupId, follows: v.boolean() }),
    output: v.void(),
  },
  /** Adds a member, or those of the member's devices that are not in it yet. */
  'circles.bring': {
    input: v.object({ ...inCircle.entries, role: v.optional(CircleRole) }),
    output: v.void(),
  },
  /** `declined`: how many are not asked about again. */
  'circles.offers': {
    input: v.object({ group: GroupId }),
    output: v.object({ offers: v.array(CircleOffer), declined: v.number() }),
  },
  /**
   * `isHere` false: it comes at the next exchange with a device in it. No one is told that it was
   * accepted, or declined. Failures: `not-found`, `not-permitted` (it is void by now, or there are
   * too many).
   */
  'circles.take': {
    input: v.object({ group: GroupId, circle: GroupId }),
    output: v.object({ isHere: v.boolean() }),
  },
  /** Deletes all that is known of it here, and does not ask about it again. */
  'circles.decline': { input: v.object({ group: GroupId, circle: GroupId }), output: v.void() },
  /** Asks about declined circles when they come again. */
  'circles.askAgain': { input: v.object({ group: GroupId }), output: v.void() },
  'circles.remove': { input: inCircle, output: v.void() },
  'circles.appoint': {
    input: v.object({ ...inCircle.entries, role: CircleRole }),
    output: v.void(),
  },
  'circles.leave': { input: v.object({ circle: GroupId }), output: v.void() },
  /**
   * Gives a document that was never shared to a circle: what can be read in it now becomes a document
   * of the circle, whose id it answers with, and the private one goes. Failures: `not-found`,
   * `other-audience`, `not-permitted` (of another group, or of who does not write in the circle).
   */
  'circles.share': {
    input: v.object({ circle: GroupId, document: DocumentId }),
    output: DocumentId,
  },
} as const
