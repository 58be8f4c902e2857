// An item as it is read: when it begins, its number, its words and papers, the presenter, its minutes.
import { Button as AriaButton } from 'react-aria-components/Button'
import type { KeyboardEvent } from 'react'
import {
  ArrowDown,
  ArrowUp,
  CircleCheck,
  CircleMinus,
  CornerDownRight,
  CornerUpLeft,
  CornerUpRight,
  Ellipsis,
  Info,
  Lock,
  Megaphone,
  Pencil,
  Scale,
  Trash2,
} from 'lucide-react'
import type { AgendaItem, DecisionSummary, Meeting } from '#shared/contract'
import { actFor, ariaKeys, chordText } from '../../shell/commands/keys.ts'
import { useGo } from '../../shell/router.ts'
import { Icon, IconButton, Menu, MemberMark, type MenuAct } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { isToDecide, ItemDecisions } from './item-decisions.tsx'
import { nameOfPaper } from './item-names.ts'
import type { ItemMove } from './item-moves.ts'
import type { Members } from './members.ts'
import { Parts } from './parts.tsx'
import { minute, useTimes } from './times.ts'

type RowProps = {
  item: AgendaItem
  meeting: Meeting
  members: Members
  /** As it is in the text now. */
  title: string
  /** The next item with a number, for those who do not see a closed one. */
  after: AgendaItem | undefined
  /** The decisions that are asked at this item. */
  decisions: readonly DecisionSummary[]
  onOpen?: () => void
  onMove?: (way: ItemMove) => void
}

/** When an item begins: by the clock, or in minutes from the beginning while no day is set. */
export function useBegins(meeting: Meeting): (item: Pick<AgendaItem, 'begins'>) => string {
  const words = useWords()
  const times = useTimes()
  return ({ begins }) =>
    meeting.from === null
      ? words('meetings.item.after', { minutes: begins })
      : times.clock(meeting.from + begins * minute)
}

export const itemGlyphs = {
  open: Scale,
  debated: Megaphone,
  decided: CircleCheck,
  deferred: CornerUpRight,
  dropped: CircleMinus,
  noted: Info,
} as const

export function AgendaRow(props: RowProps) {
  const { item, meeting, members, title, after, decisions, onOpen, onMove } = props
  const words = useWords()
  const begins = useBegins(meeting)
  const { depth, number, minutes, circle } = item
  const presenter = members.of(item.presenter)
  const presents = presenter?.handle ?? item.presenterWords
  return (
    <li className="agenda-item" data-depth={depth} data-closed={circle !== null || undefined}>
      <span className="item-begins">{depth === 1 ? begins(item) : null}</span>
      <span className="item-number">
        {circle === null ? <bdi>{number}</bdi> : <Icon of={Lock} size="small" />}
      </span>
      <div className="grow">
        <div className="item-title">
          <Title item={item} title={title} onOpen={onOpen} onMove={onMove} />
          <Tags item={item} decisions={decisions} />
        </div>
        <Details item={item} members={members} after={after} begins={begins} />
        <ItemDecisions decisions={decisions} />
      </div>
      <span className="item-presenter">
        {presenter ? (
          <MemberMark handle={presenter.handle} color={presenter.color} size="small" />
        ) : null}
        {presents === null ? null : (
          <span className="small muted">
            <bdi>{presents}</bdi>
          </span>
        )}
      </span>
      <span className="item-minutes small muted">
        {minutes === null ? null : words('meetings.minutes', { minutes })}
      </span>
      <span className="item-more">
        {onOpen && onMove ? (
          <MoreOfItem item={item} title={title} onOpen={onOpen} onMove={onMove} />
        ) : null}
      </span>
    </li>
  )
}

type TitleProps = Pick<RowProps, 'item' | 'title'> & {
  onOpen: (() => void) | undefined
  onMove: ((way: ItemMove) => void) | undefined
}

function Title({ item, title, onOpen, onMove }: TitleProps) {
  const words = useWords()
  const name = title || words('meetings.item.untitled')
  if (!onOpen)
    return (
      <span className="strong" dir="auto">
        {name}
      </span>
    )
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actFor(event.nativeEvent, {
      itemUp: () => onMove?.('up'),
      itemDown: () => onMove?.('down'),
    })
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    // The component library keeps keys that it knows for itself.
    <span onKeyDownCapture={onKeyDown} className="item-handle">
      <AriaButton
        data-item-handle={item.circle === null ? item.block : item.agenda}
        aria-label={words('meetings.item.openNamed', { title: name })}
        {...(onMove
          ? { 'aria-keyshortcuts': `${ariaKeys('itemUp')} ${ariaKeys('itemDown')}` }
          : {})}
        onPress={onOpen}
      >
        <span dir="auto">{name}</span>
      </AriaButton>
    </span>
  )
}

