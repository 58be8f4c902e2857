// The minutes of the item that is debated, below it: the lines that are recorded, or the minutes themselves, to be
// written without leaving the session.
import { useState } from 'react'
import { CornerDownRight, List, NotebookPen, PenLine } from 'lucide-react'
import type { AgendaItem, Meeting } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { EditorScreen } from '../editor/index.tsx'
import { isCaptured } from '../editor/minutes/kinds.ts'
import { Recorded } from '../editor/minutes/recorded.tsx'
import { usePageState } from '../editor/page/page-state.ts'
import { useGo } from '../router.ts'
import { Button, IconButton, Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { placeOfItem } from './item-names.ts'
import '../editor/minutes/minutes.css'

type ItemMinutesProps = { meeting: Meeting; item: AgendaItem | undefined }

export function ItemMinutes({ meeting, item }: ItemMinutesProps) {
  const words = useWords()
  const go = useGo()
  const [isWriting, setIsWriting] = useState(false)
  const document = meeting.minutes?.document
  const about = { about: document ? [document] : [], pause: 1000 }
  const { value } = useAnswer(
    'minutes.recorded',
    document ? { minutes: document, item: item?.block ?? null } : null,
    ['documents.changed'],
    about,
  )
  const { value: summary } = useAnswer(
    'documents.get',
    document ? { document } : null,
    ['documents.changed', 'groups.changed'],
    about,
  )
  if (!document)
    return (
      <div className="session-minutes scroll">
        <Notice>{words('meetings.session.noMinutes')}</Notice>
      </div>
    )
  const isClosed = item !== undefined && item.agenda !== meeting.agenda
  if (isWriting && value)
    return (
      <WriteMinutes
        document={document}
        place={item ? placeOfItem(meeting.list, item) : ''}
        last={value.last}
        isClosed={isClosed}
        onRead={() => setIsWriting(false)}
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
        {summary?.rights.includes('write') && !isClosed ? (
          <Button icon={PenLine} onPress={() => setIsWriting(true)}>
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
                  <span className="item-number">{number}</span>
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
  last: BlockId | null
  isClosed: boolean
  onRead: () => void
}

/** The text stays where its writer is when another item is debated: one press leads there. */
function WriteMinutes({ document, place, last, isClosed, onRead }: WriteProps) {
  const words = useWords()
  const [first] = useState(last)
  return (
    <section className="session-writing" aria-label={words('meetings.session.minutes')}>
      {isClosed ? <Notice tone="warning">{words('meetings.session.closedItem')}</Notice> : null}
      <EditorScreen
        document={document}
        {...(first !== null && { block: first })}
        head={<WriteHead document={document} place={place} last={last} onRead={onRead} />}
      />
    </section>
  )
}

function WriteHead({ document, place, last, onRead }: Omit<WriteProps, 'isClosed'>) {
  const words = useWords()
  const go = useGo()
  const page = usePageState()
  return (
    <>
      {last === null || place === '' ? null : (
        <Button size="small" icon={CornerDownRight} onPress={() => void page.goTo(last, 'end')}>
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
