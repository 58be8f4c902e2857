// The decision by which minutes were approved, and the act that begins a correction of them.
import type { Decision, DocumentSummary } from '#shared/contract'
import { useAct, useAnswer, useCore, type Act } from '../../shell/core-client.ts'
import { useDecisionList } from '../../screens/decisions/decision-list.tsx'
import { fixing } from '../../screens/decisions/fixed-notice.tsx'
import { useGo } from '../../shell/router.ts'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

const isApproved = (status: DocumentSummary['status']): boolean =>
  status === 'adopted' || status === 'replaced'

/** Undefined for minutes that were not approved, and until core answered. */
export function useApproval({ id, status }: DocumentSummary): Decision | undefined {
  const { value: list } = useDecisionList()
  const approval = isApproved(status) && list ? fixing(list.decisions, id) : undefined
  return useAnswer(
    'decisions.get',
    approval ? { decision: approval.id } : null,
    ['decisions.changed'],
    { about: [id] },
  ).value
}

/** Null where this member begins no correction of these minutes. */
export function useCorrect({ id, status }: DocumentSummary): Act<[]> | null {
  const words = useWords()
  const go = useGo()
  const core = useCore()
  const correct = useAct(async () => {
    const { minutes } = await core.call('minutes.correct', { minutes: id })
    say(words('minutes.correct.done'))
    go({ screen: 'document', document: minutes })
  })
  const { value: may } = useAnswer(
    'minutes.mayCorrect',
    isApproved(status) ? { minutes: id } : null,
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { about: [id] },
  )
  return may === true ? correct : null
}
