// Suggestions that were settled: whose each was, what it would have changed, and each verdict with its member and time.
import { Fragment, useState } from 'react'
import type { Member } from '#shared/contract'
import {
  changeOf,
  verdictsOn,
  type GivenVerdict,
  type ParagraphSuggestion,
  type SettledSuggestion,
} from '#shared/document'
import { useWords } from '../../words/index.ts'
import { useAmendments } from '../amendments/amendments-state.ts'
import { authorIn, SaidBy } from './author.tsx'
import { useRemarks } from './comments-state.ts'
import { formatNames } from './suggestion-card.tsx'

type AuthorOf = (client: number) => Member | undefined

/** More of them stay in the record, and are in no window. */
const most = 100

/** Unfolded at first where no other one waits; nothing where nothing was settled. */
export function SettledSuggestions({ authorOf }: { authorOf: AuthorOf }) {
  const words = useWords()
  const { settled, suggestions, paragraphs } = useRemarks()
  const [isAlone] = useState(suggestions.length === 0 && paragraphs.length === 0)
  if (settled.length === 0) return null
  return (
    <details className="settled-suggestions" open={isAlone}>
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
