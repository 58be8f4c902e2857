// The bar of a meeting in session: since when it runs, its quorum, and ending it.
import { EyeOff, Play, UserRoundCheck, UserRoundX } from 'lucide-react'
import type { Meeting } from '#shared/contract'
import { Button, Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useQuorumLine } from './quorum-line.ts'
import { useTimes } from './times.ts'
import '../../editor/bar/document-bar.css'

type SessionBarProps = {
  meeting: Meeting
  /** Null for a member who writes no minutes here. */
  onOff: (() => void) | null
  onEnd: (() => void) | null
}

export function SessionBar({ meeting, onOff, onEnd }: SessionBarProps) {
  const words = useWords()
  const times = useTimes()
  const { quorum } = meeting
  const from = meeting.opened ?? meeting.from
  const { isMet } = quorum
  return (
    <div className="document-bar" role="region" aria-label={words('meetings.bar')} data-area="bar">
      <div className="bar-says">
        <div className="bar-facts">
          <span className="meeting-state" data-state="open">
            <Icon of={Play} size="small" />
            {words('meetings.state.open')}
          </span>
          {from === null ? null : (
            <span className="bar-words">
              {words('meetings.session.began', { day: times.day(from), clock: times.clock(from) })}
            </span>
          )}
          <span className="bar-words quorum" data-met={isMet || undefined}>
            <Icon of={isMet ? UserRoundCheck : UserRoundX} size="small" />
            {useQuorumLine(quorum)}
          </span>
        </div>
      </div>
      <span className="grow" />
      {onOff ? (
        <Button size="small" icon={EyeOff} onPress={onOff}>
          {words('minutes.off.begin')}
        </Button>
      ) : null}
      {onEnd ? (
        <Button size="small" onPress={onEnd}>
          {words('meetings.session.end')}
        </Button>
      ) : null}
    </div>
  )
}
