// The positions on the roll: counts, a row for each answer, and the members of whom nothing is here.
import type { ReactNode } from 'react'
import { CircleDashed, Eye } from 'lucide-react'
import type { Decision, DecisionChoice, DecisionSeat, Position, TextLine } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { Icon, initialsOf, Parts, type RowPlace } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { answerOf, ChoiceLine, choiceIcons, choices } from './choices.tsx'
import { noteEffect } from './note-words.ts'
import { placeName } from './place-names.ts'
import { useNow } from '../../ui/use-now.ts'
import type { People } from './people.ts'
import { quorumWords } from './rule-words.ts'
import { SeatFilterBar, useSeatFilter } from './seat-filter.tsx'

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
  return words.sentences([...reserved, ...(reason === '' ? [] : [reason])])
}

type Row = {
  kind: 'answered' | 'heard' | 'earlier'
  seat: DecisionSeat
  answer: DecisionChoice | null
}

const idOf = ({ member }: DecisionSeat): MemberId => member

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
  const silent = new Set(unanswered.filter(each => each.heard.length === 0).map(idOf))
  const filter = useSeatFilter(seats, people)
  const rows: Row[] = [
    ...answered.map(seat => ({ kind: 'answered' as const, seat, answer: seat.choice })),
    ...unanswered.flatMap(seat =>
      seat.heard[0] ? [{ kind: 'heard' as const, seat, answer: seat.heard[0].choice }] : [],
    ),
    ...earlier
      .filter(({ member }) => silent.has(member))
      .map(seat => ({ kind: 'earlier' as const, seat, answer: null })),
  ]
  const found = rows.filter(
    ({ seat, answer }) =>
      filter.isNamed(seat.member) && (filter.answer === 'all' || filter.answer === answer),
  )
  const isFiltered = filter.answer !== 'all' || filter.text !== ''
  const mayBeLeft = filter.answer === 'none' || (filter.answer === 'all' && filter.text !== '')
  const left = mayBeLeft
    ? unanswered.filter(({ member }) => silent.has(member) && filter.isNamed(member))
    : []
  return (
    <section aria-label={words('decisions.positions')}>
      <div className="section-head">
        <h2>{words('decisions.positions')}</h2>
        {outcome ? <span className="small muted">{quorumWords(outcome, words)}</span> : null}
      </div>
      {outcome ? <Counts counts={outcome.counts} /> : null}
      {filter.isOffered ? (
        <SeatFilterBar filter={filter} count={isFiltered ? found.length + left.length : null} />
      ) : null}
      <Parts items={found}>
        {shown => (
          <ul className="position-list">
            {shown.map(({ item: { kind, seat }, place }) =>
              kind === 'answered' ? (
                <Answered
                  key={seat.member}
                  seat={seat}
                  people={people}
                  lines={lines}
                  place={place}
                />
              ) : kind === 'heard' ? (
                <Heard
                  key={seat.member}
                  seat={seat}
                  people={people}
                  state={decision.state}
                  place={place}
                />
              ) : (
                <Earlier key={seat.member} seat={seat} people={people} place={place} />
              ),
            )}
          </ul>
        )}
      </Parts>
      {isFiltered ? (
        <Left seats={left} people={people} />
      ) : (
        <Unanswered decision={decision} people={people} />
      )}
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

type RowProps = { seat: DecisionSeat; people: People; place: RowPlace }

function Answered({ seat, people, lines, place }: RowProps & { lines: Lines }) {
  const words = useWords()
  const now = useNow()
  const { member, choice, position, from, isApart, hasLeft } = seat
  const alternate = from === 'alternate' && position ? people.by(position.member) : null
  return (
    <li {...place}>
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

function Heard({ seat, people, state, place }: RowProps & { state: Decision['state'] }) {
  const words = useWords()
  const [first] = seat.heard
  if (!first) return null
  const effect = noteEffect(seat, state)
  const counts = effect === 'decisions.heard.counts' || effect === 'decisions.heard.counted'
  return (
    <li data-grey {...place}>
      <SeatMark member={seat.member} people={people} isDashed />
      <SeatName member={seat.member} people={people} />
      <ChoiceLine answer={first.choice ?? 'seen'} isHeard isGrey={!counts} isShort />
      <span className="small muted">
        {words(effect, people.by(first.by))}
        {words.gap}
        <bdi>{first.reason}</bdi>
      </span>
      <span className="position-end">
        {seat.isApart ? <Tag tone="warning" text={words('decisions.tag.notesApart')} /> : null}
        <Tag
          tone="warning"
          text={words(
            effect === 'decisions.heard.waits' ? 'decisions.tag.toConfirm' : 'decisions.tag.heard',
          )}
        />
      </span>
    </li>
  )
}

function Earlier({ seat, people, place }: RowProps) {
  const words = useWords()
  return (
    <li data-grey {...place}>
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

function Tag({ text, tone = 'plain' }: { text: string; tone?: 'plain' | 'warning' }) {
  return (
    <span className="decision-tag" data-tone={tone}>
      {text}
    </span>
  )
}

/** Members whose position is looked for and is not here: never in the rows of positions. */
function Left({ seats, people }: { seats: readonly DecisionSeat[]; people: People }) {
  return (
    <Parts items={seats}>
      {shown => (
        <ul className="roll seats-left">
          {shown.map(({ item: seat, place }) => (
            <li key={seat.member} {...place}>
              <SeatMark member={seat.member} people={people} isDashed />
              <bdi>{people.handle(seat.member)}</bdi>
              <ChoiceLine answer={answerOf(seat)} isShort />
            </li>
          ))}
        </ul>
      )}
    </Parts>
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
