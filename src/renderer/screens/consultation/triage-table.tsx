// Every comment of a round: the paragraph as it was sent, what the reply says, what the group answers.
// Enter on a row answers it.
import { useMemo, useState } from 'react'
import { CircleCheck, CircleDashed, CircleDot, CircleX, Info } from 'lucide-react'
import type { Consultation, ConsultationAnswer, TriageState } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useGo, useNavigation } from '../../shell/router.ts'
import {
  Icon,
  Link,
  SearchField,
  Segments,
  Table,
  type TableColumn,
  WordChanges,
} from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { AnswerDialog } from './answer-dialog.tsx'
import { useHandles } from './handles.ts'
import { useSourceLine } from './source-line.ts'
import { TakeUp } from './take-up.tsx'

type Shown = 'all' | 'open' | 'answered'
const shownKinds: Shown[] = ['all', 'open', 'answered']

const fits = (answer: ConsultationAnswer, shown: Shown, text: string): boolean => {
  if (shown !== 'all' && (answer.state === 'open') !== (shown === 'open')) return false
  const { place, base, comment, wording, name, organisation } = answer
  return [place, base, comment, wording ?? '', name, organisation].some(each =>
    plain(each).includes(plain(text.trim())),
  )
}
const plain = (text: string): string => text.normalize('NFKD').toLocaleLowerCase()

const columnsOf = (words: Words, document: DocumentId): TableColumn<ConsultationAnswer>[] => [
  {
    id: 'paragraph',
    title: words('consultation.column.paragraph'),
    names: ({ place, comment, wording }) => `${place} ${comment} ${wording ?? ''}`,
    width: '30%',
    cell: each => <ParagraphCell document={document} answer={each} />,
  },
  {
    id: 'comment',
    title: words('consultation.column.comment'),
    cell: each => <CommentCell answer={each} />,
  },
  {
    id: 'response',
    title: words('consultation.column.response'),
    width: '26%',
    cell: each => <ResponseCell answer={each} />,
  },
]

export type TriageTableProps = { document: DocumentId; round: Consultation; writes: boolean }

export function TriageTable({ document, round, writes }: TriageTableProps) {
  const words = useWords()
  const [shown, setShown] = useState<Shown>('all')
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<{ act: 'answer' | 'amend'; id: string } | null>(null)
  const columns = useMemo(() => columnsOf(words, document), [words, document])
  const found = round.answers.filter(answer => fits(answer, shown, text))
  const answer = round.answers.find(({ id }) => id === opened?.id)
  const close = (): void => setOpened(null)
  const onOpen = ({ id }: ConsultationAnswer): void => setOpened({ act: 'answer', id })
  if (round.answers.length === 0)
    return round.opens ? <p className="muted">{words('consultation.waits')}</p> : null
  return (
    <>
      <div className="consultation-filter">
        <SearchField
          label={words('consultation.filter')}
          placeholder={words('consultation.filter')}
          value={text}
          onChange={setText}
        />
        <Segments
          label={words('consultation.shown')}
          segments={shownKinds.map(id => ({ id, text: words(`consultation.shown.${id}`) }))}
          value={shown}
          onChange={setShown}
        />
      </div>
      <Table<ConsultationAnswer>
        label={words('consultation.title')}
        items={found}
        {...(writes ? { onOpen } : {})}
        empty={words('consultation.none')}
        columns={columns}
      />
      {answer && opened?.act === 'answer' ? (
        <AnswerDialog
          document={document}
          answer={answer}
          onClose={close}
          onAmend={() => setOpened({ act: 'amend', id: answer.id })}
        />
      ) : answer && opened ? (
        <TakeUp document={document} answer={answer} onClose={close} />
      ) : null}
    </>
  )
}

type CellProps = { answer: ConsultationAnswer }

function ParagraphCell({ document, answer }: CellProps & { document: DocumentId }) {
  const words = useWords()
  const go = useGo()
  const { block, place, base, isWhole, changed } = answer
  if (isWhole) return <span className="strong">{words('consultation.whole')}</span>
  const name = place === '' ? words('consultation.goToThis') : words('consultation.goTo', { place })
  return (
    <div className="triage-cell">
      {block === null ? (
        <span className="strong">{name}</span>
      ) : (
        <Link onPress={() => go({ screen: 'document', document, block })}>{name}</Link>
      )}
      <span className="triage-base" dir="auto">
        {base}
      </span>
      {block === null ? (
        <span className="smallest quiet">{words('consultation.gone')}</span>
      ) : changed ? (
        <span className="smallest quiet">{words('consultation.changed')}</span>
      ) : null}
    </div>
  )
}

function CommentCell({ answer }: CellProps) {
  const words = useWords()
  const source = useSourceLine(answer)
  return (
    <div className="triage-cell">
      <span className="small muted">
        <bdi>{source}</bdi>
      </span>
      {answer.comment === '' ? null : (
        <span className="triage-words" dir="auto">
          {answer.comment}
        </span>
      )}
      {answer.wording === null ? null : (
        <>
          <span className="small strong">{words('consultation.proposed')}</span>
          <WordChanges before={answer.base} after={answer.wording} />
        </>
      )}
    </div>
  )
}

const glyphs = {
  open: CircleDashed,
  accepted: CircleCheck,
  partly: CircleDot,
  declined: CircleX,
  noted: Info,
} as const

function StateChip({ state }: { state: TriageState }) {
  const words = useWords()
  return (
    <span className="triage-state" data-state={state}>
      <Icon of={glyphs[state]} size="small" />
      {words(`consultation.state.${state}`)}
    </span>
  )
}

function ResponseCell({ answer }: CellProps) {
  const words = useWords()
  const handleOf = useHandles(useNavigation().group)
  const { responses, amendments } = answer
  return (
    <div className="triage-cell">
      {responses.length === 0 ? <StateChip state="open" /> : null}
      {responses.length > 1 ? (
        <span className="small muted">{words('consultation.apart')}</span>
      ) : null}
      {responses.map(({ state, response, by }, at) => {
        const handle = handleOf(by)
        return (
          <div className="triage-cell" key={`${at} ${state}`}>
            <StateChip state={state} />
            {response === '' ? null : (
              <span className="triage-words" dir="auto">
                {response}
              </span>
            )}
            {handle === undefined ? null : (
              <span className="smallest quiet">{words('consultation.by', { handle })}</span>
            )}
          </div>
        )
      })}
      {amendments.map(label => (
        <span className="smallest quiet" key={label}>
          {words('consultation.amended', { label })}
        </span>
      ))}
    </div>
  )
}
