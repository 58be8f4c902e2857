// One suggestion for a whole paragraph: whose it is, what would become of the paragraph as it is now, and
// the ways to settle it.
import { useState } from 'react'
import type { Member } from '#shared/contract'
import { isOfPlace, type ParagraphSuggestion } from '#document/review/suggestions'
import { authorIn, SaidBy } from '../comments/author.tsx'
import type { ParagraphVerdict } from '../comments/remarks.ts'
import { Button, Link, WordChanges } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'

export type ParagraphCardProps = {
  suggestion: ParagraphSuggestion
  author: Member | undefined
  /** As the paragraph is cited; empty where it has no number. */
  place: string
  /** How that is called behind which it would move; null for the beginning. */
  behind: string | null
  isOwn: boolean
  /** Writes in the text. */
  writable: boolean
  onShow: () => void
  onDecide: (verdict: ParagraphVerdict) => void
}

export function ParagraphCard(props: ParagraphCardProps) {
  const { suggestion, author, place, behind, onShow } = props
  const { what, as, base, why, at, target, isMoved, isOverlapping } = suggestion
  const words = useWords()
  const [now] = useState(() => Date.now())
  const who = authorIn({ author, quoted: suggestion.quoted }, words)
  const isGone = target === null
  const lacks = isGone
    ? words(what === 'add' ? 'suggesting.neighbourGone' : 'amendments.gone')
    : isOfPlace(what) && suggestion.whither === null
      ? words(`suggesting.lacks.${what}`)
      : null
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
      <SaidBy author={author} quoted={suggestion.quoted} at={at} now={now} />
      <Change suggestion={suggestion} behind={behind} text={text} lacks={lacks} />
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
      {lacks !== null ? (
        <p className="amendment-line" data-tone="warning">
          {lacks}
        </p>
      ) : isMoved ? (
        <p className="amendment-line" data-tone="warning">
          {words(isOverlapping ? 'suggesting.overlapping' : 'suggesting.moved')}
        </p>
      ) : null}
      <Acts {...props} lacks={lacks} />
    </article>
  )
}

/** `lacks`: why it cannot be accepted; null when it can. */
type ChangeProps = Pick<ParagraphCardProps, 'suggestion' | 'behind'> & {
  /** The paragraph as it reads now. */
  text: string
  lacks: string | null
}

function Change({ suggestion, behind, text, lacks }: ChangeProps) {
  const words = useWords()
  const { what, result, along } = suggestion
  return (
    <>
      {what === 'add' ? <WordChanges before="" after={result} /> : null}
      {what === 'remove' ? <WordChanges before={text} after="" /> : null}
      {what === 'words' ? <WordChanges before={text} after={result} /> : null}
      {isOfPlace(what) && lacks === null ? (
        <p className="quiet">
          {what === 'move'
            ? behind === null
              ? words('suggesting.would.first')
              : words('suggesting.would.after', { place: behind })
            : words(`suggesting.would.${what}`)}
        </p>
      ) : null}
      {what === 'split' || what === 'join'
        ? result.split('\n').map((part, index) => (
            <p className="suggested" dir="auto" key={index}>
              {part}
            </p>
          ))
        : null}
      {along.length > 0 ? (
        <p className="quiet">{words('suggesting.would.along', { count: along.length })}</p>
      ) : null}
      {what === 'kind' || what === 'move' ? (
        <p className="suggested" dir="auto">
          {text}
        </p>
      ) : null}
    </>
  )
}

type ActsProps = ParagraphCardProps & { lacks: string | null }

function Acts({ suggestion: { what }, isOwn, writable, onDecide, lacks }: ActsProps) {
  const words = useWords()
  if (!writable && !isOwn) return null
  return (
    <div className="comment-acts">
      {writable ? (
        <>
          <Button
            size="small"
            variant="primary"
            unavailable={what === 'add' ? undefined : (lacks ?? undefined)}
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
          {words('suggesting.withdraw')}
        </Button>
      ) : null}
    </div>
  )
}
