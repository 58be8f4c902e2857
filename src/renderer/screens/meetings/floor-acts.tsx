// Giving the floor and asking for it: below the speakers, in the band of a narrow window, and by key.
import { Gavel, Mic, PanelRight } from 'lucide-react'
import type { Meeting } from '#shared/contract'
import { keysOf } from '../../shell/commands/keys.ts'
import { useOffer } from '../../shell/commands/offered.ts'
import { useKeys } from '../../shell/commands/use-keys.ts'
import { Button, Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AskFloor } from './ask-floor.tsx'
import type { Members } from './members.ts'
import { type Floor, mayGiveFloor } from './use-floor.ts'

/** Gives the floor to the next one, whatever has the focus. */
export function useFloorKey(meeting: Meeting, floor: Floor): void {
  const words = useWords()
  const { next, give } = floor
  const may = mayGiveFloor(meeting)
  const act = may && next ? () => give(next) : null
  useKeys(act === null ? {} : { giveFloor: act }, { repeats: true })
  useOffer({
    acts: () =>
      act === null
        ? []
        : [
            {
              id: 'giveFloor',
              text: words('meetings.floor.giveNext'),
              icon: Mic,
              keys: keysOf('giveFloor'),
              act,
            },
          ],
  })
}

type FloorProps = { meeting: Meeting; members: Members; floor: Floor }

function GiveFloor({ meeting, members, floor }: FloorProps) {
  const words = useWords()
  const { next } = floor
  if (!mayGiveFloor(meeting)) return <AskFloor meeting={meeting} members={members} />
  return (
    <Button
      variant="primary"
      icon={Mic}
      unavailable={next === null ? words('meetings.floor.nobody') : undefined}
      onPress={() => {
        if (next) floor.give(next)
      }}
    >
      {next === null
        ? words('meetings.floor.give')
        : words('meetings.floor.giveTo', { name: members.handleOf(next.member) })}
    </Button>
  )
}

export function FloorFoot(props: FloorProps) {
  const words = useWords()
  const { meeting, members, floor } = props
  const may = mayGiveFloor(meeting)
  return (
    <div className="session-foot">
      <div className="meeting-acts">
        <GiveFloor {...props} />
        {may ? <AskFloor meeting={meeting} members={members} isQuiet /> : null}
      </div>
      {may && floor.next === null ? (
        <p className="smallest muted">{words('meetings.floor.nobody')}</p>
      ) : null}
    </div>
  )
}

type BandProps = FloorProps & { isSideOpen: boolean; onSide: () => void }

/** In a narrow window: points of order, who speaks, and giving the floor, without the side. */
export function Band({ isSideOpen, onSide, ...props }: BandProps) {
  const words = useWords()
  const { members, floor } = props
  const { speaking } = floor
  const [order] = floor.orders
  return (
    <div className="session-band" role="region" aria-label={words('meetings.speakers')}>
      {order ? (
        <span className="order-line small">
          <Icon of={Gavel} size="small" />
          {words('meetings.order', { name: members.handleOf(order.member) })}
        </span>
      ) : null}
      <span className="small ellipsis grow">
        {speaking
          ? words('meetings.floor.speaks', { name: members.handleOf(speaking.speaker.member) })
          : words('meetings.floor.free')}
      </span>
      <Button size="small" icon={PanelRight} aria-expanded={isSideOpen} onPress={onSide}>
        {words('meetings.session.openSide')}
      </Button>
      <GiveFloor {...props} />
    </div>
  )
}
