// The items of an agenda in their order. One of them is open and is edited in place; all move by key
// and by button, and each change can be undone.
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Lock, Plus } from 'lucide-react'
import type { AgendaItem, GroupSummary, Meeting } from '#shared/contract'
import { addItem, moveItem, nestItem, removeItem } from '#document/meetings'
import type { BlockId, DocumentId } from '#shared/ids'
import { isKey } from '../../shell/commands/keys.ts'
import { Button, say as sayToast } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AddClosedItem } from './add-closed-item.tsx'
import { AgendaRow } from './agenda-row.tsx'
import { random } from '../../random.ts'
import type { OpenedAgenda } from './agenda-text.ts'
import { ClosedItem } from './closed-item.tsx'
import { EditItem } from './edit-item.tsx'
import { decisionsAt, useMeetingDecisions } from './item-decisions.tsx'
import type { ItemMove } from './item-moves.ts'
import type { Members } from './members.ts'

type AgendaListProps = {
  group: GroupSummary
  meeting: Meeting
  members: Members
  agenda: OpenedAgenda
  say: (text: string) => void
}

/** Items that an officer has not ended are open to changes of the text. */
const isEditable = (item: AgendaItem, meeting: Meeting): boolean =>
  item.agenda === meeting.agenda && (item.state === 'open' || item.state === 'debated')

export function AgendaList({ group, meeting, members, agenda, say }: AgendaListProps) {
  const words = useWords()
  const [opened, setOpened] = useState<BlockId | null>(null)
  const [openedClosed, setOpenedClosed] = useState<string | null>(null)
  const [addsClosed, setAddsClosed] = useState(false)
  const { list } = meeting
  const { text } = agenda
  const canEdit = agenda.canEdit && meeting.acts.includes('edit')
  const focus = useFocusedItem(list)
  const decisions = useMeetingDecisions(meeting)

  const move = useItemMoves({ list, agenda, canEdit, say, focus, onRemoved: () => setOpened(null) })
  const add = (): void => {
    if (!text) return
    const after = list.findLast(item => item.agenda === meeting.agenda && item.depth === 1)
    text.change(doc => {
      setOpened(addItem(doc, after?.block ?? null, '', random))
    })
  }
  const close = (block: BlockId): void => {
    setOpened(null)
    focus(block)
  }
  const onKeyDown = useUndoKeys({ agenda, canEdit, say })
  return (
    <div className="agenda" onKeyDown={onKeyDown} role="presentation">
      <ol className="agenda-items" aria-label={words('meetings.agenda')}>
        {list.map((item, at) =>
          item.circle !== null ? (
            <ClosedRow
              key={`${item.agenda} ${item.block}`}
              item={item}
              meeting={meeting}
              members={members}
              after={list.slice(at + 1).find(({ number }) => number !== '')}
              isOpen={openedClosed === `${item.agenda} ${item.block}`}
              onOpen={() => setOpenedClosed(`${item.agenda} ${item.block}`)}
              onClose={() => {
                setOpenedClosed(null)
                focus(item.agenda)
              }}
            />
          ) : item.block === opened &&
            item.agenda === meeting.agenda &&
            canEdit &&
            text &&
            isEditable(item, meeting) ? (
            <EditItem
              key={`${item.agenda} ${item.block}`}
              item={item}
              meeting={meeting}
              members={members}
              live={agenda.items.find(({ id }) => id === item.block)}
              above={list[at - 1]}
              text={text}
              onMove={way => move(item.block, way)}
              onClose={() => close(item.block)}
            />
          ) : (
            <AgendaRow
              key={`${item.agenda} ${item.block}`}
              item={item}
              meeting={meeting}
              members={members}
              title={titleIn(agenda, item)}
              after={list.slice(at + 1).find(({ number }) => number !== '')}
              decisions={decisionsAt(decisions, item)}
              {...(canEdit && isEditable(item, meeting)
                ? {
                    onOpen: () => setOpened(item.block),
                    onMove: (way: ItemMove) => move(item.block, way),
                  }
                : {})}
            />
          ),
        )}
      </ol>
      {canEdit ? (
        <div className="agenda-add">
          <Button size="small" variant="quiet" icon={Plus} onPress={add}>
            {words('meetings.item.add')}
          </Button>
          <Button size="small" variant="quiet" icon={Lock} onPress={() => setAddsClosed(true)}>
            {words('meetings.item.addClosed')}
          </Button>
        </div>
      ) : null}
      {addsClosed ? (
        <AddClosedItem group={group} meeting={meeting} onClose={() => setAddsClosed(false)} />
      ) : null}
    </div>
  )
}

