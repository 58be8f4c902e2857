// Rounds among people outside the group, on one document: begun here, replies imported, and every
// comment answered in one table. The author of a reply is only ever the one it states.
import { useState } from 'react'
import { FileDown, MessagesSquare, Send, Table2 } from 'lucide-react'
import type { Consultation } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { exportName } from '../export/export-name.ts'
import { useGo } from '../../shell/router.ts'
import { Button, EmptyState, Link, Notice, say, Select, FailureNotice } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { BeginRound } from './begin-round.tsx'
import { EndRound } from './end-round.tsx'
import { RoundFacts } from './round-facts.tsx'
import { TriageTable } from './triage-table.tsx'
import './consultation.css'

export function ConsultationScreen({ document }: { document: DocumentId }) {
  const words = useWords()
  const go = useGo()
  const [chosen, setChosen] = useState<string | null>(null)
  const [opened, setOpened] = useState<'begin' | 'end' | null>(null)
  const { value: summary } = useAnswer('documents.get', { document }, ['documents.changed'])
  const { value, failure } = useAnswer('consultations.list', { document }, ['documents.changed'], {
    about: [document],
  })
  const { rights = [], rounds = [] } = value ?? {}
  const writes = rights.includes('write')
  const round = rounds.find(({ id }) => id === chosen) ?? rounds.at(-1)
  const title = summary?.title ?? ''
  const close = (): void => setOpened(null)
  return (
    <div className="screen scroll">
      <header className="screen-head">
        <div className="grow">
          <h1>{words('consultation.title')}</h1>
          <p className="screen-lead">
            <span>
              {words.rich('consultation.about', {
                title: <bdi>{title}</bdi>,
                link: chunks => (
                  <Link onPress={() => go({ screen: 'document', document })}>{chunks}</Link>
                ),
              })}
            </span>
          </p>
        </div>
        {writes ? (
          <Button
            icon={Send}
            variant={round ? 'plain' : 'primary'}
            onPress={() => setOpened('begin')}
          >
            {words('consultation.begin')}
          </Button>
        ) : null}
        {round ? (
          <RoundActs document={document} title={title} round={round} writes={writes} />
        ) : null}
      </header>
      <div className="consultation">
        <FailureNotice of={failure} />
        {value && !round ? (
          <EmptyState icon={MessagesSquare} title={words('consultation.empty.title')}>
            {words('consultation.empty.text')}
          </EmptyState>
        ) : null}
        {rounds.length > 1 && round ? (
          <RoundChoice rounds={rounds} value={round.id} onChange={setChosen} />
        ) : null}
        {round ? (
          <>
            <RoundFacts round={round} onEnd={writes ? () => setOpened('end') : null} />
            <TriageTable key={round.id} document={document} round={round} writes={writes} />
          </>
        ) : null}
      </div>
      {opened === 'begin' ? (
        <BeginRound document={document} title={title} onClose={close} />
      ) : opened === 'end' && round ? (
        <EndRound document={document} round={round.id} onClose={close} />
      ) : null}
    </div>
  )
}

type ChoiceProps = {
  rounds: readonly Consultation[]
  value: string
  onChange: (id: string) => void
}

function RoundChoice({ rounds, value, onChange }: ChoiceProps) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  return (
    <div className="consultation-rounds">
      <Select
        label={words('consultation.round')}
        value={value}
        onChange={onChange}
        choices={rounds.map(({ id, at, replies }) => ({
          id,
          text: words('consultation.roundName', {
            when: words.when(at, now),
            replies: replies.length,
          }),
        }))}
      />
    </div>
  )
}

type ActsProps = { document: DocumentId; title: string; round: Consultation; writes: boolean }

/** Import of replies, and export of the table. */
function RoundActs({ document, title, round, writes }: ActsProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const takeIn = useAct(async () => {
    const chosen = await shell.call('dialog.open', { type: 'reply' })
    if (!chosen) return
    const { file } = chosen
    const { answers } = await core.call('consultations.import', { document, file })
    say(words('consultation.imported', { answers }))
  })
  const write = useAct(async () => {
    const name = exportName(title) || words('consultation.title')
    const chosen = await shell.call('dialog.save', { type: 'answers', name })
    if (!chosen) return
    const { file } = chosen
    await core.call('consultations.table', { document, round: round.id, file })
    say(words('consultation.tableDone', { name: chosen.name }))
  })
  const failure = takeIn.failure ?? write.failure
  return (
    <>
      {round.answers.length > 0 ? (
        <Button icon={Table2} busy={write.busy} onPress={() => void write.run()}>
          {words('consultation.table')}
        </Button>
      ) : null}
      {writes && round.opens ? (
        <Button
          variant="primary"
          icon={FileDown}
          busy={takeIn.busy}
          onPress={() => void takeIn.run()}
        >
          {words('consultation.import')}
        </Button>
      ) : null}
      {failure === undefined ? null : (
        <div className="consultation-refused">
          <Notice tone="error">{words(sentenceOf(failure))}</Notice>
        </div>
      )}
    </>
  )
}
