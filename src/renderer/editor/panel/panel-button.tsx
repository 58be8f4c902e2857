// In the bar above the page: how many comments and amendments are open, and the way to them.
import { MessageSquare } from 'lucide-react'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { openOf, useAmendmentsView } from '../amendments/amendments-state.ts'
import { useComments, useRemarks } from '../comments/comments-state.ts'
import { usePanel, usePanelView } from './panel-state.ts'

export function PanelButton() {
  const words = useWords()
  const comments = useComments()
  const panel = usePanel()
  const { open, tab } = usePanelView()
  const { threads } = useRemarks()
  const amendments = openOf(useAmendmentsView().amendments).length
  const count = threads.filter(({ isResolved }) => !isResolved).length
  return (
    <Button
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
