// One suggestion that waits in the text: whose it is, what it would change, and two ways to settle it.
import { useState } from 'react'
import type { Member } from '#shared/contract'
import { formatBits, textFormats } from '#document/tree'
import type { Suggestion } from '#document/review/suggestions'
import { Button, Link } from '../../../ui/index.ts'
import { useWords, type Words } from '../../../words/index.ts'
import { authorIn, SaidBy } from './author.tsx'

export type SuggestionCardProps = {
  suggestion: Suggestion
  author: Member | undefined
  /** As the paragraph is cited; empty where it has no number. */
  place: string
  may: boolean
  /** This member suggested it. */
  isOwn: boolean
  onShow: () => void
  onDecide: (verdict: 'accept' | 'reject') => void
}

/** The formats of these bits, as the tools call them. Some have no tool. */
export const formatNames = (bits: number, words: Words): string => {
  const named = textFormats.filter(format => (bits & formatBits[format]) !== 0)
  const rest = named.reduce((left, format) => left & ~formatBits[format], bits)
  const names = named.map(format => words(`editor.${format}`))
  return words.list(
    rest !== 0 || names.length === 0 ? [...names, words('editor.otherFormat')] : names,
  )
}

export function SuggestionCard(props: SuggestionCardProps) {
  const { suggestion, author, place, may, isOwn, onShow, onDecide } = props
  const { inserted, struck, formats: bits, formatted, links, kind, at } = suggestion
  const words = useWords()
  const [now] = useState(() => Date.now())
  /** Where a link alone changed, what it would lead to says all. */
  const hasWords = struck !== '' || inserted !== '' || kind !== null || formatted !== ''
  const who = authorIn({ author, quoted: suggestion.quoted }, words)
  return (
    <article
      className="thread"
      data-suggestion={suggestion.id}
      aria-label={words('comments.suggestion', { who })}
    >
      <div className="thread-place">
        <Link onPress={onShow}>
          {place === '' ? words('comments.inText') : words('comments.place', { place })}
        </Link>
      </div>
      <SaidBy author={author} quoted={suggestion.quoted} at={at} now={now} />
      {hasWords ? (
        <p className="suggested" dir="auto">
          {struck === '' ? null : <del>{struck}</del>}{' '}
          {inserted === '' ? null : <ins>{inserted}</ins>}
          {kind === null
            ? null
            : words('comments.suggestion.kind', { kind: words(`editor.kind.${kind}`) })}
          {formatted}
        </p>
      ) : null}
      {formatted === '' ? null : (
        <p className="quiet">
          {words('comments.suggestion.format', { formats: formatNames(bits, words) })}
        </p>
      )}
      {links.map(link => (
        <p className="suggested" key={link}>
          {link === ''
            ? words('comments.suggestion.unlink')
            : words('comments.suggestion.link', { address: link })}
        </p>
      ))}
      {may ? (
        <div className="comment-acts">
          <Button size="small" variant="primary" onPress={() => onDecide('accept')}>
            {words('comments.accept')}
          </Button>
          <Button size="small" onPress={() => onDecide('reject')}>
            {words(isOwn ? 'suggesting.withdraw' : 'comments.reject')}
          </Button>
        </div>
      ) : null}
    </article>
  )
}
