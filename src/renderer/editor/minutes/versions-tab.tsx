// In the panel of minutes: the version that is shown with each paragraph that it corrects and why, the approved one
// before it, and what a correction of approved minutes means.
import { CircleCheck, FileDiff, FilePen, Scale, Send } from 'lucide-react'
import type { Approval, CorrectedMinutes, DocumentSummary } from '#shared/contract'
import { useGo } from '../../shell/router.ts'
import { Button, Consequences, Link, Notice, StatusChip, WordChanges } from '../../ui/index.ts'
import { usePeople } from '../../screens/decisions/people.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { usePageState } from '../page/page-state.ts'
import { dayOf, useCorrected, versionIn } from './corrected.ts'
import { useCorrect } from './use-approval.ts'
import './versions.css'

export function VersionsTab({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const corrected = useCorrected(summary.id)
  if (corrected === undefined) return null
  return (
    <div className="panel-list minutes-versions scroll">
      {corrected ? (
        <>
          <ShownVersion corrected={corrected} summary={summary} />
          <ApprovedVersion corrected={corrected} />
        </>
      ) : (
        <p className="small muted">{words('minutes.versions.none')}</p>
      )}
      <CorrectAgain summary={summary} />
    </div>
  )
}

type ShownVersionProps = { corrected: CorrectedMinutes; summary: DocumentSummary }

function ShownVersion({ corrected, summary: { group } }: ShownVersionProps) {
  const words = useWords()
  const page = usePageState()
  const { approved, changes } = corrected
  const version = versionIn(corrected)
  return (
    <section className="minutes-version" aria-labelledby="version-shown" data-shown>
      <div className="row">
        <h2 id="version-shown" className="grow">
          {words('minutes.versions.version', { version })}
        </h2>
        <span className="tag" data-tone="accent">
          {words('minutes.versions.shown')}
        </span>
      </div>
      <p className="small muted">
        {words('minutes.versions.differs', { count: changes.length, before: version - 1 })}
        {words.gap}
        {approved ? <ApprovedBy approval={approved} /> : null}
      </p>
      <ul className="plain-list corrected-lines" aria-label={words('minutes.corrects.changes')}>
        {changes.map(({ block, place, before, now, reasons }) => (
          <li key={block}>
            <Link onPress={() => void page.goTo(block)}>
              {place === ''
                ? words('decisions.place.one')
                : words('decisions.place.paragraph', { number: place })}
            </Link>
            <WordChanges before={before ?? ''} after={now ?? ''} />
            <Reasons group={group} reasons={reasons} isOver={approved !== null} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type ReasonsProps = {
  group: DocumentSummary['group']
  reasons: CorrectedMinutes['changes'][number]['reasons']
  /** Reasons that are given now come too late to be read before the decision. */
  isOver: boolean
}

function Reasons({ group, reasons, isOver }: ReasonsProps) {
  const words = useWords()
  const people = usePeople(group)
  if (reasons.length === 0)
    return isOver ? null : <p className="small muted">{words('minutes.versions.noReason')}</p>
  return reasons.map(({ what, words: said, by }, index) => (
    <p key={`${index} ${said}`} className="small">
      <span dir="auto">{words('decisions.place.words', { words: said })}</span>{' '}
      {by === null && what === 'amendment' ? null : (
        <span className="muted">
          {by === null
            ? words('minutes.versions.comment')
            : words(`minutes.versions.by.${what}`, people.by(by))}
        </span>
      )}
    </p>
  ))
}

const outcomes = { agreed: 'consensus', 'no-objection': 'objection', 'agreed-by-vote': 'vote' }

/** The day, the way to the decision, its outcome, and the beginning of what its text hashes to. */
function ApprovedBy({ approval }: { approval: Approval }) {
  const words = useWords()
  const go = useGo()
  const { decision, number, outcome, closedAt, text } = approval
  return words.rich('minutes.versions.approved', {
    day: dayOf(closedAt, words),
    number: <bdi>{number}</bdi>,
    outcome: outcome in outcomes ? outcomes[outcome as keyof typeof outcomes] : 'other',
    text: <bdi>{`${text.slice(0, 4)} ${text.slice(4)}`}</bdi>,
    a: chunks => <Link onPress={() => go({ screen: 'decision', decision })}>{chunks}</Link>,
  })
}

function ApprovedVersion({ corrected }: { corrected: CorrectedMinutes }) {
  const words = useWords()
  const go = useGo()
  const { document } = corrected
  return (
    <section className="minutes-version" aria-labelledby="version-approved">
      <div className="row">
        <h2 id="version-approved" className="grow">
          {words('minutes.versions.version', { version: versionIn(corrected) - 1 })}
        </h2>
        <StatusChip icon={CircleCheck} tone="adopt" text={words('minutes.life.approved')} />
      </div>
      <p className="small muted">
        <ApprovedBy approval={corrected} />
      </p>
      <Button size="small" onPress={() => go({ screen: 'document', document })}>
        {words('minutes.corrects.see')}
      </Button>
    </section>
  )
}

/** Below approved minutes; nothing for a member who may not correct them. */
function CorrectAgain({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const correct = useCorrect(summary)
  if (!correct) return null
  const means = [
    { id: 'decide', icon: Scale, text: words('minutes.correct.decide') },
    { id: 'shown', icon: FileDiff, text: words('minutes.correct.shown') },
    { id: 'exports', icon: Send, text: words('minutes.correct.exports') },
  ]
  return (
    <section className="correct-again" aria-labelledby="correct-again">
      <h2 id="correct-again">{words('minutes.correct.ask')}</h2>
      <Consequences items={means} />
      {correct.failure ? <Notice tone="error">{words(sentenceOf(correct.failure))}</Notice> : null}
      <Button icon={FilePen} onPress={() => void correct.run()}>
        {words('minutes.correct')}
      </Button>
    </section>
  )
}
