// The open item of an agenda: its words go into the text as they are typed. Escape goes from a field
// to the handle, where Tab makes it part of the item above; Escape there closes it.
import { useRef, type KeyboardEvent, type RefObject } from 'react'
import {
  ArrowDown,
  ArrowUp,
  CornerDownRight,
  CornerUpLeft,
  GripVertical,
  Lock,
  Plus,
  X,
} from 'lucide-react'
import type { AgendaItem, Meeting } from '#shared/contract'
import { askOfItem, type ItemText, retitleItem, setItemFacts } from '#document/meetings'
import type { DocumentId, MemberId } from '#shared/ids'
import { actFor, keysOf } from '../../shell/commands/keys.ts'
import { useAnswer } from '../../shell/core-client.ts'
import { useGo, useNavigation } from '../../shell/router.ts'
import { Button, Icon, IconButton, Link, Menu, Select, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useBegins } from './agenda-row.tsx'
import { nameOfPaper } from './item-names.ts'
import type { ItemMove } from './item-moves.ts'
import { random } from '../../random.ts'
import type { AgendaText } from './agenda-text.ts'
import type { Members } from './members.ts'

type EditItemProps = {
  item: AgendaItem
  meeting: Meeting
  members: Members
  /** The item in the text now. */
  live: ItemText | undefined
  above: AgendaItem | undefined
  text: AgendaText
  /** Null for an item that stands alone in the agenda of a circle. */
  onMove: ((way: ItemMove) => void) | null
  onClose: () => void
}

export function EditItem(props: EditItemProps) {
  const { item, meeting, members, live, above, text, onMove, onClose } = props
  const words = useWords()
  const begins = useBegins(meeting)
  const handle = useRef<HTMLButtonElement>(null)
  const { block } = item
  const facts = live ?? { ...item, presenter: item.presenter ?? item.presenterWords }
  const isMember = members.of(facts.presenter as MemberId | null) !== undefined
  // A closed item is presented by a member of its circle.
  const presenters = (members.group?.memberList ?? []).filter(
    ({ id }) => item.circle === null || item.circle.members.includes(id),
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actFor(event.nativeEvent, {
      itemUp: () => onMove?.('up'),
      itemDown: () => onMove?.('down'),
      close: () => handle.current?.focus(),
    })
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <li
      className="agenda-item"
      data-open
      data-closed={item.circle !== null || undefined}
      aria-current="true"
    >
      <span className="item-begins">{item.depth === 1 ? begins(item) : null}</span>
      <Handle item={item} handle={handle} onMove={onMove} onClose={onClose} />
      <div className="grow item-form" onKeyDown={onKeyDown} role="presentation">
        <div className="item-fields">
          <TextField
            label={words('meetings.item.title')}
            autoFocus
            maxLength={1000}
            value={facts.title}
            onChange={next => text.change(doc => void retitleItem(doc, block, next), true)}
          />
          <Select
            label={words('meetings.item.presenter')}
            value={facts.presenter ?? ''}
            onChange={next =>
              text.change(doc => {
                const member = members.group?.memberList.find(({ id }) => id === next)
                const presenter = next === facts.presenter ? next : (member?.id ?? null)
                setItemFacts(doc, block, { presenter })
              })
            }
            choices={[
              { id: '', text: words('meetings.item.noPresenter') },
              ...(facts.presenter !== null && !isMember
                ? [{ id: facts.presenter, text: facts.presenter }]
                : []),
              ...presenters.map(({ id, handle: name }) => ({ id: id as string, text: name })),
            ]}
          />
          <TextField
            label={words('meetings.item.minutes')}
            inputMode="numeric"
            maxLength={4}
            value={facts.minutes === null ? '' : String(facts.minutes)}
            onChange={next => {
              const minutes = /^\d{1,4}$/.test(next.trim()) ? Number(next) : null
              if (minutes === null && next.trim() !== '') return
              text.change(doc => void setItemFacts(doc, block, { minutes }), true)
            }}
          />
        </div>
        <TextField
          label={words('meetings.item.ask')}
          rows={2}
          maxLength={10_000}
          value={facts.ask}
          onChange={next => text.change(doc => void askOfItem(doc, block, next, random), true)}
        />
        <Papers item={item} live={live} text={text} members={members} />
        <ItemActs item={item} above={above} onMove={onMove} onClose={onClose} />
      </div>
    </li>
  )
}

type ActsProps = Pick<EditItemProps, 'item' | 'above' | 'onMove' | 'onClose'>

