// Beside minutes that lack the attendance of their meeting, or have one of earlier: the way to take it over.
import { UserRoundCheck } from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../core-client.ts'
import { useOffer } from '../../commands/offered.ts'
import { Button, FailureNotice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** Milliseconds between two questions: each has core read the whole text. */
const pause = 1000

export function TakeAttendance({ minutes }: { minutes: DocumentId }) {
  const words = useWords()
  const core = useCore()
  const { value: offer = 'none' } = useAnswer(
    'minutes.attendance',
    { minutes },
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { pause },
  )
  const take = useAct(async () => {
    await core.call('minutes.takeAttendance', { minutes })
    say(words('minutes.attendance.done'))
  })
  const isOffered = offer !== 'none'
  const text = words(offer === 'changed' ? 'minutes.attendance.again' : 'minutes.attendance.take')
  useOffer({
    acts: () =>
      isOffered
        ? [{ id: 'minutes-attendance', text, icon: UserRoundCheck, act: () => void take.run() }]
        : [],
  })
  if (!isOffered && !take.failure) return null
  return (
    <section className="take-attendance" aria-labelledby="take-attendance">
      <h3 className="outline-title" id="take-attendance">
        {words('meetings.attendance')}
      </h3>
      {isOffered ? (
        <>
          <p className="small muted">{words(`minutes.attendance.${offer}`)}</p>
          <Button size="small" busy={take.busy} onPress={() => void take.run()}>
            {text}
          </Button>
        </>
      ) : null}
      <FailureNotice of={take.failure} />
    </section>
  )
}
