// How an item of a session can end, and when that is asked first: where the quorum is not met, marking it as decided is.
import type { AgendaItem, ItemPlace, Meeting } from '#shared/contract'
import { isSamePlace } from './item-names.ts'

export type ItemEnd = 'decided' | 'deferred' | 'dropped' | 'noted'
export const itemEnds: ItemEnd[] = ['decided', 'deferred', 'dropped', 'noted']

/** Whether an end needs a quorum that is not there. */
export const lacksQuorum = (
  { quorum }: Pick<Meeting, 'quorum'>,
  state: string | undefined,
): boolean => state === 'decided' && !quorum.isMet

/** Whether an end that was chosen lacks the quorum. An item that another device ended meanwhile is asked no more. */
export const endsUnquorate = (
  meeting: Pick<Meeting, 'quorum' | 'undecided'>,
  endOf: (item: ItemPlace) => ItemEnd | undefined,
): boolean => meeting.undecided.some(item => lacksQuorum(meeting, endOf(item)))

export type AskedItem = Pick<AgendaItem, 'agenda' | 'block' | 'title' | 'state'>

/** Whether the item is as it was: another device may end it. */
export const standsAs = ({ list }: Pick<Meeting, 'list'>, asked: AskedItem): boolean =>
  list.some(item => isSamePlace(item, asked) && item.state === asked.state)

/**
 * Whether the question about the quorum still asks what it asked: another device may end the item, or mark members
 * as present, while it is on the screen.
 */
export const isStillAsked = (
  meeting: Pick<Meeting, 'quorum' | 'list'>,
  asked: AskedItem,
): boolean => !meeting.quorum.isMet && standsAs(meeting, asked)
