// Choosing a time, with what it means before the button: who can, who cannot, whose answer has not
// arrived, and that members are told.
import { Check, CircleDashed, Moon, Users, X } from 'lucide-react'
import { Language, type Meeting } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, type Consequence, Consequences, FailureNotice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { countsAt, type Poll } from './dates-table.tsx'
import type { Members } from './members.ts'
import { isNight, isZone, ownZone, useTimes } from './times.ts'

type ChooseTimeProps = { meeting: Meeting; dates: Poll; column: number; members: Members }

export function ChooseTime({ meeting, dates, column, members }: ChooseTimeProps) {
  const words = useWords()
  const times = useTimes()
  const core = useCore()
  const go = useGo()
  const { agenda, languages } = meeting
  const slot = dates.slots[column] ?? { from: 0, until: 0 }
  const when = `${times.day(slot.from)}, ${times.clock(slot.from)}`
  const choose = useAct(async () => {
    const zones = [...new Set([ownZone(), ...meeting.zones])]
    await core.call('meetings.call', {
      agenda,
      ...slot,
      zones: zones.filter(isZone).slice(0, 8),
      languages: Language.options.filter(each => languages.includes(each)),
    })
    say(words('meetings.choose.done', { when }))
    go({ screen: 'meeting', agenda })
  })
  const named = (has: (answer: Poll['answers'][number]) => boolean): string[] =>
    dates.answers.filter(has).map(({ member }) => members.handleOf(member))
  const { yes } = countsAt(dates, column)
  const maybe = named(({ slots }) => slots?.[column] === 'maybe')
  const no = named(({ slots }) => slots?.[column] === 'no')
  const missing = named(({ slots }) => slots === null)
  const isAtNight = isNight(slot.from, ownZone())
  const means: Consequence[] = [
    {
      id: 'can',
      icon: Check,
      text:
        maybe.length === 0
          ? words('meetings.choose.can', { count: yes })
          : words('meetings.choose.canIfNeeded', { count: yes, names: words.list(maybe) }),
    },
    ...(no.length > 0
      ? [
          {
            id: 'cannot',
            icon: X,
            text: words('meetings.choose.cannot', { names: words.list(no) }),
          },
        ]
      : []),
    ...(isAtNight ? [{ id: 'night', icon: Moon, text: words('meetings.choose.night') }] : []),
    ...(missing.length > 0
      ? [
          {
            id: 'missing',
            icon: CircleDashed,
            text: words('meetings.choose.missing', {
              count: missing.length,
              names: words.list(missing),
            }),
          },
        ]
      : []),
    {
      id: 'told',
      icon: Users,
      text: words('meetings.choose.told', { members: dates.answers.length }),
    },
  ]
  return (
    <section className="choose-time" aria-labelledby="choose-time">
      <div className="grow">
        <h2 id="choose-time">{words('meetings.choose.title', { when })}</h2>
        <Consequences items={means} />
        <FailureNotice of={choose.failure} />
      </div>
      <div className="choose-acts">
        <Button variant="primary" size="large" busy={choose.busy} onPress={() => void choose.run()}>
          {words('meetings.choose.act')}
        </Button>
        <Button onPress={() => go({ screen: 'meetings' })}>{words('meetings.choose.keep')}</Button>
      </div>
    </section>
  )
}
