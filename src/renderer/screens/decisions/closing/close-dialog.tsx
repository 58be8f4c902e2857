// Closing a decision: the outcome as this device holds it, the members counted, and what it means.
import { GitMerge, MailX, PenLine, RotateCcw } from 'lucide-react'
import type { Decision, DecisionSeat } from '#shared/contract'
import { useAct, useCore } from '../../../shell/core-client.ts'
import {
  Button,
  CloseButton,
  type Consequence,
  Consequences,
  Dialog,
  FailureNotice,
  Notice,
  Parts,
  say,
} from '../../../ui/index.ts'
import { useWords, type Words } from '../../../words/index.ts'
import { answerOf, ChoiceLine } from '../choices.tsx'
import { useNow } from '../../../ui/use-now.ts'
import type { People } from '../people.ts'
import { SeatMark } from '../positions.tsx'
import { outcomeSentence } from '../sentences.tsx'

const meansOf = (positions: number, words: Words): Consequence[] => [
  {
    id: 'sign',
    icon: PenLine,
    title: words('decisions.close.sign', { positions }),
    text: words('decisions.close.signText'),
  },
  {
    id: 'late',
    icon: MailX,
    title: words('decisions.close.late'),
    text: words('decisions.close.lateText'),
  },
  {
    id: 'twice',
    icon: GitMerge,
    title: words('decisions.close.twice'),
    text: words('decisions.close.twiceText'),
  },
  {
    id: 'reopen',
    icon: RotateCcw,
    title: words('decisions.close.reopen'),
    text: words('decisions.close.reopenText'),
  },
]

type CloseDialogProps = { decision: Decision; people: People; onClose: () => void }

export function CloseDialog({ decision, people, onClose }: CloseDialogProps) {
  const words = useWords()
  const core = useCore()
  const now = useNow()
  const { outcome, seats, until, title, rule } = decision
  const counted = seats.filter(({ choice }) => choice !== null)
  const missing = seats.filter(({ choice, from }) => choice === null && from !== 'void')
  const isEarly = until !== null && until > now && missing.length > 0
  const close = useAct(async () => {
    await core.call('decisions.close', { decision: decision.id })
    say(words('decisions.close.done'))
    onClose()
  })
  const positions = counted.length
  return (
    <Dialog
      isOpen
      role="alertdialog"
      size="large"
      title={words('decisions.close.title', { title })}
      onClose={onClose}
      busy={close.busy}
      foot={
        <>
          <span className="small muted grow">
            {until === null
              ? null
              : words(until > now ? 'decisions.until.date' : 'decisions.until.was', {
                  day: words.date(until),
                })}
          </span>
          {/* The choice that changes nothing has the focus. */}
          <CloseButton autoFocus>{words('decisions.close.leave')}</CloseButton>
          <Button variant="primary" busy={close.busy} onPress={() => void close.run()}>
            {words('decisions.close.act', { positions })}
          </Button>
        </>
      }
    >
      <h3 className="small">{words('decisions.close.outcome')}</h3>
      <p className="decided-sentence outcome-preview">
        {outcome ? outcomeSentence(decision, outcome, people, words) : null}
      </p>
      <div className="close-columns">
        <Seats
          title={words('decisions.close.counted', { positions })}
          seats={counted}
          people={people}
        />
        {missing.length === 0 ? null : (
          <div>
            <Seats
              title={words('decisions.close.missing', { count: missing.length })}
              seats={missing}
              people={people}
            />
            <p className="smallest quiet">
              {words(
                rule.kind === 'silence' ? 'decisions.close.silent' : 'decisions.close.notCounted',
              )}
            </p>
          </div>
        )}
      </div>
      {isEarly ? (
        <Notice tone="warning">
          {words('decisions.close.early', { day: words.date(until), count: missing.length })}
        </Notice>
      ) : null}
      <Consequences items={meansOf(positions, words)} />
      <FailureNotice of={close.failure} />
    </Dialog>
  )
}

type SeatsProps = { title: string; seats: readonly DecisionSeat[]; people: People }

function Seats({ title, seats, people }: SeatsProps) {
  return (
    <div>
      <h3 className="small">{title}</h3>
      <Parts items={seats}>
        {shown => (
          <ul className="close-seats">
            {shown.map(({ item: seat, place }) => (
              <li key={seat.member} {...place}>
                <SeatMark member={seat.member} people={people} isDashed={seat.choice === null} />
                <bdi className="small">{people.handle(seat.member)}</bdi>
                <ChoiceLine answer={answerOf(seat)} isHeard={seat.from === 'heard'} isShort />
              </li>
            ))}
          </ul>
        )}
      </Parts>
    </div>
  )
}
