// Speakers: a point of order before all, the one who has the floor, and who comes next. Balance is a
// second order of the same list: nobody is moved by it.
import { useEffect, useState, type KeyboardEvent } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ArrowDown, ArrowUp, Ellipsis, Gavel, Mic, X } from 'lucide-react'
import type { Meeting, Speaker } from '#shared/contract'
import { actFor, chordText } from '../../shell/commands/keys.ts'
import {
  Button,
  FailureNotice,
  Icon,
  IconButton,
  Menu,
  MemberMark,
  Segments,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Members } from './members.ts'
import { Parts } from './parts.tsx'
import { type Floor, mayGiveFloor, type Order } from './use-floor.ts'

type SpeakersProps = { meeting: Meeting; members: Members; floor: Floor }

export function Speakers({ meeting, members, floor }: SpeakersProps) {
  const words = useWords()
  const may = mayGiveFloor(meeting)
  const { list, orders, order, setOrder } = floor
  const place = new Map(meeting.speakers.asked.map(({ id }, at) => [id, at + 1]))
  return (
    <div className="speakers">
      {orders.map(each => (
        <PointOfOrder key={each.id} order={each} members={members} floor={floor} may={may} />
      ))}
      <SpeakingNow members={members} floor={floor} may={may} />
      <section aria-labelledby="speaking-next">
        <div className="row">
          <h3 id="speaking-next" className="grow">
            {words('meetings.speakers.next', { count: list.length })}
          </h3>
          {list.length > 1 ? (
            <Segments<Order>
              label={words('meetings.speakers.order')}
              segments={(['asked', 'balanced'] as const).map(id => ({
                id,
                text: words(`meetings.speakers.${id}`),
              }))}
              value={order}
              onChange={setOrder}
            />
          ) : null}
        </div>
        {list.length === 0 ? (
          <p className="small muted">{words('meetings.speakers.none')}</p>
        ) : (
          <ol className="speaker-list">
            {list.map((speaker, at) => (
              <SpeakerRow
                key={speaker.id}
                speaker={speaker}
                at={at}
                asked={place.get(speaker.id) ?? at + 1}
                members={members}
                floor={floor}
                may={may}
              />
            ))}
          </ol>
        )}
        {list.length > 1 ? (
          <p className="smallest quiet">{words('meetings.speakers.balance')}</p>
        ) : null}
        <FailureNotice of={floor.failure} />
      </section>
      <TimeByRegion meeting={meeting} />
    </div>
  )
}

type SpeakingProps = { members: Members; floor: Floor; may: boolean }

function SpeakingNow({ members, floor, may }: SpeakingProps) {
  const words = useWords()
  const { speaking } = floor
  return (
    <section aria-labelledby="speaking-now">
      <div className="row">
        <h3 id="speaking-now" className="grow">
          {words('meetings.speaking')}
        </h3>
        {speaking ? <Since since={speaking.since} /> : null}
      </div>
      {speaking ? (
        <div className="speaker-now">
          <MarkOf member={speaking.speaker.member} members={members} present />
          <div className="grow">
            <div className="strong">
              <bdi>{members.nameOf(speaking.speaker.member)}</bdi>
            </div>
            <div className="smallest quiet">
              <SpeakerLine speaker={speaking.speaker} />
            </div>
          </div>
          {may ? (
            <Button size="small" onPress={floor.finish}>
              {words('meetings.floor.finish')}
            </Button>
          ) : null}
        </div>
      ) : (
        <p className="small muted">{words('meetings.floor.free')}</p>
      )}
    </section>
  )
}

type MarkProps = { member: Speaker['member']; members: Members; present?: boolean }

function MarkOf({ member, members, present = false }: MarkProps) {
  const found = members.of(member)
  return (
    <MemberMark
      handle={found?.handle ?? '?'}
      color={found?.color ?? 1}
      size="small"
      present={present}
    />
  )
}

/** Minutes and seconds since the floor was given; no live region, since it changes all the time. */
function Since({ since }: { since: number }) {
  const words = useWords()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.round((now - since) / 1000))
  return (
    <span className="smallest quiet" role="timer">
      {words('meetings.time', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}
    </span>
  )
}

function SpeakerLine({ speaker }: { speaker: Speaker }) {
  const words = useWords()
  const { region, language, seconds, what } = speaker
  const parts = [
    ...(what === 'speak' ? [] : [words(`meetings.floor.${what}`)]),
    ...(region === '' ? [] : [region]),
    ...(language === '' ? [] : [language]),
    ...(seconds > 0
      ? [words('meetings.speakers.soFar', { minutes: Math.max(1, Math.round(seconds / 60)) })]
      : []),
  ]
  return <Parts of={parts} />
}

