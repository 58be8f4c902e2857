// One decision: the question and its exact text, the rule, the positions, and what this member can do.
import { useMemo, useState } from 'react'
import type { Decision, GroupSummary } from '#shared/contract'
import type { ActId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { FailureNotice, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Answers } from './answers.tsx'
import { type Explaining } from './closing/explain-dialog.tsx'
import { type Opened, OpenedDialog } from './decision-acts.tsx'
import { DecisionHead } from './decision-head.tsx'
import { DecisionSide } from './decision-side.tsx'
import { changeMark, marksOf, movedLine, shownChange } from './line-marks.tsx'
import { ExactText } from './exact-text.tsx'
import { Explanations } from './explanations.tsx'
import { OutcomeBox } from './outcome-box.tsx'
import { OwnInclusion } from './own/inclusion.tsx'
import { useEarlier } from './own/earlier-text.ts'
import { usePositionForm, useSeen } from './own/use-position-form.ts'
import { usePeople } from './people.ts'
import { useExactText } from './lines.ts'
import { QuorumNews } from './decision-news.tsx'
import { RuleBar } from './rule-bar.tsx'
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
  const changed = shownChange(movedLine({ decision, form, self, earlier, lines: text.lines }))
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
  const answers = <Answers decision={decision} people={people} lines={text.lines} before={before} />
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
      <DecisionSide
        group={group.id}
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
