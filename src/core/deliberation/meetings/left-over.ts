// Left over from earlier meetings: deferred items, open action items, and recommendations without an answer or
// with a review that is due, that no other agenda has yet.
import type { ActionItem, LeftOver, RecommendationText } from '#shared/contract'
import { agendaTimes } from '#document/meetings'
import { printedWords } from '#document/reading'
import type { DocumentId } from '#shared/ids'
import type { OpenMeeting } from './open-meeting.ts'

const nameOf = (document: string, block: string): string => `${document} ${block}`

type Meetings = ReadonlyMap<DocumentId, OpenMeeting>

/** Items of agendas that were carried over, each with the last time of such a meeting. */
const carriedBy = (meetings: Meetings): ReadonlyMap<string, number> => {
  const carried = new Map<string, number>()
  for (const { page, state } of meetings.values()) {
    if (state.is === 'cancelled') continue
    // An agenda without a time is still to come.
    const time = state.call?.from ?? Infinity
    for (const { meeting } of page.blocks) {
      if (!meeting?.carried) continue
      const name = nameOf(meeting.carried.document, meeting.carried.block)
      carried.set(name, Math.max(carried.get(name) ?? 0, time))
    }
  }
  return carried
}

const deferredIn = (
  agendas: readonly DocumentId[],
  meetings: Meetings,
  carried: ReadonlyMap<string, number>,
): LeftOver[] =>
  agendas.flatMap(agenda => {
    const meeting = meetings.get(agenda)
    if (!meeting) return []
    return agendaTimes(meeting.page).items.flatMap(({ block, minutes }): LeftOver[] => {
      const isDeferred = meeting.state.items.some(
        item => item.block === block.id && item.state === 'deferred',
      )
      if (!isDeferred || block.id === null || carried.has(nameOf(agenda, block.id))) return []
      return [
        {
          what: 'deferred',
          document: agenda,
          block: block.id,
          from: meeting.page.meta.title,
          words: printedWords(block),
          minutes,
          owner: null,
          due: null,
          isLate: false,
        },
      ]
    })
  })

/**
 * Paragraphs whose day of review has come and, once a reply is filed, those without an answer. A meeting before the
 * day of review was about an earlier one.
 */
const toReview = (
  texts: readonly RecommendationText[],
  carried: ReadonlyMap<string, number>,
): LeftOver[] =>
  texts.flatMap(({ document, title, rows, replies }) =>
    rows
      .filter(({ block, answer, review, isReviewDue }) => {
        const isOpen = answer === null || answer === 'none'
        const last = carried.get(nameOf(document, block))
        if (last !== undefined && !(isReviewDue && last < Date.parse(review ?? ''))) return false
        return isReviewDue || (isOpen && replies.length > 0)
      })
      .map(({ block, words, review, isReviewDue }) => ({
        what: 'recommendation' as const,
        document,
        block,
        from: title,
        words,
        minutes: null,
        owner: null,
        due: review,
        isLate: isReviewDue,
      })),
  )

export type Left = {
  agendas: readonly DocumentId[]
  /** All of the group. */
  meetings: Meetings
  /** The open matters of all minutes. */
  actions: readonly ActionItem[]
  texts: readonly RecommendationText[]
}

export const leftOverFor = ({ agendas, meetings, actions, texts }: Left): LeftOver[] => {
  const carried = carriedBy(meetings)
  const open = actions
    .filter(
      ({ state, document, block }) => state === 'open' && !carried.has(nameOf(document, block)),
    )
    .map((action): LeftOver => ({
      what: 'action',
      document: action.document,
      block: action.block,
      from: action.title,
      words: action.words,
      minutes: null,
      owner: action.owner,
      due: action.due,
      isLate: action.isLate,
    }))
  return [...deferredIn(agendas, meetings, carried), ...open, ...toReview(texts, carried)]
}
