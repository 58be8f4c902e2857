// The outcome as one sentence, and its changes since.
import { type ReactNode, useRef } from 'react'
import type { Decision } from '#shared/contract'
import { isAgreed } from '#shared/outcome'
import { useAct, useShell } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Link, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { hasChanged } from './closing/closes.ts'
import { overtakenBy } from './declared.ts'
import { fingerprint } from './fingerprint.ts'
import type { People } from './people.ts'
import { purposeOf, shortOutcome } from './rule-words.ts'
import { outcomeSentence } from './sentences.tsx'

type OutcomeBoxProps = { decision: Decision; people: People }

export function OutcomeBox({ decision, people }: OutcomeBoxProps) {
  const words = useWords()
  const shell = useShell()
  const sentence = useRef<HTMLParagraphElement>(null)
  const { outcome, state, texts } = decision
  const copy = useAct(async () => {
    await shell.call('clipboard.copy', { text: sentence.current?.textContent ?? '' })
    say(words('decisions.outcome.copied'))
  })
  if (state === 'withdrawn' || state === 'void' || outcome === null)
    return (
      <section className="outcome" data-status="draft">
        <p className="decided-sentence">
          {words(state === 'void' ? 'decisions.outcome.void' : 'decisions.outcome.withdrawn')}
        </p>
      </section>
    )
  const [text] = texts
  return (
    <>
      <section
        className="outcome"
        data-status={isAgreed(outcome.code) ? 'adopt' : 'stop'}
        aria-label={words('decisions.outcome')}
      >
        <p className="decided-sentence" ref={sentence}>
          {outcomeSentence(decision, outcome, people, words)}
        </p>
        <div className="row small muted outcome-foot">
          {text ? (
            <span>
              {words('decisions.text.short')}{' '}
              <bdi className="fingerprint">{fingerprint(text.sha256)}</bdi>
            </span>
          ) : null}
          <Recorded decision={decision} />
          <Link onPress={() => void copy.run()}>{words('decisions.outcome.copy')}</Link>
        </div>
      </section>
      <Changes decision={decision} people={people} />
    </>
  )
}

/** Lines of minutes that state it. */
function Recorded({ decision: { recorded } }: { decision: Decision }) {
  const words = useWords()
  const go = useGo()
  return recorded.map(({ document, title, block, place }) => (
    <span key={block}>
      {words.rich('decisions.recorded', {
        place,
        is: place === '' ? 'none' : 'numbered',
        title: <bdi>{title}</bdi>,
        link: chunks => (
          <Link onPress={() => go({ screen: 'document', document, block })}>{chunks}</Link>
        ),
      })}
    </span>
  ))
}

/** Reasons why the outcome is not as it was before. */
function Changes({ decision, people }: OutcomeBoxProps) {
  const words = useWords()
  const go = useGo()
  const { outcome, closes, declarations, signedTwice, replacedBy } = decision
  if (outcome === null) return null
  const values = {
    outcome: shortOutcome(outcome, purposeOf(decision), words),
    names: people.handles(closes.map(({ by }) => by)),
    seats: outcome.counts.void,
  }
  const overtaken = overtakenBy(decision)
  const notice = (text: string, action?: ReactNode): ReactNode => (
    <Notice tone="warning" action={action}>
      {text}
    </Notice>
  )
  return (
    <>
      {closes.length > 1 && hasChanged(decision)
        ? notice(words('decisions.changed.closes', values))
        : null}
      {outcome.counts.void > 0
        ? notice(
            words(
              declarations.some(({ outcome: code }) => code !== outcome.code)
                ? 'decisions.changed.void'
                : 'decisions.void',
              values,
            ),
          )
        : null}
      {overtaken === null
        ? null
        : notice(
            words('decisions.changed.overtaken', {
              ...values,
              changed: overtaken === 'other' ? 'yes' : 'no',
            }),
          )}
      {signedTwice.length > 0
        ? notice(
            words('decisions.signedTwice', {
              count: signedTwice.length,
              names: people.handles(signedTwice),
            }),
          )
        : null}
      {replacedBy === null
        ? null
        : notice(
            words('decisions.replaced'),
            <Link onPress={() => go({ screen: 'decision', decision: replacedBy })}>
              {words('decisions.replaced.see')}
            </Link>,
          )}
    </>
  )
}
