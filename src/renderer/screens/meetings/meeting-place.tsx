// The place of a meeting, edited where it stands: for all who read the agenda, or withheld, so that the
// members of one circle alone get the words.
import { EyeOff, History, Users } from 'lucide-react'
import { useLayoutEffect } from 'react'
import type { Circle, GroupSummary, Meeting } from '#shared/contract'
import { useKeptChoice } from '../../shell/kept-choice.ts'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import {
  Button,
  Checkbox,
  Consequences,
  FailureNotice,
  say,
  Select,
  TextField,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** The contract takes no more. */
const longest = 300

type PlaceProps = { group: GroupSummary; meeting: Meeting }

export function MeetingPlace({ group, meeting }: PlaceProps) {
  const words = useWords()
  const { isPlaceWithheld, withheldPlace, acts } = meeting
  // A member outside the circle would replace words that the member cannot read.
  const isOthers = isPlaceWithheld && !withheldPlace?.writes
  return (
    <section aria-labelledby="meeting-place">
      <h2 id="meeting-place">{words('meetings.place')}</h2>
      {acts.includes('edit') && !isOthers ? (
        <PlaceForm group={group} meeting={meeting} />
      ) : (
        <PlaceWords meeting={meeting} />
      )}
    </section>
  )
}

function PlaceWords({ meeting: { place, isPlaceWithheld, withheldPlace } }: { meeting: Meeting }) {
  const words = useWords()
  return (
    <p className="small">
      {withheldPlace ? (
        <>
          <bdi>{withheldPlace.words}</bdi>{' '}
          <span className="muted">
            {words('meetings.place.circleReads', { circle: withheldPlace.name })}
          </span>
        </>
      ) : isPlaceWithheld ? (
        words('meetings.placeWithheld')
      ) : place === null ? (
        <span className="muted">{words('meetings.place.none')}</span>
      ) : (
        <bdi>{place}</bdi>
      )}
    </p>
  )
}

/** The form begins with the place that is set. */
const fieldsOf = ({ place, withheldPlace }: Meeting) => ({
  place: withheldPlace?.words ?? place ?? '',
  circle: withheldPlace?.circle ?? '',
  isWithheld: withheldPlace ? 'yes' : '',
})

function PlaceForm({ group, meeting }: PlaceProps) {
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const { agenda, audience } = meeting
  const first = fieldsOf(meeting)
  const { fields, type, forget } = useTyped(agenda, 'meeting-place', first)
  const circles = useAnswer('circles.list', { group: group.id }, ['groups.changed'])
  const mine = (circles.value ?? []).filter(({ role }) => role === 'convener' || role === 'member')
  const [kept] = useKeptChoice(mine, ({ id }) => id)
  const circle = fields.circle === '' ? kept : mine.find(({ id }) => id === fields.circle)
  const isWithheld = fields.isWithheld !== ''
  const place = fields.place.trim()
  const isSame =
    isWithheld === (first.isWithheld !== '') &&
    (!isWithheld || (fields.circle || (circle?.id ?? '')) === first.circle)
  // Also where another officer set what is typed here: it goes on with the meeting. A later effect would forget a letter
  // that is typed meanwhile.
  const isAsSet = isSame && fields.place === first.place
  useLayoutEffect(() => {
    if (isAsSet) forget()
  }, [isAsSet, forget])
  // A place that is to be withheld is set for a circle, or not at all.
  const lacksCircle = isWithheld && place !== '' && !circle
  const set = useAct(async () => {
    if (lacksCircle) return
    const own = isWithheld && place !== '' ? (circle?.id ?? null) : null
    // They stay in the form until the meeting is read again, and then are those that are set.
    type({ place, circle: own ?? '', isWithheld: own === null ? '' : 'yes' })
    const made = await core.call('meetings.place', { agenda, place: place || null, circle: own })
    say(
      own === null
        ? words('meetings.place.done')
        : words('meetings.place.doneWithheld', { circle: circle?.name ?? '' }),
    )
    if (made.agenda !== agenda) go({ screen: 'meeting', agenda: made.agenda })
  })
  const isChanged = !isSame || place !== first.place
  const withoutCircle = mine.length > 0 ? 'ui.chooseAgain' : 'meetings.closedItem.noCircle'
  return (
    <div className="place-form">
      <TextField
        label={words('meetings.place.words')}
        maxLength={longest}
        value={fields.place}
        onChange={next => type({ place: next })}
      />
      {audience === group.id ? (
        <Checkbox
          isSelected={isWithheld}
          onChange={isOn => type({ isWithheld: isOn ? 'yes' : '' })}
        >
          {words('meetings.place.withhold')}
        </Checkbox>
      ) : null}
      {isWithheld && mine.length > 0 ? (
        <Select
          label={words('meetings.place.circle')}
          size="small"
          value={circle?.id ?? null}
          onChange={next => type({ circle: next })}
          choices={mine.map(({ id, name }) => ({ id, text: name }))}
        />
      ) : null}
      {isChanged && (circle || !isWithheld) ? (
        <Readers meeting={meeting} circle={isWithheld ? circle : undefined} />
      ) : null}
      {isChanged && (circles.value || !lacksCircle) ? (
        <Button
          size="small"
          busy={set.busy}
          unavailable={lacksCircle ? words(withoutCircle) : undefined}
          onPress={() => void set.run()}
        >
          {words('meetings.place.set')}
        </Button>
      ) : null}
      <FailureNotice of={set.failure ?? circles.failure} />
    </div>
  )
}

type ReadersProps = { meeting: Meeting; circle: Circle | undefined }

/** Members who can read the place once it is set; `circle`: those of it alone. */
function Readers({ meeting: { isShared, place }, circle }: ReadersProps) {
  const words = useWords()
  if (!circle)
    return <Consequences items={[{ id: 'all', icon: Users, text: words('meetings.place.all') }]} />
  const { name, members } = circle
  return (
    <Consequences
      items={[
        {
          id: 'sees',
          icon: EyeOff,
          text: words('meetings.place.sees', { circle: name, members: members.length }),
        },
        ...(isShared && place !== null
          ? [{ id: 'before', icon: History, text: words('meetings.place.before') }]
          : []),
      ]}
    />
  )
}
