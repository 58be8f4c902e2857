// Where minutes are in their life, in the bar above them: draft, circulated, corrections, approval. All of it
// follows from signed acts and open amendments; nothing is set by hand.
import { ArrowRight, Circle, CircleCheck, CircleDot, type LucideIcon } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { isFixedText } from '#shared/has-status'
import { useOffer } from '../../shell/commands/offered.ts'
import { useDecisionList } from '../../screens/decisions/decision-list.tsx'
import { useGo } from '../../shell/router.ts'
import { Button, Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { openOf, useAmendmentsView } from '../review/amendments/amendments-state.ts'
import { useCirculated } from './circulate.tsx'
import { stepOf, steps } from './steps.ts'

type Standing = 'done' | 'now' | 'next'

const glyphs: Record<Standing, LucideIcon> = { done: CircleCheck, now: CircleDot, next: Circle }

export function LifeLine({ id, status }: Pick<DocumentSummary, 'id' | 'status'>) {
  const words = useWords()
  const circulated = useCirculated(id)?.times.at(-1)
  const corrections = openOf(useAmendmentsView().amendments).length
  const now = stepOf(status, corrections)
  const at = now === null ? steps.length : steps.indexOf(now)
  return (
    <ol className="life-line" aria-label={words('minutes.life')}>
      {steps.map((step, index) => {
        // Corrections can come before the minutes are circulated.
        const isSkipped = step === 'circulated' && status === 'draft'
        const standing = index === at ? 'now' : index < at && !isSkipped ? 'done' : 'next'
        return (
          <li
            key={step}
            data-standing={standing}
            aria-current={standing === 'now' ? 'step' : undefined}
          >
            <Icon of={glyphs[standing]} size="small" />
            {step === 'approval' && now === null
              ? words('minutes.life.approved')
              : words(`minutes.life.${step}`, { corrections })}
            {step === 'circulated' && circulated && standing !== 'next' ? (
              <span className="life-day">
                {words.time(circulated.at, { day: 'numeric', month: 'short' })}
              </span>
            ) : null}
            <span className="unseen">{words(`minutes.life.${standing}`)}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** The way to the decision by which the group approves the minutes. */
export function AskForApproval({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const go = useGo()
  const { value } = useDecisionList()
  const isPossible =
    value?.mayAsk === true && summary.readers.kind !== 'only-you' && !isFixedText(summary)
  const ask = (): void => go({ screen: 'ask', document: summary.id })
  const text = words('minutes.approve')
  // A draft is circulated first; the palette has both.
  const isNext = summary.status !== 'draft'
  useOffer({
    acts: () => (isPossible ? [{ id: 'minutes-approve', text, icon: ArrowRight, act: ask }] : []),
  })
  return isPossible && isNext ? (
    <Button size="small" onPress={ask}>
      {text}
    </Button>
  ) : null
}
