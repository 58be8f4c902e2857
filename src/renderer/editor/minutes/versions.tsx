// Above approved minutes: by what they were approved, and the way to a correction. Above a correction: what it
// corrects, and the way to the paragraphs that differ.
import { FilePen, Lock } from 'lucide-react'
import type { CorrectedMinutes, DocumentSummary } from '#shared/contract'
import { useOffer } from '../../shell/commands/offered.ts'
import { signersOf } from '../../screens/decisions/declared.ts'
import { FixedNotice } from '../../screens/decisions/fixed-notice.tsx'
import { OriginNotice } from '../../screens/forwarding/origin-notice.tsx'
import { useGo } from '../../shell/router.ts'
import { Button, Notice } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { usePanel } from '../panel/panel-state.ts'
import { dayOf, useCorrected, versionIn } from './corrected.ts'
import { useApproval, useCorrect } from './use-approval.ts'

export function MinutesNotices({ summary }: { summary: DocumentSummary }) {
  const { id, status } = summary
  const corrected = useCorrected(id)
  const isApproved = status === 'adopted' || status === 'replaced'
  return (
    <>
      {isApproved ? <ApprovedNotice summary={summary} /> : <FixedNotice document={id} />}
      {corrected ? <CorrectsNotice corrected={corrected} /> : null}
      {corrected === null ? <OriginNotice document={id} /> : null}
    </>
  )
}

function ApprovedNotice({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const go = useGo()
  const { id } = summary
  const decision = useApproval(summary)
  const correct = useCorrect(summary)
  const text = words('minutes.correct')
  useOffer({
    acts: () =>
      correct
        ? [{ id: 'minutes-correct', text, icon: FilePen, act: () => void correct.run() }]
        : [],
  })
  if (!decision) return <FixedNotice document={id} />
  const action = (
    <span className="notice-acts">
      <Button
        size="small"
        variant="quiet"
        onPress={() => go({ screen: 'decision', decision: decision.id })}
      >
        {words('decisions.fixed.see')}
      </Button>
      {correct ? (
        <Button size="small" icon={FilePen} onPress={() => void correct.run()}>
          {text}
        </Button>
      ) : null}
    </span>
  )
  return (
    <>
      <Notice icon={Lock} action={action}>
        <b>
          {words('minutes.approved', {
            day: dayOf(Math.min(...decision.closes.map(({ at }) => at)), words),
            number: decision.number,
            numbered: decision.number === '' ? 'no' : 'yes',
            signers: signersOf(decision).length,
          })}
        </b>
        {words.gap}
        {words('minutes.approved.fixed')}
      </Notice>
      {correct?.failure ? <Notice tone="error">{words(sentenceOf(correct.failure))}</Notice> : null}
    </>
  )
}

function CorrectsNotice({ corrected }: { corrected: CorrectedMinutes }) {
  const words = useWords()
  const go = useGo()
  const panel = usePanel()
  const { document, number, changes } = corrected
  return (
    <Notice
      action={
        <span className="notice-acts">
          <Button size="small" variant="quiet" onPress={() => go({ screen: 'document', document })}>
            {words('minutes.corrects.see')}
          </Button>
          {changes.length > 0 ? (
            <Button size="small" onPress={() => panel.show('versions')}>
              {words('minutes.corrects.show')}
            </Button>
          ) : null}
        </span>
      }
    >
      {words('minutes.corrects', { version: versionIn(corrected), number, count: changes.length })}
    </Notice>
  )
}
