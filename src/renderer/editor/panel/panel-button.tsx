// In the bar above the page: how many comments and amendments are open, and the way to them.
import {
  BookText,
  Brackets,
  FileDiff,
  History,
  type LucideIcon,
  MessageSquare,
  Paperclip,
} from 'lucide-react'
import { useOffer } from '../../shell/commands/offered.ts'
import { Button } from '../../ui/index.ts'
import { type MessageId, useWords } from '../../words/index.ts'
import { openOf, useAmendmentsView } from '../review/amendments/amendments-state.ts'
import { useComments, useRemarks } from '../review/comments/comments-state.ts'
import { type PanelTab, usePanel, usePanelView } from './panel-state.ts'

const panelTabs: { id: PanelTab; name: MessageId; icon: LucideIcon }[] = [
  { id: 'comments', name: 'comments.title', icon: MessageSquare },
  { id: 'amendments', name: 'amendments.title', icon: FileDiff },
  { id: 'brackets', name: 'brackets.title', icon: Brackets },
  { id: 'history', name: 'history.title', icon: History },
  { id: 'cited', name: 'citing.title', icon: BookText },
  { id: 'files', name: 'attachments.title', icon: Paperclip },
]

export function PanelButton() {
  const words = useWords()
  const comments = useComments()
  const panel = usePanel()
  const { open, tab } = usePanelView()
  const { threads } = useRemarks()
  const amendments = openOf(useAmendmentsView().amendments).length
  const count = threads.filter(({ isResolved }) => !isResolved).length
  useOffer({
    acts: () =>
      panelTabs.map(({ id, name, icon }) => ({
        id: `panel-${id}`,
        text: words(name),
        icon,
        hint: words('panel.title'),
        act: () => panel.show(id),
      })),
  })
  return (
    <Button
      size="small"
      icon={MessageSquare}
      aria-expanded={open}
      onPress={() => {
        if (open) panel.close()
        else panel.show(tab)
        comments.show({ draft: null })
      }}
    >
      {amendments === 0
        ? words('comments.button', { count })
        : words('panel.both', { comments: count, amendments })}
    </Button>
  )
}
