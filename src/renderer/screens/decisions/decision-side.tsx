// Beside a decision: what this member can do, what was said late, and how it went on.
import type { GroupId } from '#shared/ids'
import { useWords } from '../../words/index.ts'
import { type Explaining } from './closing/explain-dialog.tsx'
import { LatePositions } from './closing/late.tsx'
import { WhatClosesChanged } from './closing/two-closes.tsx'
import { DecisionActs, type Opened } from './decision-acts.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { OtherWording } from './other-wording.tsx'
import { LatePosition } from './own/late-position.tsx'
import { OwnPanel, type OwnPanelProps } from './own/own-panel.tsx'

type SideProps = Omit<OwnPanelProps, 'onExplain'> & {
  group: GroupId
  onExplain: (explaining: Explaining) => void
  onOpen: (opened: Opened) => void
}

export function DecisionSide(props: SideProps) {
  const { group, decision, people, lines, appearing, form, earlier } = props
  const { onExplain, onOpen } = props
  const words = useWords()
  const { state, acts, own } = decision
  const isOpen = state === 'open'
  return (
    <aside className="decision-side" aria-label={words('decisions.side')} data-area="panel">
      {isOpen ? (
        <OwnPanel
          decision={decision}
          people={people}
          lines={lines}
          appearing={appearing}
          form={form}
          earlier={earlier}
          onExplain={deny => onExplain({ what: deny ? 'deny' : 'explanation', block: null })}
        />
      ) : null}
      {!isOpen && acts.includes('position') && own.choice === null ? (
        <LatePosition decision={decision} form={form} lines={lines} appearing={appearing} />
      ) : null}
      {!isOpen && decision.closes.length > 1 ? (
        <WhatClosesChanged decision={decision} people={people} />
      ) : null}
      <LatePositions
        decision={decision}
        people={people}
        lines={lines}
        onReopen={() => onOpen('reopen')}
      />
      <OtherWording decision={decision} />
      <DecisionActs decision={decision} onOpen={onOpen} />
      <HistoryPanel group={group} decision={decision} people={people} />
    </aside>
  )
}
