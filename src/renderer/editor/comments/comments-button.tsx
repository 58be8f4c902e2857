// In the bar above the page: how many comments are open, and the way to them.
import { MessageSquare } from 'lucide-react'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useComments, useCommentsView, useRemarks } from './comments-state.ts'

export function CommentsButton() {
  const words = useWords()
  const comments = useComments()
  const { open } = useCommentsView()
  const { threads } = useRemarks()
  const count = threads.filter(({ isResolved }) => !isResolved).length
  return (
    <Button
      icon={MessageSquare}
      aria-expanded={open}
      onPress={() => comments.show({ open: !open, draft: null })}
    >
      {words('comments.button', { count })}
    </Button>
  )
}