function Tags({ item, decisions }: Pick<RowProps, 'item' | 'decisions'>) {
  const words = useWords()
  const { state, circle } = item
  return (
    <>
      {circle === null ? null : (
        <span className="tag" data-tone="accent">
          {words('meetings.closed')}
        </span>
      )}
      {isToDecide(decisions) ? (
        <span className="tag">
          <Icon of={Scale} size="small" />
          {words('meetings.toDecide')}
        </span>
      ) : null}
      {state !== 'open' ? (
        <span className="tag" data-tone={state === 'decided' ? 'good' : undefined}>
          <Icon of={itemGlyphs[state]} size="small" />
          {words(`meetings.itemState.${state}`)}
        </span>
      ) : null}
    </>
  )
}

type DetailsProps = {
  item: AgendaItem
  members: Members
  after: AgendaItem | undefined
  begins: (item: AgendaItem) => string
}

function Details({ item, members, after, begins }: DetailsProps) {
  const words = useWords()
  const { papers, carried, circle, isOver, isApart } = item
  const lines = [
    ...papers.map(paper => nameOfPaper(paper, words)),
    ...(carried === null
      ? []
      : [
          carried.title === null
            ? words('meetings.carried')
            : words('meetings.carriedFrom', { title: carried.title }),
        ]),
  ]
  const unread = papers.filter(({ cannotRead }) => cannotRead.length > 0)
  return (
    <>
      {circle === null ? null : (
        <div className="smallest quiet">
          {words('meetings.closedFor', {
            circle: circle.name,
            names: words.list([
              ...(members.self && circle.members.includes(members.self.id)
                ? [words('meetings.closedYou')]
                : []),
              ...circle.members
                .filter(id => id !== members.self?.id)
                .map(id => members.handleOf(id)),
            ]),
          })}
          {words.gap}
          {after
            ? words('meetings.closedOthers', { number: after.number, begins: begins(item) })
            : words('meetings.closedUnseen')}
        </div>
      )}
      {item.ask === '' ? null : (
        <div className="small muted item-ask" dir="auto">
          {item.ask}
        </div>
      )}
      {lines.length > 0 ? (
        <div className="smallest quiet">
          <Parts of={lines} />
        </div>
      ) : null}
      {isOver ? <div className="smallest item-warning">{words('meetings.item.over')}</div> : null}
      {isApart ? <div className="smallest item-warning">{words('meetings.item.apart')}</div> : null}
      {unread.map(({ document, cannotRead, ...paper }) => (
        <div className="smallest item-warning" key={document}>
          <Icon of={Lock} size="small" />
          {words('meetings.cannotRead', {
            names: words.list(cannotRead.map(each => members.handleOf(each))),
            count: cannotRead.length,
            title: nameOfPaper(paper, words),
          })}
        </div>
      ))}
    </>
  )
}

type MoreProps = {
  item: AgendaItem
  title: string
  onOpen: () => void
  onMove: (way: ItemMove) => void
}

function MoreOfItem({ item, title, onOpen, onMove }: MoreProps) {
  const words = useWords()
  const go = useGo()
  const act = (id: ItemMove, icon: MenuAct['icon'], keys?: string): MenuAct => ({
    id,
    text: words(`meetings.item.${id}`),
    ...(icon ? { icon } : {}),
    ...(keys === undefined ? {} : { keys }),
    onAct: () => onMove(id),
  })
  const name = title || words('meetings.item.untitled')
  return (
    <Menu
      label={words('meetings.item.more', { title: name })}
      groups={[
        {
          acts: [
            { id: 'edit', text: words('meetings.item.edit'), icon: Pencil, onAct: onOpen },
            ...item.papers.map(({ document, ...paper }) => ({
              id: document,
              text: words('meetings.item.openPaper', { title: nameOfPaper(paper, words) }),
              onAct: () => go({ screen: 'document', document }),
            })),
          ],
        },
        {
          acts: [
            act('up', ArrowUp, chordText('itemUp')),
            act('down', ArrowDown, chordText('itemDown')),
            act('deeper', CornerDownRight),
            act('shallower', CornerUpLeft),
          ],
        },
        { acts: [{ ...act('remove', Trash2), danger: true }] },
      ]}
    >
      <IconButton
        icon={Ellipsis}
        size="small"
        label={words('meetings.item.more', { title: name })}
      />
    </Menu>
  )
}