type UndoKeys = { agenda: OpenedAgenda; canEdit: boolean; say: (text: string) => void }

/** Undo and redo of the agenda, wherever in it the focus is. */
function useUndoKeys({ agenda: { text }, canEdit, say }: UndoKeys) {
  const words = useWords()
  return (event: KeyboardEvent): void => {
    if (!text || !canEdit) return
    const { nativeEvent } = event
    const isUndo = isKey(nativeEvent, 'undo')
    if (!isUndo && !isKey(nativeEvent, 'redo')) return
    event.preventDefault()
    event.stopPropagation()
    const isDone = isUndo ? text.undo() : text.redo()
    const did = isUndo ? 'meetings.item.undone' : 'meetings.item.redone'
    say(words(isDone ? did : 'meetings.item.nothingToUndo'))
  }
}

type ClosedRowProps = {
  item: AgendaItem
  meeting: Meeting
  members: Members
  after: AgendaItem | undefined
  isOpen: boolean
  onOpen: () => void
  onClose: () => void
}

/** An item of a circle: it opens where it stands, until an officer ended it. */
function ClosedRow(props: ClosedRowProps) {
  const { item, meeting, members, after, isOpen, onOpen, onClose } = props
  const isEnded = item.state !== 'open' && item.state !== 'debated'
  const decisions = decisionsAt(useMeetingDecisions(meeting), item)
  const row = (
    <AgendaRow
      item={item}
      meeting={meeting}
      members={members}
      title={item.title}
      after={after}
      decisions={decisions}
      {...(isEnded ? {} : { onOpen })}
    />
  )
  if (!isOpen || isEnded) return row
  return <ClosedItem item={item} meeting={meeting} members={members} row={row} onClose={onClose} />
}

/** The first block of every document has the same id: a closed item is no item of this text. */
const titleIn = ({ items }: OpenedAgenda, { block, circle, title }: AgendaItem): string =>
  (circle === null ? items.find(({ id }) => id === block)?.title : undefined) ?? title

type Moving = {
  list: readonly AgendaItem[]
  agenda: OpenedAgenda
  canEdit: boolean
  say: (text: string) => void
  focus: (block: BlockId) => void
  onRemoved: () => void
}

/** Moves or removes an item, and says what became of it. */
function useItemMoves(moving: Moving): (block: BlockId, way: ItemMove) => void {
  const words = useWords()
  const { list, agenda, canEdit, say, focus, onRemoved } = moving
  const { text } = agenda
  return (block, way) => {
    const item = list.find(each => each.block === block && each.circle === null)
    if (!text || !canEdit || !item) return
    const title = titleIn(agenda, item) || words('meetings.item.untitled')
    const next = list[list.indexOf(item) + 1]?.block
    let isDone = false
    text.change(doc => {
      isDone =
        way === 'remove'
          ? removeItem(doc, block)
          : way === 'up' || way === 'down'
            ? moveItem(doc, block, way)
            : nestItem(doc, block, way)
    })
    if (!isDone) return say(words(`meetings.item.not.${way}`, { title }))
    if (way === 'remove') {
      onRemoved()
      if (next) focus(next)
      return sayToast(words('meetings.item.removed', { title }), () => void text.undo())
    }
    focus(block)
    say(words(`meetings.item.moved.${way}`, { title }))
  }
}

/** Brings the focus to the handle of an item, when the list is as it was changed. */
function useFocusedItem(list: readonly AgendaItem[]): (name: BlockId | DocumentId) => void {
  const wanted = useRef<BlockId | DocumentId | null>(null)
  const frame = useRef(0)
  const look = (): void => {
    const { current } = wanted
    if (current === null) return
    const handle = document.querySelector<HTMLElement>(`[data-item-handle='${current}']`)
    handle?.focus()
  }
  useLayoutEffect(look, [list])
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return block => {
    wanted.current = block
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(look)
    const forget = (event: FocusEvent): void => {
      const isOther =
        event.target instanceof HTMLElement && event.target.dataset['itemHandle'] !== block
      if (!isOther) return
      wanted.current = null
      document.removeEventListener('focusin', forget)
    }
    document.addEventListener('focusin', forget)
  }
}
