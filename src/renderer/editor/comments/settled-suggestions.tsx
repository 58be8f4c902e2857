// Suggestions that were settled: whose each was, what it would have changed, and who settled it when.
import { useState } from 'react'
import type { Member } from '#shared/contract'
import { outcomeOf, type ParagraphSuggestion, type Suggestion } from '#shared/document'
import { useWords } from '../../words/index.ts'
import { useAmendments } from '../amendments/amendments-state.ts'
import { authorIn, SaidBy } from './author.tsx'
import { useRemarks } from './comments-state.ts'
import { formatNames } from './suggestion-card.tsx'

type AuthorOf = (client: number) => Member | undefined

/** More of them stay in the record, and are in no window. */
const most = 100

const verdictOf = { accepted: 'accept', rejected: 'reject', withdrawn: 'withdraw' } as const

/** Nothing where nothing was settled. */
export function SettledSuggestions({ authorOf }: { authorOf: AuthorOf }) {
  const words = useWords()
  const { settled } = useRemarks()
  if (settled.length === 0) return null
  return (
    <details className="settled-suggestions">
      <summary>{words('suggesting.settled', { count: settled.length })}</summary>
      {settled.slice(0, most).map(suggestion => (
        <Settled key={suggestion.id} suggestion={suggestion} authorOf={authorOf} />
      ))}
    </details>
  )
}

type SettledProps = { suggestion: Suggestion | ParagraphSuggestion; authorOf: AuthorOf }

function Settled({ suggestion, authorOf }: SettledProps) {
  const words = useWords()
  const { isSame } = useAmendments()
  const [now] = useState(() => Date.now())
  const { client, quoted, at, record } = suggestion
  const author = authorOf(client)
  const last = record.at(-1)
  const outcome = 'standing' in suggestion ? suggestion.standing : outcomeOf(suggestion, isSame)
  return (
    <article
      className="thread"
      aria-label={words('comments.suggestion', { who: authorIn({ author, quoted }, words) })}
    >
      <SaidBy author={author} quoted={quoted} at={at} now={now} />
      {'standing' in suggestion ? <OfParagraph suggestion={suggestion} /> : null}
      {'standing' in suggestion ? null : <OfWords suggestion={suggestion} />}
      {last && outcome !== 'open' ? (
        <p className="quiet">
          {words(`suggesting.record.${verdictOf[outcome]}`, {
            who: authorOf(last.client)?.handle ?? words('comments.someone'),
            when: words.when(last.at, now),
          })}
        </p>
      ) : null}
    </article>
  )
}

function OfParagraph({ suggestion: { what, base, wording } }: { suggestion: ParagraphSuggestion }) {
  const words = useWords()
  return (
    <>
      <p>{words(`suggesting.card.${what}`)}</p>
      <Changed
        struck={what === 'add' ? '' : base}
        inserted={what === 'add' || what === 'words' ? wording : ''}
      />
    </>
  )
}

function OfWords({ suggestion: { record } }: { suggestion: Suggestion }) {
  const words = useWords()
  const last = record.at(-1)
  if (!last?.was)
    // An earlier version kept only the words that went.
    return last?.kind === 'accept' ? (
      <Changed struck={last.removed} inserted="" />
    ) : (
      <Changed struck="" inserted={last?.removed ?? ''} />
    )
  const { inserted, struck, formatted, formats } = last.was
  return (
    <>
      <Changed struck={struck} inserted={inserted} />
      {formats === 0 ? null : (
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
