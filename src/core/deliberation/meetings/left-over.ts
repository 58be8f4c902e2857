// Left over from earlier meetings: deferred items and open action items that no other agenda has yet.
import type { ActionItem, LeftOver } from '#shared/contract'
import { agendaTimes, blockText } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import type { MeetingDocuments } from './meeting-documents.ts'
import type { OpenMeeting } from './open-meeting.ts'

const nameOf = (document: string, block: string): string => `${document} ${block}`

/** `meetings`: all of the group; `actions`: those of all minutes. */
export const leftOverFor = (
  { agendas }: Pick<MeetingDocuments, 'agendas'>,
  meetings: ReadonlyMap<DocumentId, OpenMeeting>,
  actions: readonly ActionItem[],
): LeftOver[] => {
  const carried = new Set(
    [...meetings.values()].flatMap(({ page, state }) =>
      state.is === 'cancelled'
        ? []
        : page.blocks.flatMap(({ meeting }) =>
            meeting?.carried ? nameOf(meeting.carried.document, meeting.carried.block) : [],
          ),
    ),
  )
  const isNew = (document: string, block: string): boolean => !carried.has(nameOf(document, block))
  const deferred = agendas.flatMap(agenda => {
    const meeting = meetings.get(agenda)
    if (!meeting) return []
    return agendaTimes(meeting.page).items.flatMap(({ block, minutes }): LeftOver[] => {
      const isDeferred =
        block.id !== null && meeting.state.items.get(block.id)?.state === 'deferred'
      if (!isDeferred || block.id === null || !isNew(agenda, block.id)) return []
      return [
        {
          what: 'deferred',
          document: agenda,
          block: block.id,
          from: meeting.page.meta.title,
          words: blockText(block),
          minutes,
          owner: null,
          due: null,
          isLate: false,
        },
      ]
    })
  })
  const open = actions
    .filter(({ state, document, block }) => state === 'open' && isNew(document, block))
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
  return [...deferred, ...open]
}
