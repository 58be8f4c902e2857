// One decision: the question and its exact text, the rule, the positions, and what this member can do.
import { useMemo, useState } from 'react'
import { FilePenLine } from 'lucide-react'
import type { Decision, GroupSummary } from '#shared/contract'
import type { ActId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { FailureNotice, Notice, WordChanges } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { type Explaining } from './closing/explain-dialog.tsx'
import { DecisionActs, type Opened, OpenedDialog } from './decision-acts.tsx'
import { DecisionHead } from './decision-head.tsx'
import { type LineMark, ExactText } from './exact-text.tsx'
import { Explanations } from './explanations.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { LatePositions } from './closing/late.tsx'
import { OutcomeBox } from './outcome-box.tsx'
import { LatePosition } from './own/late-position.tsx'
import { OwnInclusion } from './own/inclusion.tsx'
import { OwnPanel, type OwnPanelProps, ownPositionOf } from './own/own-panel.tsx'
import { type ChangedLine, changedLines } from './own/earlier-position.tsx'
import { useEarlier } from './own/earlier-text.ts'
import { type PositionForm, usePositionForm, useSeen } from './own/use-position-form.ts'
import { usePeople } from './people.ts'
import { Positions } from './positions.tsx'
import { useExactText } from './lines.ts'
import { QuorumNews } from './decision-news.tsx'
import { RuleBar } from './rule-bar.tsx'
import { TwoCloses, WhatClosesChanged } from './closing/two-closes.tsx'
import { OtherWording } from './other-wording.tsx'
import { WrittenApart } from './written-apart.tsx'
import './decisions.css'
import './decision.css'

type DecisionScreenProps = { group: GroupSummary; decision: ActId }

export function DecisionScreen({ group, decision }: DecisionScreenProps) {
  const { value, failure } = useAnswer('decisions.get', { decision }, [
    'decisions.changed',
    'groups.changed',
  ])
  if (failure !== undefined)
    return (
      <div className="screen scroll decision-screen">
        <FailureNotice of={failure} />
      </div>
    )
  if (!value) return <div className="screen" aria-busy />
  return <Shown key={value.id} group={group} decision={value} />
}

/** Where the member's reservation stands, as it is written or as it was given. */
function marksOf(
  decision: Decision,
  form: PositionForm,
  self: string | undefined,
  text: string,
): LineMark[] {
  const given = ownPositionOf(decision, self)
  const isWriting = form.choice === 'reservations'
  const own = isWriting ? form.reserved : form.choice === null ? (given?.reservations ?? []) : []
  return own.flatMap(({ block }) => (block === null ? [] : [{ block, text, isOwn: true }]))
}

/** A paragraph with a reservation of an earlier text, whose words changed. */
const shownChange = (moved: ChangedLine | undefined) =>
  moved === undefined || moved.now === null
    ? null
    : { block: moved.block, shown: <WordChanges before={moved.old} after={moved.now} isWhole /> }

/** The paragraph says that it changed. */
const changeMark = (block: LineMark['block'] | undefined, text: string): LineMark[] =>
  block === undefined ? [] : [{ block, text, isOwn: true, icon: FilePenLine }]

function Shown({ group, decision }: { group: GroupSummary; decision: Decision }) {
  const words = useWords()
  const people = usePeople(group.id)
  const [language, setLanguage] = useState('')
  const [opened, setOpened] = useState<Opened | null>(null)
  const [explaining, setExplaining] = useState<Explaining | null>(null)
  const text = useExactText(decision, language)
  const form = usePositionForm(decision)
  const before = useEarlier(decision)
  const earlierText = useExactText(before, language)
  const earlier = before ? { decision: before, lines: earlierText.lines } : null
  const self = people.self?.id
  useSeen(decision, self)
  const appearing = useMemo(
    () => ({ self: people.self, group: group.name }),
    [people.self, group.name],
  )
  const isOpen = decision.state === 'open'
  const mine = before && ownPositionOf(before, self)
  const isUnanswered = isOpen && decision.own.choice === null && form.choice === null
  const moved =
    mine && isUnanswered ? changedLines(mine, earlierText.lines, text.lines)[0] : undefined
  const changed = shownChange(moved)
  const reserved = marksOf(decision, form, self, words('decisions.reservation.here'))
  const marks = [...reserved, ...changeMark(changed?.block, words('decisions.earlier.here'))]
  const exact = (
    <>
      <ExactText
        decision={decision}
        text={text}
        onLanguage={setLanguage}
        marks={marks}
        changed={changed}
      />
      <RuleBar decision={decision} people={people} />
    </>
  )
  const answers =
    !isOpen && decision.closes.length > 1 ? (
      <TwoCloses decision={decision} people={people} />
    ) : (
      <Positions
        decision={decision}
        people={people}
        lines={text.lines}
        earlier={before?.seats.filter(({ choice }) => choice !== null) ?? []}
      />
    )
  return (
    <div className="screen scroll decision-screen">
      <QuorumNews decision={decision} />
      <div className="decision-main">
        <DecisionHead decision={decision} people={people} text={text} />
        {decision.hasLaterActs ? (
          <Notice tone="warning">{words('decisions.laterActs')}</Notice>
        ) : null}
        {isOpen ? null : <OutcomeBox decision={decision} people={people} />}
        {isOpen || decision.state === 'withdrawn' || decision.state === 'void' ? null : (
          <OwnInclusion decision={decision} people={people} lines={text.lines} />
        )}
        {isOpen ? exact : answers}
        {isOpen ? answers : exact}
        <Explanations
          decision={decision}
          people={people}
          lines={text.lines}
          onLift={block => setExplaining({ what: 'lifts', block })}
        />
        <WrittenApart decision={decision} people={people} />
      </div>
      <Side
        decision={decision}
        people={people}
        lines={text.lines}
        appearing={appearing}
        form={form}
        earlier={earlier}
        onExplain={setExplaining}
        onOpen={setOpened}
      />
      <OpenedDialog
        group={group.id}
        decision={decision}
        people={people}
        appearing={appearing}
        opened={opened}
        explaining={explaining}
        onClose={() => {
          setOpened(null)
          setExplaining(null)
        }}
      />
    </div>
  )
}

type SideProps = Omit<OwnPanelProps, 'onExplain'> & {
  onExplain: (explaining: Explaining) => void
  onOpen: (opened: Opened) => void
}

function Side(props: SideProps) {
  const { decision, people, lines, appearing, form, earlier, onExplain, onOpen } = props
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
      <HistoryPanel decision={decision} people={people} />
    </aside>
  )
}
