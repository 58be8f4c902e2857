// The roll: every member with a seat. Only a member whose term is on record can be left out.
import type { MemberId } from '#shared/ids'
import { Checkbox, Parts } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import type { People } from '../people.ts'
import { SeatMark } from '../positions.tsx'
import type { Prepared } from './use-question.ts'

type RollChoiceProps = {
  seats: Prepared['seats']
  leftOut: readonly MemberId[]
  people: People
  onChange: (leftOut: MemberId[]) => void
}

export function RollChoice({ seats, leftOut, people, onChange }: RollChoiceProps) {
  const words = useWords()
  const stays = seats.filter(({ member }) => !leftOut.includes(member))
  const optional = seats.filter(({ mayLeaveOut }) => mayLeaveOut)
  const alternates = stays.filter(each => each.alternates.length > 0)
  return (
    <>
      <Parts items={stays}>
        {shown => (
          <ul className="roll">
            {shown.map(({ item: { member }, place }) => (
              <li key={member} {...place}>
                <SeatMark member={member} people={people} />
                <bdi>{people.handle(member)}</bdi>
              </li>
            ))}
          </ul>
        )}
      </Parts>
      {alternates.map(({ member, alternates: stand }) => (
        <p className="small muted" key={member}>
          {words('decisions.roll.alternate', {
            name: people.handle(member),
            alternates: words.list(stand.map(people.handle)),
          })}
        </p>
      ))}
      {optional.map(({ member, hasEnded }) => (
        <Checkbox
          key={member}
          isSelected={!leftOut.includes(member)}
          onChange={is =>
            onChange(is ? leftOut.filter(each => each !== member) : [...leftOut, member])
          }
          hint={words(hasEnded ? 'decisions.roll.ended' : 'decisions.roll.term')}
        >
          {words('decisions.roll.ask', { name: people.handle(member) })}
        </Checkbox>
      ))}
    </>
  )
}
