// One suggestion for a whole paragraph: whose it is, what would become of the paragraph as it is now, and
// the ways to settle it.
import { useState } from 'react'
import type { Member } from '#shared/contract'
import type { ParagraphSuggestion } from '#shared/document'

import type { ParagraphVerdict } from '../comments/remarks.ts'
import { Button, Link, MemberMark, WordChanges } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type ParagraphCardProps = {
  suggestion: ParagraphSuggestion
  author: Member | undefined
  /** As the paragraph is cited; empty where it has no number. */
  place: string
  isOwn: boolean
  /** Writes in the text. */
  writable: boolean
  onShow: () => void
  onDecide: (verdict: ParagraphVerdict) => void
}

export function ParagraphCard(props: ParagraphCardProps) {
  const { suggestion, author, place, isOwn, writable, onShow, onDecide } = props
  const { what, as, base, result, why, at, target, isMoved, isOverlapping } = suggestion
  const words = useWords()
  const [now] = useState(() => Date.now())
  const who = author?.handle ?? words('comments.someone')
  const isGone = target === null
  const text = isGone ? base : target.text
  return (
    <article
      className="thread"
      data-suggestion={suggestion.id}
      data-what={what}
      aria-label={words('comments.suggestion', { who })}
    >
      <div className="thread-place">
        <Link onPress={onShow}>
          {place === ''
            ? words(`suggesting.card.${what}`)
            : words(`suggesting.card.${what}.place`, { place })}
        </Link>
      </div>
      <div className="said-by">
        {author ? <MemberMark handle={author.handle} color={author.color} size="small" /> : null}
        <bdi className="strong">{who}</bdi>
        <span className="quiet">{words.when(at, now)}</span>
      </div>
      {what === 'add' ? <WordChanges before="" after={result} /> : null}
      {what === 'remove' ? <WordChanges before={text} after="" /> : null}
      {what === 'words' ? <WordChanges before={text} after={result} /> : null}
      {what === 'kind' ? (
        <p className="suggested" dir="auto">
          {text}
        </p>
      ) : null}
      {as === null ? null : (
        <p className="quiet">
          {words(what === 'add' ? 'suggesting.as' : 'comments.suggestion.kind', {
            kind: words(`editor.kind.${as}`),
          })}
        </p>
      )}
      {why === '' ? null : (
        <p className="amendment-why" dir="auto">
          <strong>{words('amendments.card.why')}</strong> {why}
        </p>
      )}
      {isGone ? (
        <p className="amendment-line" data-tone="warning">
          {words(what === 'add' ? 'suggesting.neighbourGone' : 'amendments.gone')}
        </p>
      ) : isMoved ? (
        <p className="amendment-line" data-tone="warning">
          {words(isOverlapping ? 'suggesting.overlapping' : 'suggesting.moved')}
        </p>
      ) : null}
      {writable || isOwn ? (
        <div className="comment-acts">
          {writable ? (
            <>
              <Button
                size="small"
                variant="primary"
                unavailable={isGone && what !== 'add' ? words('amendments.gone') : undefined}
                onPress={() => onDecide('accept')}
              >
                {words('comments.accept')}
              </Button>
              <Button size="small" onPress={() => onDecide('reject')}>
                {words('comments.reject')}
              </Button>
            </>
          ) : null}
          {isOwn ? (
            <Button size="small" variant="quiet" onPress={() => onDecide('withdraw')}>
              {words('suggesting.takeBack')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </article>
  )
}
