// Suggestions that were settled: whose each was, what it would have changed, and each verdict with its member and time.
import { Fragment, useEffect, useState } from 'react'
import type { Member } from '#shared/contract'
import {
  changeOf,
  verdictsOn,
  type GivenVerdict,
  type ParagraphSuggestion,
  type SettledSuggestion,
} from '#document/review/suggestions'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../../shell/core-client.ts'
import { useWords } from '../../../words/index.ts'
import { useAmendments } from '../amendments/amendments-state.ts'
import { authorIn, SaidBy } from './author.tsx'
import { useCommentsView, useRemarks } from './comments-state.ts'
import { useLookedAt } from './looked-at.ts'
import { formatNames } from './suggestion-card.tsx'

type AuthorOf = (client: number) => Member | undefined

/** More of them stay in the record, and are in no window. */
const most = 100

type SettledSuggestionsProps = { document: DocumentId; authorOf: AuthorOf }

/** Unfolded at first where Home named them or no other one waits; nothing where nothing was settled. */
export function SettledSuggestions({ document, authorOf }: SettledSuggestionsProps) {
  const words = useWords()
  const core = useCore()
  const { settled, suggestions, paragraphs } = useRemarks()
  const { settledToo } = useCommentsView()
  const [isFirst] = useState(settledToo || (suggestions.length === 0 && paragraphs.length === 0))
  const [isUnfolded, setUnfolded] = useState(isFirst)
  const isLooked = useLookedAt()
  const count = settled.length
  // Own ones wait on Home no longer.
  useEffect(() => {
    if (isLooked && isUnfolded && count > 0)
      void core.call('suggestions.seen', { document }).catch(() => {})
  }, [core, document, isLooked, isUnfolded, count])
  if (settled.length === 0) return null
  return (
    <details
      className="settled-suggestions"
      open={isFirst}
      onToggle={event => setUnfolded(event.currentTarget.open)}
    >
      <summary>{words('suggesting.settled', { count: settled.length })}</summary>
      {settled.slice(0, most).map(suggestion => (
        <Settled key={suggestion.id} suggestion={suggestion} authorOf={authorOf} />
      ))}
    </details>
  )
}

type SettledProps = { suggestion: SettledSuggestion; authorOf: AuthorOf }

function Settled({ suggestion, authorOf }: SettledProps) {
  const words = useWords()
  const { isSame } = useAmendments()
  const [now] = useState(() => Date.now())
  const { client, quoted, at } = suggestion
  const author = authorOf(client)
  return (
    <article
      className="thread"
      aria-label={words('comments.suggestion', { who: authorIn({ author, quoted }, words) })}
    >
      <SaidBy author={author} quoted={quoted} at={at} now={now} />
      {'standing' in suggestion ? <OfParagraph suggestion={suggestion} /> : null}
      {verdictsOn(suggestion, isSame).map(({ kind, client: by, at: when, recorded }, index) => {
        const who = authorOf(by)?.handle ?? words('comments.someone')
        return (
          <Fragment key={index}>
            <p className="quiet">
              {words(`suggesting.record.${kind}`, { who, when: words.when(when, now) })}
            </p>
            <Recorded who={who} recorded={recorded} />
          </Fragment>
        )
      })}
    </article>
  )
}

function OfParagraph({ suggestion }: { suggestion: ParagraphSuggestion }) {
  const words = useWords()
  const { struck, inserted, stays } = changeOf(suggestion)
  return (
    <>
      <p>{words(`suggesting.card.${suggestion.what}`)}</p>
      <Changed struck={struck} inserted={inserted} />
      {stays === '' ? null : (
        <p className="suggested" dir="auto">
          {stays}
        </p>
      )}
    </>
  )
}

type RecordedProps = { who: string; recorded: GivenVerdict['recorded'] }

/** The words that a verdict recorded, under the name of its member: the author of the suggestion did not sign them. */
function Recorded({ who, recorded: { inserted, struck, formatted, formats } }: RecordedProps) {
  const words = useWords()
  if (inserted === '' && struck === '' && formatted === '') return null
  return (
    <>
      <p className="quiet">{words('suggesting.recorded', { who })}</p>
      <Changed struck={struck} inserted={inserted} />
      {formatted === '' ? null : (
        <>
          <p className="suggested" dir="auto">
            {formatted}
          </p>
          <p className="quiet">
            {words('comments.suggestion.format', { formats: formatNames(formats, words) })}
          </p>
        </>
      )}
    </>
  )
}

function Changed({ struck, inserted }: { struck: string; inserted: string }) {
  if (struck === '' && inserted === '') return null
  return (
    <p className="suggested" dir="auto">
      {struck === '' ? null : <del>{struck}</del>} {inserted === '' ? null : <ins>{inserted}</ins>}
    </p>
  )
}
