// Suggestions that wait: words in the text and changes of whole paragraphs beside it, in the order
// of the page; the one in the form; and settling all words at once.
import { FilePenLine, FilePlus } from 'lucide-react'
import type { DocumentSummary, Member, Right } from '#shared/contract'
import { isSuggestedBy } from '#document/review/suggestions'
import { Button, EmptyState, say } from '../../../ui/index.ts'
import { sentenceOf, useWords } from '../../../words/index.ts'
import { useAmendments } from '../amendments/amendments-state.ts'
import { usePage, usePageState } from '../../page/page-state.ts'
import { maySuggest } from '../suggestions/may-suggest.ts'
import { ParagraphCard } from '../suggestions/paragraph-card.tsx'
import { ParagraphForm } from '../suggestions/paragraph-form.tsx'
import { labelOf } from '../suggestions/labels.ts'
import { useSuggestingParagraph } from '../suggestions/use-suggesting.ts'
import { type ParagraphDraft, useComments, useRemarks } from './comments-state.ts'
import { SettledSuggestions } from './settled-suggestions.tsx'
import { SuggestionCard } from './suggestion-card.tsx'

type AuthorOf = (client: number) => Member | undefined

type SuggestionsListProps = {
  summary: DocumentSummary
  authorOf: AuthorOf
  rights: ReadonlySet<Right>
  suggestion: ParagraphDraft | null
}

/** All that wait, in the order of the text. */
function useCards(authorOf: AuthorOf, rights: ReadonlySet<Right>) {
  const writable = rights.has('write')
  const words = useWords()
  const { remarks } = useComments()
  const { suggestions, paragraphs } = useRemarks()
  const { isSame } = useAmendments()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const goTo = (index: number): void => {
    const block = blocks[index]
    if (block) page.goTo(block.id)
  }
  return [
    ...suggestions.map(suggestion => {
      const index = suggestion.places[0]?.index ?? -1
      const isOwn = isSuggestedBy(suggestion, remarks.self(), isSame)
      const card = (
        <SuggestionCard
          key={suggestion.id}
          suggestion={suggestion}
          author={authorOf(suggestion.client)}
          place={blocks[index]?.place ?? ''}
          may={writable}
          isOwn={isOwn}
          onShow={() => goTo(index)}
          onDecide={verdict => {
            const refused = remarks.decide(suggestion.id, verdict)
            if (refused) return say(words(sentenceOf(refused)))
            return say(
              words(`suggesting.done.${verdict === 'reject' && isOwn ? 'withdraw' : verdict}`),
            )
          }}
        />
      )
      return { index, card }
    }),
    ...paragraphs.map(suggestion => {
      const index = suggestion.target?.index ?? blocks.length
      const behind = suggestion.what === 'move' && blocks[suggestion.whither?.index ?? -1]
      const card = (
        <ParagraphCard
          key={suggestion.id}
          suggestion={suggestion}
          author={authorOf(suggestion.client)}
          place={blocks[index]?.place ?? ''}
          behind={behind ? labelOf(behind, words) : null}
          isOwn={rights.has('propose') && isSame(suggestion.client, remarks.self())}
          writable={writable}
          onShow={() => goTo(Math.max(0, index))}
          onDecide={verdict => {
            const refused = remarks.decideParagraph(suggestion.id, verdict)
            say(words(refused ? sentenceOf(refused) : `suggesting.done.${verdict}`))
          }}
        />
      )
      return { index, card }
    }),
  ]
    .toSorted((a, b) => a.index - b.index)
    .map(({ card }) => card)
}

export function SuggestionsList({
  summary,
  authorOf,
  rights,
  suggestion: draft,
}: SuggestionsListProps) {
  const may = maySuggest(summary, rights)
  const writable = rights.has('write')
  const words = useWords()
  const { remarks } = useComments()
  const begin = useSuggestingParagraph()
  const cards = useCards(authorOf, rights)
  const decideAll = (verdict: 'accept' | 'reject'): void => {
    const refused = remarks.decideAll(verdict)
    if (refused) say(words(sentenceOf(refused)))
  }
  return (
    <>
      {draft ? (
        <Draft summary={summary} draft={draft} />
      ) : may ? (
        <div className="amendment-acts">
          <Button size="small" icon={FilePlus} onPress={() => begin(writable ? 'add' : 'words')}>
            {words('suggesting.begin')}
          </Button>
        </div>
      ) : null}
      {cards}
      {cards.length === 0 && !draft ? (
        <EmptyState icon={FilePenLine} title={words('comments.none.suggested')}>
          {writable ? words('comments.none.suggestHow') : may ? words('suggesting.none.how') : null}
        </EmptyState>
      ) : null}
      <SettledSuggestions document={summary.id} authorOf={authorOf} />
      {writable && cards.length > 1 ? (
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

/** The form of a suggestion for a whole paragraph. */
function Draft({ summary, draft }: { summary: DocumentSummary; draft: ParagraphDraft }) {
  const words = useWords()
  const comments = useComments()
  const { textOf } = useAmendments()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const block = blocks.find(({ id }) => id === draft.block)
  const close = (): void => {
    comments.show({ suggestion: null })
    page.focusText()
  }
  return (
    <ParagraphForm
      key={`${draft.what} ${draft.block}`}
      draft={draft}
      block={block}
      blocks={blocks}
      base={(draft.block && textOf(draft.block)) ?? ''}
      kind={summary.kind}
      document={summary.id}
      onCancel={close}
      onSuggest={wanted => {
        const made = comments.remarks.suggest(wanted)
        if ('refused' in made) {
          say(words(sentenceOf(made.refused)))
          return false
        }
        say(words('suggesting.done'))
        close()
        return true
      }}
    />
  )
}
