// The member's position on the earlier text: grey, without effect here, and confirmed one by one.
import { PenLine, Printer } from 'lucide-react'
import type { Decision, Position } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { Consequences, WordChanges } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import type { ExactLines } from '../lines.ts'
import { placeName } from '../place-names.ts'
import { Panel } from '../panel.tsx'
import { ConfirmActs } from './confirm-acts.tsx'
import { Said } from './given.tsx'

type EarlierProps = {
  decision: Decision
  position: Position
  /** The paragraphs of the earlier text and of this one. */
  before: ExactLines['lines']
  lines: ExactLines['lines']
  onOther: () => void
}

/** `now`: null where the paragraph is gone. */
export type ChangedLine = { block: BlockId; old: string; now: string | null }

/** Paragraphs with a reservation whose words differ, or are gone. */
export const changedLines = (
  { reservations }: Position,
  before: ExactLines['lines'],
  lines: ExactLines['lines'],
): ChangedLine[] =>
  reservations.flatMap(({ block }) => {
    if (block === null) return []
    const [old, now] = [before, lines].map(all => all?.find(each => each.block === block))
    return old && old.text !== now?.text ? [{ block, old: old.text, now: now?.text ?? null }] : []
  })

export function EarlierPosition({ decision, position, before, lines, onOther }: EarlierProps) {
  const words = useWords()
  const changed = changedLines(position, before, lines)
  const isGone = changed.some(({ now }) => now === null)
  const { reservations } = position
  return (
    <Panel title={words('decisions.earlier.title')}>
      <Said
        position={position}
        lines={before}
        isEarlier
        foot={words('decisions.earlier.foot', { day: words.date(position.at) })}
      />
      <div className="panel-part">
        <h3>{words('decisions.earlier.changed')}</h3>
        {changed.length === 0 ? (
          <p className="small">{words('decisions.earlier.same')}</p>
        ) : (
          changed.map(({ block, old, now }) => (
            <div key={block}>
              <p className="small muted">{placeName(block, before, words)}</p>
              {now === null ? (
                <p className="small">{words('decisions.earlier.gone')}</p>
              ) : (
                <WordChanges before={old} after={now} />
              )}
            </div>
          ))
        )}
      </div>
      {isGone ? null : (
        <div className="panel-part">
          <h3>{words('decisions.confirm.means')}</h3>
          <Consequences
            items={[
              { id: 'same', icon: PenLine, text: words('decisions.earlier.same.sign') },
              ...(reservations.length === 0
                ? []
                : [
                    {
                      id: 'printed',
                      icon: Printer,
                      text: words('decisions.earlier.printed', { count: reservations.length }),
                    },
                  ]),
            ]}
          />
        </div>
      )}
      <ConfirmActs
        decision={decision}
        position={isGone ? null : position}
        other={words('decisions.giveAnother')}
        onOther={onOther}
      />
    </Panel>
  )
}
