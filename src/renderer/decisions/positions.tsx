// The positions on the roll: counts, a row for each answer, and the members of whom nothing is here.
import type { ReactNode } from 'react'
import { CircleDashed, Eye } from 'lucide-react'
import type { Decision, DecisionSeat, Position, TextLine } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { Icon, initialsOf } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'
import { ChoiceLine, choiceIcons, choices } from './choices.tsx'
import { placeName } from './lines.ts'
import { useNow } from './now.ts'
import type { People } from './people.ts'
import { quorumWords } from './rule-words.ts'

type Lines = readonly TextLine[] | null | undefined

/** The words of a position in one line: its reason, or its reservations with their places. */
export function positionWords(
  { reason, reservations }: Pick<Position, 'reason' | 'reservations'>,
  lines: Lines,
  words: Words,
): string {
  const reserved = reservations.map(each =>
    words('decisions.reserved', { place: placeName(each.block, lines, words), words: each.words }),
  )
  return [...reserved, ...(reason === '' ? [] : [reason])].join(' ')
}

type PositionsProps = {
  decision: Decision
  people: People
  lines: Lines
  /** The same members' answers to the earlier text, which count nothing here. */
  earlier: readonly DecisionSeat[]
}

/** Objections first, then in the order in which positions were given. */
const inOrder = (seats: readonly DecisionSeat[]): DecisionSeat[] =>
  seats.toSorted(
    (a, b) =>
      +(b.choice === 'object') - +(a.choice === 'object') ||
      (a.position?.at ?? Infinity) - (b.position?.at ?? Infinity),
  )

export function Positions({ decision, people, lines, earlier }: PositionsProps) {
  const words = useWords()
  const { outcome, seats } = decision
  const answered = inOrder(seats.filter(({ from }) => from === 'own' || from === 'alternate'))
  const unanswered = seats.filter(({ from }) => from !== 'own' && from !== 'alternate')
  const heard = unanswered.filter(each => each.heard.length > 0)
  const before = earlier.filter(({ member }) =>
    unanswered.some(each => each.member === member && each.heard.length === 0),
  )
  return (
    <section aria-label={words('decisions.positions')}>
      <div className="section-head">
        <h2>{words('decisions.positions')}</h2>
        {outcome ? <span className="small muted">{quorumWords(outcome, words)}</span> : null}
      </div>
      {outcome ? <Counts counts={outcome.counts} /> : null}
      <ul className="position-list">
        {answered.map(seat => (
          <Row key={seat.member} seat={seat} people={people} lines={lines} />
        ))}
        {heard.map(seat => (
          <HeardRow key={seat.member} seat={seat} people={people} />
        ))}
        {before.map(seat => (
          <EarlierRow key={seat.member} seat={seat} people={people} />
        ))}
      </ul>
      <Unanswered decision={decision} people={people} />
    </section>
  )
}

function Counts({ counts }: { counts: NonNullable<Decision['outcome']>['counts'] }) {
  const words = useWords()
  return (
    <ul className="position-counts" aria-label={words('decisions.counts')}>
      {choices.map(choice => (
        <li key={choice} data-answer={choice} data-zero={counts[choice] === 0 || undefined}>
          <span className="row">
            <Icon of={choiceIcons[choice]} />
            <span className="position-count">{words.number(counts[choice])}</span>
          </span>
          <span className="small muted">{words(`decisions.choice.${choice}`)}</span>
        </li>
      ))}
    </ul>
  )
}

type MarkProps = { member: MemberId; people: People; isDashed?: boolean; isFilled?: boolean }

export function SeatMark({ member, people, isDashed, isFilled }: MarkProps) {
  const known = people.of(member)
  return (
    <span
      className="member-mark"
      data-color={known?.color ?? 1}
      data-size="small"
      data-dashed={isDashed || undefined}
      data-present={isFilled || undefined}
      aria-hidden
    >
      <bdi>{initialsOf(people.handle(member))}</bdi>
    </span>
  )
}

