// Circles: a part of the group with documents of its own, of which nobody outside learns.
import * as v from 'valibot'
import { DocumentId, GroupId, MemberId } from '../ids.ts'
import { Name } from './names.ts'

/**
 * Who may more stands first. A convener brings others in and takes them out; a reviewer comments on
 * documents and suggests, a commenter comments, and neither writes in them; a reader says nothing there.
 */
export const CircleRole = v.picklist(['convener', 'member', 'reviewer', 'commenter', 'reader'])
export type CircleRole = v.InferOutput<typeof CircleRole>

export const Circle = v.object({
  /** 32 bytes, as a group's. */
  id: GroupId,
  group: GroupId,
  name: v.string(),
  /** This member's; null when she is in it no longer. */
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
   * By whom it was made to follow the group: whoever reads what that shares is brought in. `lacking`: those
   * who should be, and whom no convener's device brought in yet.
   */
  follows: v.nullable(
    v.object({ by: v.nullable(MemberId), at: v.number(), lacking: v.array(MemberId) }),
  ),
  /** Those of its documents that are on this device. */
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
  /** Whoever reads what the group shares is brought in. */
  follows: v.boolean(),
  at: v.number(),
})
export type CircleOffer = v.InferOutput<typeof CircleOffer>

const inCircle = v.object({ circle: GroupId, member: MemberId })

export const circleCalls = {
  /** Those that this device is or was in; of others nothing is known here. */
  'circles.list': { input: v.object({ group: GroupId }), output: v.array(Circle) },
  /** A new circle with this member as its convener and nobody else, or as `circles.follow` has it. */
  'circles.create': {
    input: v.object({ group: GroupId, name: Name, follows: v.optional(v.boolean()) }),
    output: GroupId,
  },
  /**
   * From now on whoever reads what the group shares is brought in, as what they are in the group, or no
   * longer; who was taken out or left is not. Failure `not-permitted`.
   */
  'circles.follow': {
    input: v.object({ circle: GroupId, follows: v.boolean() }),
    output: v.void(),
  },
  /** Or those of her devices that are not in it yet. */
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
   * `isHere` false: it comes when a device of somebody in it is met again. Nobody is told that it was
   * taken, or declined. Failures: `not-found`, `not-permitted` (it is void by now, or there are too many).
   */
  'circles.take': {
    input: v.object({ group: GroupId, circle: GroupId }),
    output: v.object({ isHere: v.boolean() }),
  },
  /** What is known of it here goes, and it is not asked about again. */
  'circles.decline': { input: v.object({ group: GroupId, circle: GroupId }), output: v.void() },
  /** What was declined is asked about when it comes again. */
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