type OrderProps = { order: Speaker; members: Members; floor: Floor; may: boolean }

function PointOfOrder({ order, members, floor, may }: OrderProps) {
  const words = useWords()
  const { id, text } = order
  return (
    <section className="point-of-order" aria-labelledby={`order-${id}`}>
      <div className="row">
        <Icon of={Gavel} size="small" />
        <h3 id={`order-${id}`} className="grow">
          {words('meetings.order', { name: members.handleOf(order.member) })}
        </h3>
        <span className="smallest">{words('meetings.order.first')}</span>
      </div>
      {text === '' ? null : (
        <p className="small" dir="auto">
          {text}
        </p>
      )}
      {may ? (
        <div className="meeting-acts">
          <Button size="small" icon={Mic} onPress={() => floor.give(order)}>
            {words('meetings.floor.give')}
          </Button>
          <Button size="small" variant="quiet" onPress={() => floor.remove(id)}>
            {words('meetings.order.ruled')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

type RowProps = {
  speaker: Speaker
  at: number
  /** The place in the order of asking. */
  asked: number
  members: Members
  floor: Floor
  may: boolean
}

function SpeakerRow({ speaker, at, asked, members, floor, may }: RowProps) {
  const words = useWords()
  const { id, member, isFirst } = speaker
  const name = members.nameOf(member)
  const handle = members.handleOf(member)
  const isOwn = members.self !== undefined && member === members.self.id
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!may) return
    const act = actFor(event.nativeEvent, {
      itemUp: () => floor.move(id, -1),
      itemDown: () => floor.move(id, 1),
    })
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <li className="speaker" onKeyDownCapture={onKeyDown}>
      <span className="speaker-place">{words.number(at + 1)}</span>
      <MarkOf member={member} members={members} />
      <div className="grow">
        <div>
          {may ? (
            <AriaButton
              className="speaker-name"
              aria-label={words('meetings.floor.giveTo', { name: handle })}
              onPress={() => floor.give(speaker)}
            >
              <bdi>{name}</bdi>
            </AriaButton>
          ) : (
            <b>
              <bdi>{name}</bdi>
            </b>
          )}
        </div>
        <div className="smallest quiet">
          {words('meetings.speakers.askedAs', { place: asked })}
          {words.gap}
          <SpeakerLine speaker={speaker} />
        </div>
      </div>
      {isFirst ? (
        <span className="tag" data-tone="accent">
          {words('meetings.speakers.first')}
        </span>
      ) : null}
      {may || isOwn ? (
        <Menu
          label={words('meetings.speakers.more', { name: handle })}
          groups={[
            {
              acts: [
                ...(may
                  ? [
                      {
                        id: 'up',
                        text: words('meetings.item.up'),
                        icon: ArrowUp,
                        keys: chordText('itemUp'),
                        onAct: () => floor.move(id, -1),
                      },
                      {
                        id: 'down',
                        text: words('meetings.item.down'),
                        icon: ArrowDown,
                        keys: chordText('itemDown'),
                        onAct: () => floor.move(id, 1),
                      },
                    ]
                  : []),
                {
                  id: 'remove',
                  text: words('meetings.speakers.remove'),
                  icon: X,
                  onAct: () => floor.remove(id),
                },
              ],
            },
          ]}
        >
          <IconButton
            icon={Ellipsis}
            size="small"
            label={words('meetings.speakers.more', { name: handle })}
          />
        </Menu>
      ) : null}
    </li>
  )
}

function TimeByRegion({ meeting }: { meeting: Meeting }) {
  const words = useWords()
  const { regions } = meeting.speakers
  const most = Math.max(60, ...regions.map(({ seconds }) => seconds))
  if (regions.length === 0) return null
  return (
    <section aria-labelledby="time-by-region">
      <h3 id="time-by-region">{words('meetings.regions')}</h3>
      <ul className="regions">
        {regions.map(({ region, seconds }) => (
          <li key={region}>
            <span dir="auto">{region === '' ? words('meetings.regions.none') : region}</span>
            <progress
              max={most}
              value={seconds}
              aria-label={region === '' ? words('meetings.regions.none') : region}
            />
            <span className="region-time">
              {seconds === 0
                ? words('meetings.regions.notYet')
                : words('meetings.minutes', { minutes: Math.max(1, Math.round(seconds / 60)) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