function ItemActs({ item, above, onMove, onClose }: ActsProps) {
  const words = useWords()
  if (!onMove) return <ClosedActs item={item} onClose={onClose} />
  return (
    <div className="item-acts">
      <Button size="small" icon={ArrowUp} onPress={() => onMove('up')}>
        {words('meetings.item.up')}
      </Button>
      <Button size="small" icon={ArrowDown} onPress={() => onMove('down')}>
        {words('meetings.item.down')}
      </Button>
      {above && above.depth >= item.depth ? (
        <Button size="small" icon={CornerDownRight} onPress={() => onMove('deeper')}>
          {words('meetings.item.deeper')}
        </Button>
      ) : null}
      {item.depth > 1 ? (
        <Button size="small" icon={CornerUpLeft} onPress={() => onMove('shallower')}>
          {words('meetings.item.shallower')}
        </Button>
      ) : null}
      <span className="item-keys" aria-hidden>
        {(['itemUp', 'itemDown'] as const).map(name => (
          <kbd key={name}>{keysOf(name).join(' ')}</kbd>
        ))}
      </span>
      <span className="grow" />
      <Button size="small" variant="quiet" onPress={() => onMove('remove')}>
        {words('meetings.item.remove')}
      </Button>
      <Button size="small" onPress={onClose}>
        {words('meetings.item.done')}
      </Button>
    </div>
  )
}

/** The agenda and the minutes of a closed item are pages of its circle. */
function ClosedActs({ item, onClose }: Pick<ActsProps, 'item' | 'onClose'>) {
  const words = useWords()
  const go = useGo()
  return (
    <div className="item-acts">
      <Link onPress={() => go({ screen: 'meeting', agenda: item.agenda })}>
        {words('meetings.closedItem.open', { circle: item.circle?.name ?? '' })}
      </Link>
      <span className="grow" />
      <Button size="small" onPress={onClose}>
        {words('meetings.item.done')}
      </Button>
    </div>
  )
}

type HandleProps = {
  item: AgendaItem
  handle: RefObject<HTMLButtonElement | null>
  onMove: ((way: ItemMove) => void) | null
  onClose: () => void
}

/** Not in the order of Tab, which nests the item here: Escape in a field leads to it. */
function Handle({ item, handle, onMove, onClose }: HandleProps) {
  const words = useWords()
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actFor(event.nativeEvent, {
      itemUp: () => onMove?.('up'),
      itemDown: () => onMove?.('down'),
      itemDeeper: () => onMove?.('deeper'),
      itemShallower: () => onMove?.('shallower'),
      close: onClose,
    })
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <button
      type="button"
      ref={handle}
      className="item-grip"
      tabIndex={-1}
      data-item-handle={item.circle === null ? item.block : item.agenda}
      aria-label={
        item.circle === null
          ? words('meetings.item.handle', { number: item.number })
          : words('meetings.closed')
      }
      onKeyDown={onKeyDown}
      onClick={onClose}
    >
      {item.circle === null ? (
        <>
          <bdi>{item.number}</bdi>
          <Icon of={GripVertical} size="small" />
        </>
      ) : (
        <Icon of={Lock} size="small" />
      )}
    </button>
  )
}

type PapersProps = Pick<EditItemProps, 'item' | 'live' | 'text' | 'members'>

function Papers({ item, live, text, members }: PapersProps) {
  const words = useWords()
  const { group } = useNavigation()
  const { value: documents = [] } = useAnswer('documents.list', group && { group }, [
    'documents.changed',
  ])
  const papers = live?.papers ?? []
  const set = (next: readonly DocumentId[]): void =>
    text.change(doc => void setItemFacts(doc, item.block, { papers: next }))
  const nameOf = (id: DocumentId): string => {
    const known = item.papers.find(({ document }) => document === id)
    const found = documents.find(document => document.id === id)
    if (known) return nameOfPaper(known, words)
    return found ? nameOfPaper(found, words) : words('meetings.item.unknownPaper')
  }
  const offered = documents.filter(({ id }) => !papers.includes(id) && id !== item.agenda)
  const unread = item.papers.filter(({ cannotRead }) => cannotRead.length > 0)
  return (
    <div className="item-papers">
      <span className="small strong">{words('meetings.item.papers')}</span>
      {papers.map(id => (
        <span className="tag" key={id}>
          <bdi className="ellipsis">{nameOf(id)}</bdi>
          <IconButton
            icon={X}
            size="small"
            label={words('meetings.item.removePaper', { title: nameOf(id) })}
            onPress={() => set(papers.filter(each => each !== id))}
          />
        </span>
      ))}
      {offered.length > 0 ? (
        <Menu
          label={words('meetings.item.addPaper')}
          groups={[
            {
              acts: offered.map(({ id, title, reference }) => ({
                id,
                text: title,
                ...(reference === '' ? {} : { hint: reference }),
                onAct: () => set([...papers, id]),
              })),
            },
          ]}
        >
          <Button size="small" variant="quiet" icon={Plus}>
            {words('meetings.item.addPaper')}
          </Button>
        </Menu>
      ) : null}
      {unread.map(({ document, cannotRead, ...paper }) => (
        <span className="smallest item-warning" key={document}>
          {words('meetings.cannotRead', {
            names: words.list(cannotRead.map(each => members.handleOf(each))),
            count: cannotRead.length,
            title: nameOfPaper(paper, words),
          })}
        </span>
      ))}
    </div>
  )
}
