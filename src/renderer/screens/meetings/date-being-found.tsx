// A meeting whose date is being found: how many answers have arrived, and the way to them.
import type { MeetingSummary } from '#shared/contract'
import { useGo } from '../../shell/router.ts'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { OpenDayMark } from './day-mark.tsx'
import { useTimes } from './times.ts'

type Poll = NonNullable<MeetingSummary['poll']>

export function DateBeingFound({ meeting, poll }: { meeting: MeetingSummary; poll: Poll }) {
  const words = useWords()
  const times = useTimes()
  const go = useGo()
  const { slots, from, until, answered, entitled, isAnswered } = poll
  return (
    <div className="meeting-row">
      <OpenDayMark time={from} />
      <div className="grow">
        <div className="strong">
          {words.rich('meetings.poll.title', { title: <bdi>{meeting.title}</bdi> })}
        </div>
        <div className="small muted">
          {words('meetings.poll.slots', {
            slots,
            from: times.dayOf(from, from),
            until: times.dayOf(until, from),
          })}
          {words.gap}
          {words('meetings.poll.answered', { answered, entitled })}
          {words.gap}
          {words(isAnswered ? 'meetings.poll.yours' : 'meetings.poll.notYours')}
        </div>
      </div>
      <Button
        size="small"
        variant={isAnswered ? 'plain' : 'primary'}
        onPress={() => go({ screen: 'meeting', agenda: meeting.agenda, dates: true })}
      >
        {words(isAnswered ? 'meetings.poll.see' : 'meetings.poll.answer')}
      </Button>
    </div>
  )
}
