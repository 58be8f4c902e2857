// The effect of each of the five positions under the rule, and of a missing one.
import type { DecisionRule } from '#shared/contract'
import { useWords } from '../../../words/index.ts'
import { ChoiceLine, choices } from '../choices.tsx'

export function EffectsTable({ rule }: { rule: DecisionRule }) {
  const words = useWords()
  const kind = rule.kind === 'consensus' && rule.threshold !== null ? 'fallback' : rule.kind
  return (
    <div>
      <h3 className="small">{words('decisions.effects')}</h3>
      <ul className="effects-table">
        {[...choices, 'none' as const].map(answer => (
          <li key={answer}>
            <ChoiceLine answer={answer} isShort />
            <span className="small muted">{words(`decisions.effect.${answer}`, { kind })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
