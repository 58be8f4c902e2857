// The way on from an objection: another wording, which is another decision.
import { FilePlus, History } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { useGo } from '../../shell/router.ts'
import { Button, Consequences } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Panel } from './panel.tsx'

/** Shown to members who can withdraw the question. */
export function OtherWording({ decision }: { decision: Decision }) {
  const words = useWords()
  const go = useGo()
  const { state, outcome, acts, document } = decision
  const isObjected = state === 'open' && outcome !== null && outcome.counts.object > 0
  if (!isObjected || !acts.includes('withdraw')) return null
  return (
    <Panel title={words('decisions.wording')}>
      <Consequences
        items={[
          { id: 'new', icon: FilePlus, text: words('decisions.wording.new') },
          { id: 'positions', icon: History, text: words('decisions.wording.positions') },
        ]}
      />
      <div>
        <Button onPress={() => go({ screen: 'document', document })}>
          {words('decisions.wording.open')}
        </Button>
      </div>
    </Panel>
  )
}
