// What waits in the text, and settling all of it at once.
import { FilePenLine } from 'lucide-react'
import type { Member } from '#shared/contract'
import { Button, EmptyState } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePage, usePageState } from '../page/page-state.ts'
import { useComments, useRemarks } from './comments-state.ts'
import { SuggestionCard } from './suggestion-card.tsx'

type SuggestionsListProps = { authorOf: (client: number) => Member | undefined; may: boolean }

export function SuggestionsList({ authorOf, may }: SuggestionsListProps) {
  const words = useWords()
  const { remarks } = useComments()
  const { suggestions } = useRemarks()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  if (suggestions.length === 0) {
    return (
      <EmptyState icon={FilePenLine} title={words('comments.none.suggested')}>
        {may ? words('comments.none.suggestHow') : null}
      </EmptyState>
    )
  }
  const decideAll = (verdict: 'accept' | 'reject'): void => {
    for (const { id } of suggestions) remarks.decide(id, verdict)
  }
  return (
    <>
      {suggestions.map(suggestion => {
        const block = blocks[suggestion.places[0]?.index ?? -1]
        return (
          <SuggestionCard
            key={suggestion.id}
            suggestion={suggestion}
            author={authorOf(suggestion.client)}
            place={block?.place ?? ''}
            may={may}
            onShow={() => void (block && page.goTo(block.id))}
            onDecide={verdict => remarks.decide(suggestion.id, verdict)}
          />
        )
      })}
      {may && suggestions.length > 1 ? (
        <div className="comment-acts">
          <Button size="small" onPress={() => decideAll('accept')}>
            {words('comments.acceptAll')}
          </Button>
          <Button size="small" onPress={() => decideAll('reject')}>
            {words('comments.rejectAll')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
