// The minutes of the item that is debated, beside it: read here, written in the minutes.
import { NotebookPen } from 'lucide-react'
import type { AgendaItem, Meeting } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { isCaptured } from '../editor/minutes/kinds.ts'
import { Recorded } from '../editor/minutes/recorded.tsx'
import { useGo } from '../router.ts'
import { Button, Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import '../editor/minutes/minutes.css'

type ItemMinutesProps = { meeting: Meeting; item: AgendaItem | undefined }

export function ItemMinutes({ meeting, item }: ItemMinutesProps) {
  const words = useWords()
  const go = useGo()
  const document = meeting.minutes?.document
  const { value } = useAnswer(
    'minutes.recorded',
    document ? { minutes: document, item: item?.block ?? null } : null,
    ['documents.changed'],
    { about: document ? [document] : [], pause: 1000 },
  )
  if (!document) return <Notice>{words('meetings.session.noMinutes')}</Notice>
  const lines = value?.lines ?? []
  return (
    <>
      <div className="session-card">
        <div className="grow">
          <h2>{words('meetings.session.minutes')}</h2>
          <p className="small muted">{words('meetings.session.minutesText')}</p>
        </div>
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
    </>
  )
}
