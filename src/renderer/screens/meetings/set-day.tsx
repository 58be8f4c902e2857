// Calling a meeting to a day, or changing that: with the languages of work, and the zones in which its
// time is shown to all.
import { Eye, Users } from 'lucide-react'
import { Language, type Meeting } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { ownNames } from '#shared/vocabulary'
import { useTyped } from '../../shell/typed/use-typed.ts'
import {
  Checkbox,
  Consequences,
  DayField,
  FormDialog,
  IconButton,
  Select,
  TextField,
  say,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { X } from 'lucide-react'
import {
  cityOf,
  clockFieldOf,
  dateFieldOf,
  isZone,
  minute,
  ownZone,
  timeOf,
  useTimes,
} from './times.ts'

/** The contract takes no more. */
const mostZones = 8

const listOf = (field: string): string[] => field.split(' ').filter(each => each !== '')
const fieldOf = (list: readonly string[]): string => list.join(' ')

/** The form begins with the day that is set, or empty. */
const fieldsOf = ({ from, until, zones, languages }: Meeting) => ({
  date: from === null ? '' : dateFieldOf(from),
  begins: from === null ? '' : clockFieldOf(from),
  ends: until === null ? '' : clockFieldOf(until),
  zones: fieldOf(zones.length > 0 ? zones : [ownZone()]),
  languages: fieldOf(languages),
})

export function SetDay({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const words = useWords()
  const times = useTimes()
  const core = useCore()
  const { agenda } = meeting
  const { fields, type, forget } = useTyped(agenda, 'meeting-day', fieldsOf(meeting))
  const from = timeOf(fields.date, fields.begins)
  const sameDay = timeOf(fields.date, fields.ends)
  // A meeting that ends before it begins goes on after midnight.
  const until =
    from === null || sameDay === null ? null : sameDay > from ? sameDay : sameDay + 24 * 60 * minute
  const circle = meeting.audience === meeting.group ? 'no' : 'yes'
  const isCalled = meeting.from !== null && !meeting.isCalledApart
  const zones = listOf(fields.zones).filter(isZone)
  const languages = Language.options.filter(each => listOf(fields.languages).includes(each))
  const call = useAct(async () => {
    if (from === null || until === null) return
    await core.call('meetings.call', { agenda, from, until, zones, languages })
    forget()
    say(words('meetings.choose.done', { when: `${times.day(from)}, ${times.clock(from)}` }))
    onClose()
  })
  return (
    <FormDialog
      title={words(meeting.from === null ? 'meetings.day.set' : 'meetings.day.change.title')}
      act={words(isCalled ? 'meetings.day.change.title' : 'meetings.day.act')}
      reason={from === null || until === null ? words('meetings.day.missing') : undefined}
      work={call}
      onClose={onClose}
    >
      <div className="day-fields">
        <DayField
          label={words('meetings.day.date')}
          value={fields.date}
          onChange={next => type({ date: next })}
        />
        <TextField
          label={words('meetings.day.begins')}
          type="time"
          value={fields.begins}
          onChange={next => type({ begins: next })}
        />
        <TextField
          label={words('meetings.day.ends')}
          type="time"
          value={fields.ends}
          onChange={next => type({ ends: next })}
        />
      </div>
      <fieldset className="day-languages">
        <legend className="field-label">{words('meetings.day.languages')}</legend>
        {Language.options.map(each => (
          <Checkbox
            key={each}
            isSelected={languages.includes(each)}
            onChange={isOn =>
              type({
                languages: fieldOf(
                  isOn ? [...languages, each] : languages.filter(other => other !== each),
                ),
              })
            }
          >
            <bdi>{ownNames[each]}</bdi>
          </Checkbox>
        ))}
      </fieldset>
      <Zones zones={zones} onChange={next => type({ zones: fieldOf(next) })} />
      <Consequences
        items={[
          ...(meeting.isShared
            ? []
            : [{ id: 'shares', icon: Eye, text: words('meetings.day.shares', { circle }) }]),
          { id: 'told', icon: Users, text: words('meetings.day.told') },
        ]}
      />
    </FormDialog>
  )
}

function Zones({ zones, onChange }: { zones: string[]; onChange: (zones: string[]) => void }) {
  const words = useWords()
  return (
    <fieldset className="day-zones">
      <legend className="field-label">{words('meetings.day.zones')}</legend>
      <ul className="zone-tags">
        {zones.map(zone => (
          <li className="tag" key={zone}>
            <bdi>{cityOf(zone)}</bdi>
            <IconButton
              icon={X}
              size="small"
              label={words('meetings.day.removeZone', { zone: cityOf(zone) })}
              onPress={() => onChange(zones.filter(each => each !== zone))}
            />
          </li>
        ))}
      </ul>
      {zones.length < mostZones ? (
        <Select
          label={words('meetings.day.addZone')}
          labelUnseen
          size="small"
          value=""
          onChange={next => onChange([...zones, next])}
          choices={[
            { id: '', text: words('meetings.day.addZone') },
            ...Intl.supportedValuesOf('timeZone')
              .filter(zone => !zones.includes(zone))
              .map(zone => ({ id: zone, text: zone.replaceAll('_', ' ') })),
          ]}
        />
      ) : null}
    </fieldset>
  )
}
