// The states that meetings give a block: of an item of an agenda, of a line of minutes.
import type { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'

/** How speakers read: by handle, by role or region, or not at all. The narrowest first. */
export const speakerNamings = ['none', 'role', 'named'] as const
export type SpeakerNaming = (typeof speakerNamings)[number]

/** A block of another document. */
export type BlockElsewhere = { document: DocumentId; block: BlockId }

export type MeetingStates = {
  /** Minutes. */
  time?: number
  /** Presents an item: a member, or other words. */
  by?: string
  papers?: readonly DocumentId[]
  /** The deferred item or open action that it was copied from. */
  carried?: BlockElsewhere
  /** The paragraph says where the meeting is. */
  place?: true
  /** The item of the agenda, on a heading of minutes. */
  item?: BlockId
  /** The question whose outcome the block states. */
  question?: ActId
  owner?: MemberId
  /** YYYY-MM-DD. */
  due?: string
  /** Off the record: the words stay in the group. */
  off?: true
  /** In the place of what the minutes say. */
  naming?: SpeakerNaming
}
