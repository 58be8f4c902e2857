// Ending an item during a session. Where the quorum is not met, marking the item as decided is asked first: the
// quorum is counted from marks, which may be late, so the act itself stays.
import { useEffect, useState, type ReactNode } from 'react'
import { ListPlus, UserRoundX } from 'lucide-react'
import type { Meeting } from '#shared/contract'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useAct, useCore } from '../../shell/core-client.ts'
import { FailureNotice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { type AskedItem, isStillAsked, type ItemEnd, lacksQuorum, standsAs } from './item-ends.ts'

/** `shown`: the question while it is asked, and a failure. */
export function useItemEnd(meeting: Pick<Meeting, 'quorum' | 'list'>): {
  put: (item: AskedItem, state: ItemEnd | 'debated') => void
  busy: boolean
  shown: ReactNode
} {
  const words = useWords()
  const core = useCore()
  const [asked, setAsked] = useState<AskedItem | null>(null)
  /** How often the quorum was met while the question was asked. */
  const [met, setMet] = useState(0)
  if (asked && !isStillAsked(meeting, asked)) {
    setAsked(null)
    if (standsAs(meeting, asked)) setMet(met + 1)
  }
  useEffect(() => {
    if (met > 0) say(words('meetings.unquorate.met'))
  }, [met, words])
  const write = async ({ agenda, block, title }: AskedItem, state: ItemEnd | 'debated') => {
    await core.call('meetings.item', { agenda, block, state })
    if (state !== 'debated') say(words(`meetings.ended.${state}`, { title }))
  }
  const { run, busy, failure } = useAct(write)
  const { present, entitled, needed } = meeting.quorum
  return {
    put(item, state) {
      if (lacksQuorum(meeting, state)) setAsked(item)
      else void run(item, state)
    },
    busy,
    shown: (
      <>
        <FailureNotice of={failure} />
        {asked ? (
          <ConfirmDialog
            title={words('meetings.unquorate.title', { title: asked.title })}
            act={words('meetings.unquorate.act')}
            means={[
              {
                id: 'count',
                icon: UserRoundX,
                text: words('meetings.unquorate.count', { present, entitled, needed }),
              },
              {
                id: 'mark',
                icon: ListPlus,
                text: words('meetings.unquorate.mark', {
                  attendance: words('meetings.attendance'),
                }),
              },
            ]}
            onAct={() => write(asked, 'decided')}
            onClose={() => setAsked(null)}
          />
        ) : null}
      </>
    ),
  }
}
