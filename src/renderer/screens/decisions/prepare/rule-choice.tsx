// The rule as one sentence with choices inside it. A screen reader has the whole sentence as the name of
// the group, and each choice by its own label.
import type { DecisionRule } from '#shared/contract'
import { Checkbox, Select } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import {
  type Purpose,
  ruleSentence,
  thresholdName,
  type ThresholdName,
  thresholds,
} from '../rule-words.ts'
import { EffectsTable } from './effects-table.tsx'
import type { Question } from './use-question.ts'

type RuleChoiceProps = {
  question: Question
  purpose: Purpose
  seats: number
  onChange: (rule: DecisionRule) => void
}

const kinds = ['consensus', 'silence', 'vote'] as const
const names = Object.keys(thresholds) as ThresholdName[]

function RuleChoice({ question, purpose, seats, onChange }: RuleChoiceProps) {
  const words = useWords()
  const { rule } = question
  const { kind, quorum, threshold } = rule
  const chosen = thresholdName(threshold)
  const setKind = (next: DecisionRule['kind']): void =>
    onChange({
      ...rule,
      kind: next,
      threshold: next === 'vote' ? (threshold ?? thresholds.half) : null,
    })
  const kindSelect = (
    <Select
      label={words('decisions.pick.kind')}
      labelUnseen
      size="inline"
      value={kind}
      onChange={setKind}
      choices={kinds.map(id => ({ id, text: words(`decisions.pick.${id}`) }))}
    />
  )
  const quorumSelect = (
    <Select
      label={words('decisions.pick.quorum')}
      labelUnseen
      size="inline"
      value={String(quorum)}
      onChange={next => onChange({ ...rule, quorum: Number(next) })}
      choices={Array.from({ length: Math.max(seats, quorum) }, (_, at) => ({
        id: String(at + 1),
        text: words.number(at + 1),
      }))}
    />
  )
  const share = (
    <Select
      label={words('decisions.pick.threshold')}
      labelUnseen
      size="inline"
      value={chosen ?? 'half'}
      onChange={next => onChange({ ...rule, threshold: thresholds[next] })}
      choices={names.map(id => ({ id, text: words(`decisions.threshold.${id}`) }))}
    />
  )
  const fallback = (
    <Select
      label={words('decisions.pick.objected')}
      labelUnseen
      size="inline"
      value={threshold === null ? 'not' : (chosen ?? 'half')}
      onChange={next => onChange({ ...rule, threshold: next === 'not' ? null : thresholds[next] })}
      choices={[
        { id: 'not' as const, text: words('decisions.pick.not', { purpose }) },
        ...names.map(id => ({
          id,
          text: words('decisions.pick.voted', { threshold: words(`decisions.threshold.${id}`) }),
        })),
      ]}
    />
  )
  const values = { kind: kindSelect, quorum: quorumSelect, share, fallback, seats, purpose }
  return (
    <>
      <div
        className="rule-choice"
        role="group"
        aria-label={ruleSentence(rule, seats, purpose, words)}
      >
        {words.rich(`decisions.pick.rule.${kind}`, values)}
      </div>
      <Checkbox isSelected={rule.heard} onChange={heard => onChange({ ...rule, heard })}>
        {words('decisions.pick.heard')}
      </Checkbox>
    </>
  )
}

type RuleFieldProps = {
  question: Question
  purpose: Purpose
  seats: number
  set: (change: Partial<Question>) => void
}

export function RuleField({ question, purpose, seats, set }: RuleFieldProps) {
  const words = useWords()
  return (
    <section aria-label={words('decisions.rule')}>
      <h2>{words('decisions.rule')}</h2>
      <RuleChoice
        question={question}
        purpose={purpose}
        seats={seats}
        onChange={rule => set({ rule })}
      />
      <EffectsTable rule={question.rule} />
    </section>
  )
}
