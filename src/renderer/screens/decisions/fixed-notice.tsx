// Above a text that is put to a decision, or was adopted: it is fixed, and words written now stand apart.
import { useState } from 'react'
import { Send } from 'lucide-react'
import type { DecisionSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { isAgreed } from '#shared/outcome'
import { useNavigation } from '../../shell/router.ts'
import { isFinalText } from '../secretariat/final-text.ts'
import { GiveDialog } from '../secretariat/give-dialog.tsx'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useDecisionList } from './decision-list.tsx'

/** The decision that fixes the text of `document`, the latest first. */
export const fixing = (
  all: readonly DecisionSummary[],
  document: DocumentId,
): DecisionSummary | undefined =>
  all.find(({ document: of, purpose, state, outcome }) => {
    if (of !== document || purpose !== 'adopt') return false
    if (state === 'open') return true
    const isDecided = state === 'closed' || state === 'declared' || state === 'final'
    return isDecided && outcome !== null && isAgreed(outcome.code)
  })

/** As `fixing`, in the group that is shown. */
export function useFixing(document: DocumentId): DecisionSummary | undefined {
  const { value } = useDecisionList()
  return value && fixing(value.decisions, document)
}

export function FixedNotice({ document }: { document: DocumentId }) {
  const words = useWords()
  const { go, group } = useNavigation()
  const [isGiving, setGiving] = useState(false)
  const decision = useFixing(document)
  if (!decision) return null
  return (
    <Notice
      action={
        <>
          {isFinalText(decision) ? (
            <Button size="small" icon={Send} onPress={() => setGiving(true)}>
              {words('secretariat.begin')}
            </Button>
          ) : null}
          <Button size="small" onPress={() => go({ screen: 'decision', decision: decision.id })}>
            {words('decisions.fixed.see')}
          </Button>
        </>
      }
    >
      {decision.state === 'open'
        ? words('decisions.fixed')
        : words('decisions.fixed.adopted', {
            number: decision.number,
            numbered: decision.number === '' ? 'no' : 'yes',
          })}
      {isGiving ? (
        <GiveDialog group={group} decision={decision.id} onClose={() => setGiving(false)} />
      ) : null}
    </Notice>
  )
}
