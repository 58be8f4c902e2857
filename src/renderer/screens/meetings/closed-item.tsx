// A closed item, open where it stands. Its words are those of an agenda of its circle, which is opened for
// members of the circle alone; the agenda of the group knows nothing of it.
import type { ReactNode } from 'react'
import type { AgendaItem, Meeting } from '#shared/contract'
import { useAgendaText } from './agenda-text.ts'
import { EditItem } from './edit-item.tsx'
import type { Members } from './members.ts'

type ClosedItemProps = {
  item: AgendaItem
  meeting: Meeting
  members: Members
  /** The item as a row: until its words are there, and to a member who may not change them. */
  row: ReactNode
  onClose: () => void
}

export function ClosedItem({ item, meeting, members, row, onClose }: ClosedItemProps) {
  const { text, canEdit, items } = useAgendaText(item.agenda)
  if (!text || !canEdit) return row
  return (
    <EditItem
      item={item}
      meeting={meeting}
      members={members}
      live={items.find(({ id }) => id === item.block)}
      above={undefined}
      text={text}
      onMove={null}
      onClose={onClose}
    />
  )
}
