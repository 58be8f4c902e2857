// Says of words that wait whose suggestion they are, to who cannot see the cards beside the text.
import { useEffect } from 'react'
import type { EntryId } from '#document/ids'
import type { Suggestion } from '#document/review/suggestions'
import type { DocumentId } from '#shared/ids'
import { useWords } from '../../../words/index.ts'
import { authorIn } from '../comments/author.tsx'
import { useRemarks } from '../comments/comments-state.ts'
import { useMembers } from '../comments/use-authors.ts'
import { memberIn } from '../../history/names.ts'
import type { Bound } from '../../page/bind-page.ts'
import { useGroupHere } from '../../stable-summary.ts'

export type SuggestionAuthorsProps = { bound: Bound | null; document: DocumentId }

const said = {
  ...({ in: 'suggesting.by.in', de: 'suggesting.by.de' } as const),
  ...({ fm: 'suggesting.by.fm', lk: 'suggesting.by.lk' } as const),
}

export function SuggestionAuthors({ bound, document }: SuggestionAuthorsProps) {
  const group = useGroupHere()
  const words = useWords()
  const { suggestions } = useRemarks()
  const members = useMembers(
    document,
    suggestions.map(({ client }) => client),
  )
  // The list is another one after each letter; whose the suggestions are is mostly the same.
  const clients = JSON.stringify(
    suggestions.map(({ id, client, quoted }) => [id, { client, quoted }]),
  )
  useEffect(() => {
    if (!bound) return
    const saidBy = new Map(
      JSON.parse(clients) as [EntryId, Pick<Suggestion, 'client' | 'quoted'>][],
    )
    bound.suggested.describe(marks => {
      const sentences = marks.map(mark => {
        const { client = -1, quoted } = saidBy.get(mark.slice(3) as EntryId) ?? {}
        const author = memberIn(group, members.get(client) ?? null)
        const who = authorIn({ author, quoted }, words)
        return words(said[mark.slice(0, 2) as keyof typeof said], { who })
      })
      return words.list(sentences)
    })
  }, [bound, clients, group, members, words])
  return null
}
