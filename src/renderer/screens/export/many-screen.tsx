// Several documents leave in one ZIP file: what leaves with each is read before anything is saved, and a document that may
// not leave is named while the others go on.
import { useEffect, useRef, useState } from 'react'
import { ChevronRight } from 'lucide-react'
import type { ManyExported, Paper } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { Panel } from '../decisions/panel.tsx'
import { useNavigation } from '../../shell/router.ts'
import { Button, FailureNotice, Icon, Link, Notice, RadioChoice, say } from '../../ui/index.ts'
import { sentenceOf, useWords, type MessageId } from '../../words/index.ts'
import type { NamingChoice } from './choices.ts'
import { useExportKeys } from './export-keys.ts'
import { NamingSelect, PaperChoice } from './file-choices.tsx'
import { textFormats, type TextFormat } from './formats.ts'
import { LeavingFoot } from './leaving-foot.tsx'
import { ManyTable, titleOf } from './many-table.tsx'
import { stateOf, useMany, type ManyChoices, type ManyRow } from './use-many.ts'
import '../decisions/decision.css'
import '../decisions/decisions.css'
import './export.css'

export function ManyScreen({ documents }: { documents: readonly DocumentId[] }) {
  const words = useWords()
  const { go } = useNavigation()
  const [format, setFormat] = useState<TextFormat>('docx')
  const [paper, setPaper] = useState<Paper>('a4')
  const [naming, setNaming] = useState<NamingChoice>('chosen')
  const hasPaper = textFormats.find(({ id }) => id === format)?.hasPaper === true
  const choices: ManyChoices = {
    format,
    paper: hasPaper ? paper : 'a4',
    ...(naming !== 'chosen' && { naming }),
  }
  const rows = useMany(documents, choices)
  const [left, setLeft] = useState<ManyExported['refused']>([])
  useExportKeys()
  return (
    <div
      className="screen footed-screen export-screen"
      aria-busy={rows.some(row => stateOf(row) === 'reading')}
    >
      <div className="scroll decision-screen">
        <div className="export-top">
          <header className="decision-head">
            <nav className="row small" aria-label={words('decisions.path')}>
              <Link onPress={() => go({ screen: 'archive' })}>{words('app.nav.archive')}</Link>
              <Icon of={ChevronRight} size="small" />
              <span className="muted">
                {words('archive.together', { count: documents.length })}
              </span>
            </nav>
            <h1 className="export-title">
              {words('export.many.title', { count: documents.length })}
            </h1>
            <p className="small muted">{words('export.many.lead')}</p>
          </header>
          <Left left={left} rows={rows} />
        </div>
        <div className="decision-main" id="export-names" tabIndex={-1}>
          <ManyTable rows={rows} format={format} />
        </div>
        <aside className="decision-side" aria-label={words('export.side')} data-area="panel">
          <Panel title={words('export.file')}>
            <div id="export-file" tabIndex={-1} className="export-file">
              <RadioChoice
                look="rows"
                label={words('export.file')}
                labelUnseen
                value={format}
                onChange={setFormat}
                ways={textFormats.map(({ id }) => ({ id, title: words(`editor.export.${id}`) }))}
              />
              {hasPaper ? <PaperChoice paper={paper} setPaper={setPaper} /> : null}
              <NamingSelect naming={naming} setNaming={setNaming} />
            </div>
          </Panel>
        </aside>
      </div>
      <ManyFoot rows={rows} choices={choices} onLeft={setLeft} />
    </div>
  )
}

/** Where the sentence of a failure would say that nothing was written, which is true of this document alone. */
const reasons: Partial<Record<FailureCode, MessageId>> = {
  'consent-missing': 'export.refused.reason',
  'second-look-missing': 'export.many.state.ask',
}

/** Documents that were not saved, each with the reason. */
function Left({ left, rows }: { left: ManyExported['refused']; rows: readonly ManyRow[] }) {
  const words = useWords()
  if (left.length === 0) return null
  return (
    <Notice tone="warning">
      <p>{words('export.many.left', { count: left.length })}</p>
      <ul className="many-left">
        {left.map(({ document, code }) => {
          const row = rows.find(({ id }) => id === document)
          return (
            <li key={document}>
              <bdi className="strong">{row ? titleOf(row, words) : ''}</bdi>
              {': '}
              {words(reasons[code] ?? sentenceOf(code))}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}

type FootProps = {
  rows: readonly ManyRow[]
  choices: ManyChoices
  onLeft: (left: ManyExported['refused']) => void
}

/** Asks about each document that waits for it, one after another. */
function AskMany({ rows, choices: { naming, ...file } }: Omit<FootProps, 'onLeft'>) {
  const words = useWords()
  const core = useCore()
  const waiting = rows.filter(row => stateOf(row) === 'ask')
  const ask = useAct(async () => {
    for (const { id: document } of waiting)
      await core.call('exports.ask', { document, ...file, ...(naming !== undefined && { naming }) })
    say(words('export.many.asked', { count: waiting.length }))
  })
  return (
    <>
      <FailureNotice of={ask.failure} />
      {waiting.length === 0 ? null : (
        <Button busy={ask.busy} onPress={() => void ask.run()}>
          {words('export.many.ask', { count: waiting.length })}
        </Button>
      )}
    </>
  )
}

function ManyFoot({ rows, choices, onLeft }: FootProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const { go } = useNavigation()
  const isShown = useRef(true)
  useEffect(() => () => void (isShown.current = false), [])
  const ready = rows.filter(row => stateOf(row) === 'ready')
  const isReading = rows.some(row => stateOf(row) === 'reading')
  const save = useAct(async () => {
    const chosen = await shell.call('dialog.save', {
      type: 'texts',
      name: words('export.many.documents'),
    })
    if (!chosen) return
    const documents = rows.map(({ id }) => id)
    const { written, refused } = await core.call('paper.exportMany', {
      documents,
      ...choices,
      file: chosen.file,
    })
    onLeft(refused)
    const done = { count: written.length, name: chosen.name }
    say(words(written.length === 0 ? 'export.many.nothing' : 'export.many.done', done))
    if (refused.length === 0 && isShown.current) go({ screen: 'archive' })
  })
  const reason = isReading
    ? words('export.making')
    : ready.length === 0
      ? words('export.many.none')
      : undefined
  return (
    <LeavingFoot
      task="paper.exportMany"
      save={save}
      mayStop
      onClose={() => go({ screen: 'archive' })}
    >
      <AskMany rows={rows} choices={choices} />
      <Button
        variant="primary"
        busy={save.busy}
        unavailable={reason}
        onPress={() => void save.run()}
      >
        {words('export.many.act', { count: ready.length })}
      </Button>
    </LeavingFoot>
  )
}