export function SeatName({ member, people }: { member: MemberId; people: People }) {
  const words = useWords()
  const known = people.of(member)
  const role = known && known.role !== 'member' ? words(`members.role.${known.role}`) : ''
  return (
    <span className="position-name">
      <b>
        <bdi>{people.handle(member)}</bdi>
      </b>{' '}
      <span className="quiet small">{known?.self === true ? words('decisions.you') : role}</span>
    </span>
  )
}

type RowProps = { seat: DecisionSeat; people: People; lines: Lines }

function Row({ seat, people, lines }: RowProps) {
  const words = useWords()
  const now = useNow()
  const { member, choice, position, from, isApart, hasLeft } = seat
  const alternate = from === 'alternate' && position ? people.by(position.member) : null
  return (
    <li>
      <SeatMark member={member} people={people} />
      <SeatName member={member} people={people} />
      <ChoiceLine answer={choice ?? 'none'} isShort />
      <span className="small muted" dir="auto">
        {position ? positionWords(position, lines, words) : null}
      </span>
      <span className="position-end">
        {alternate === null ? null : <Tag text={words('decisions.tag.alternate', alternate)} />}
        {isApart ? <Tag tone="warning" text={words('decisions.tag.apart')} /> : null}
        {hasLeft ? <Tag text={words('decisions.tag.left')} /> : null}
        {position ? <span className="smallest quiet">{words.day(position.at, now)}</span> : null}
      </span>
    </li>
  )
}

function HeardRow({ seat, people }: { seat: DecisionSeat; people: People }) {
  const words = useWords()
  const [last] = seat.heard
  if (!last) return null
  const counts = seat.from === 'heard'
  return (
    <li data-grey>
      <SeatMark member={seat.member} people={people} isDashed />
      <SeatName member={seat.member} people={people} />
      <ChoiceLine answer={last.choice ?? 'seen'} isHeard isGrey={!counts} isShort />
      <span className="small muted">
        {words(counts ? 'decisions.heard.counts' : 'decisions.heard.waits', people.by(last.by))}{' '}
        <bdi>{last.reason}</bdi>
      </span>
      <span className="position-end">
        <Tag
          tone="warning"
          text={words(counts ? 'decisions.tag.heard' : 'decisions.tag.toConfirm')}
        />
      </span>
    </li>
  )
}

function EarlierRow({ seat, people }: { seat: DecisionSeat; people: People }) {
  const words = useWords()
  return (
    <li data-grey>
      <SeatMark member={seat.member} people={people} isDashed />
      <SeatName member={seat.member} people={people} />
      <ChoiceLine answer={seat.choice ?? 'none'} isGrey isShort />
      <span className="small muted">{words('decisions.earlier.waits')}</span>
      <span className="position-end">
        <Tag text={words('decisions.tag.earlier')} />
      </span>
    </li>
  )
}

export function Tag({ text, tone = 'plain' }: { text: string; tone?: 'plain' | 'warning' }) {
  return (
    <span className="decision-tag" data-tone={tone}>
      {text}
    </span>
  )
}

/** Members of whom no position is here. They never stand in a row of positions. */
function Unanswered({ decision, people }: { decision: Decision; people: People }) {
  const words = useWords()
  const of = (from: DecisionSeat['from']): MemberId[] =>
    decision.seats.filter(each => each.from === from).map(({ member }) => member)
  const line = (icon: typeof Eye, members: MemberId[], text: ReactNode): ReactNode =>
    members.length === 0 ? null : (
      <p className="position-none">
        <Icon of={icon} size="small" />
        <span>{text}</span>
      </p>
    )
  const [none, seen, gone] = [of('none'), of('seen'), of('void')]
  const b = (chunks: ReactNode[]): ReactNode => <b>{chunks}</b>
  return (
    <>
      {line(
        CircleDashed,
        none,
        words.rich('decisions.none', { count: none.length, names: people.names(none), b }),
      )}
      {line(
        Eye,
        seen,
        words.rich('decisions.seen', { count: seen.length, names: people.names(seen), b }),
      )}
      {line(
        choiceIcons.void,
        gone,
        words.rich('decisions.gone', { count: gone.length, names: people.names(gone), b }),
      )}
    </>
  )
}
