// The minutes of the item that is debated, below it: the lines that are recorded, or the minutes themselves, to be
// written without leaving the session.
import { useEffect, useRef, useState } from 'react'
import { CornerDownRight, List, NotebookPen, PenLine } from 'lucide-react'
import type { AgendaItem, Meeting } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import { useOffered } from '../../shell/commands/offered.ts'
import { useAnswer } from '../../shell/core-client.ts'
import { EditorScreen } from '../../editor/index.tsx'
import { isCaptured } from '../../editor/minutes/kinds.ts'
import { Recorded } from '../../editor/minutes/recorded.tsx'
import { offRecordCommand } from '../../editor/minutes/minutes-tools.tsx'
import { usePageState } from '../../editor/page/page-state.ts'
import { useGo } from '../../shell/router.ts'
import { Button, IconButton, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import '../../editor/minutes/minutes.css'

/** `off`: as soon as the minutes take letters, a line off the record begins. */
export type Writing = 'no' | 'yes' | 'off'

const rhythm = (document: DocumentId | undefined) => ({
  about: document ? [document] : [],
  pause: 1000,
})

const isClosedItem = (meeting: Meeting, item: AgendaItem | undefined): boolean =>
  item !== undefined && item.agenda !== meeting.agenda

/** Whether this member writes minutes about the item here: those of a closed one are in its circle. */
export function useIsWriter(meeting: Meeting, item: AgendaItem | undefined): boolean {
  const document = meeting.minutes?.document
  const { value: summary } = useAnswer(
    'documents.get',
    document ? { document } : null,
    ['documents.changed', 'groups.changed'],
    rhythm(document),
  )
  return summary?.rights.includes('write') === true && !isClosedItem(meeting, item)
}

type ItemMinutesProps = {
  meeting: Meeting
  item: AgendaItem | undefined
  isWriter: boolean
  writing: Writing
  onWriting: (writing: Writing) => void
}

export function ItemMinutes({ meeting, item, isWriter, writing, onWriting }: ItemMinutesProps) {
  const words = useWords()
  const go = useGo()
  const document = meeting.minutes?.document
  const { value } = useAnswer(
    'minutes.recorded',
    document ? { minutes: document, item: item?.block ?? null } : null,
    ['documents.changed'],
    rhythm(document),
  )
  // The text opens at the last line of the item. Another item asks core again: an open text stays meanwhile, with its
  // cursor and its dialogs.
  const [wasOpen, setOpen] = useState(false)
  const isOpen = writing !== 'no' && (wasOpen || value !== undefined)
  if (isOpen !== wasOpen) setOpen(isOpen)
  if (!document)
    return (
      <div className="session-minutes scroll">
        <Notice>{words('meetings.session.noMinutes')}</Notice>
      </div>
    )
  if (isOpen)
    return (
      <WriteMinutes
        document={document}
        place={item?.number ?? ''}
        last={value?.last ?? null}
        next={value?.next ?? null}
        isClosed={isClosedItem(meeting, item)}
        isOff={writing === 'off'}
        onBegun={() => onWriting('yes')}
        onRead={() => onWriting('no')}
      />
    )
  const lines = value?.lines ?? []
  return (
    <div className="session-minutes scroll">
      <div className="session-card">
        <div className="grow">
          <h2>{words('meetings.session.minutes')}</h2>
          <p className="small muted">{words('meetings.session.minutesText')}</p>
        </div>
        {isWriter ? (
          <Button icon={PenLine} onPress={() => onWriting('yes')}>
            {words('meetings.session.write')}
          </Button>
        ) : null}
        <Button icon={NotebookPen} onPress={() => go({ screen: 'document', document })}>
          {words('meetings.openMinutes')}
        </Button>
      </div>
      <div className="session-record">
        {item ? (
          <ol
            className="plain-list item-minutes"
            aria-label={words('minutes.ofItem', { title: item.title })}
          >
            {lines.map(({ block, kind, number, text, isOffRecord }, at) => (
              <li key={block ?? at} data-kind={kind} data-off={isOffRecord || undefined}>
                {isCaptured(kind) ? (
                  <b className="item-kind">
                    {words(isOffRecord ? 'minutes.off' : `editor.kind.${kind}`)}
                  </b>
                ) : (
                  <span className="line-number">{number}</span>
                )}
                <span dir="auto">{text}</span>
              </li>
            ))}
            {lines.length === 0 && value ? (
              <li className="small muted">{words('minutes.ofItem.none')}</li>
            ) : null}
          </ol>
        ) : null}
        {value ? <Recorded counts={value.counts} /> : null}
      </div>
    </div>
  )
}

type WriteProps = {
  document: DocumentId
  /** The number of the debated item; empty for an item without one. */
  place: string
  /** The last block of the item; up to a second old. */
  last: BlockId | null
  /** The heading of the item behind it; null for none. */
  next: BlockId | null
  isClosed: boolean
  /** A line off the record is to begin. */
  isOff: boolean
  onBegun: () => void
  onRead: () => void
}

/** The text stays where its writer is when another item is debated: one press leads there. */
function WriteMinutes({ isClosed, isOff, onBegun, ...head }: WriteProps) {
  const words = useWords()
  const offered = useOffered()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    const around = section.current
    if (!isOff || !around) return
    const begin = ({ target }: FocusEvent): void => {
      // The cursor stands behind the last words of the item now.
      if (!(target instanceof Element) || !target.matches('.page-text')) return
      offered.run(offRecordCommand)
      onBegun()
    }
    around.addEventListener('focusin', begin)
    return () => around.removeEventListener('focusin', begin)
  })
  const { document, last } = head
  const [first] = useState(last)
  return (
    <section
      className="session-writing"
      aria-label={words('meetings.session.minutes')}
      ref={section}
    >
      {isClosed ? <Notice tone="warning">{words('meetings.session.closedItem')}</Notice> : null}
      <EditorScreen
        document={document}
        {...(first !== null && { block: first })}
        head={<WriteHead {...head} />}
      />
    </section>
  )
}

type HeadProps = Pick<WriteProps, 'document' | 'place' | 'last' | 'next' | 'onRead'>

function WriteHead({ document, place, last, next, onRead }: HeadProps) {
  const words = useWords()
  const go = useGo()
  const page = usePageState()
  /** A line that was written just now is the last one: the open text has it, and core's answer not yet. */
  const goToItem = (): void => {
    const { blocks } = page.snapshot()
    const end = next === null ? blocks.length : blocks.findIndex(({ id }) => id === next)
    const now = blocks[end - 1]?.id ?? last
    if (now !== null) page.goTo(now, 'end')
  }
  return (
    <>
      {last === null || place === '' ? null : (
        <Button size="small" icon={CornerDownRight} onPress={goToItem}>
          {words('meetings.session.toItem', { number: place })}
        </Button>
      )}
      <Button size="small" icon={List} onPress={onRead}>
        {words('meetings.session.read')}
      </Button>
      <IconButton
        icon={NotebookPen}
        label={words('meetings.openMinutes')}
        onPress={() => go({ screen: 'document', document })}
      />
    </>
  )
}
