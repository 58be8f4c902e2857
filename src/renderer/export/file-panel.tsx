// Beside the list: the format and paper of the file, the words of circles in it, and what of changes and comments it
// shows.
import type { ReactNode } from 'react'
import { Paper, type Leaving } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { Panel } from '../decisions/panel.tsx'
import { useRestricted } from '../editor/restricted/restricted-state.ts'
import { Checkbox, Notice, RadioRows, Select } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { changedFormats, textFormats } from './formats.ts'
import type { Choices } from './choices.ts'

const strong = { b: (chunks: ReactNode) => <b>{chunks}</b> }

function PaperChoice({ paper, setPaper }: Choices) {
  const words = useWords()
  return (
    <Select
      label={words('editor.export.paper')}
      size="small"
      choices={Paper.options.map(id => ({ id, text: words(`editor.export.paper.${id}`) }))}
      value={paper}
      onChange={setPaper}
    />
  )
}

type FilePanelProps = { document: DocumentId; choices: Choices }

export function FilePanel({ document, choices }: FilePanelProps) {
  const words = useWords()
  const readable = useRestricted(document).filter(({ is }) => is === 'open').length
  const { format, setFormat, restricted, setRestricted } = choices
  const hasPaper = textFormats.find(({ id }) => id === format)?.hasPaper === true
  return (
    <Panel title={words('export.file')}>
      <div id="export-file" tabIndex={-1} className="export-file">
        <RadioRows
          label={words('export.file')}
          labelUnseen
          value={format}
          onChange={setFormat}
          rows={textFormats.map(({ id, hint }) => ({
            id,
            title: words(`editor.export.${id}`),
            ...(hint === null ? {} : { hint: words(`editor.export.${hint}`) }),
          }))}
        />
        {hasPaper ? <PaperChoice {...choices} /> : null}
        {readable === 0 ? null : (
          <Checkbox
            isSelected={restricted}
            onChange={setRestricted}
            hint={words('restricted.export.hint')}
          >
            {words('restricted.export.with', { count: readable })}
          </Checkbox>
        )}
      </div>
    </Panel>
  )
}

const authorChoices = ['group', 'numbered', 'names'] as const

function Counted({ text, count }: { text: string; count: number | undefined }) {
  return (
    <span className="shown-count">
      <span className="grow">{text}</span>
      <span className="quiet">{count}</span>
    </span>
  )
}

/** The parts of a file with changes. */
export function ShownPanel({
  choices,
  leaving,
}: {
  choices: Choices
  leaving?: Leaving | undefined
}) {
  const words = useWords()
  const { shows, comments, setComments, since } = choices
  const isAnnotated = shows === 'annotated'
  return (
    <Panel title={words('export.shown')}>
      <div id="export-file" tabIndex={-1} className="export-file">
        <Select
          label={words('export.file')}
          choices={changedFormats.map(id => ({ id, text: words(`editor.export.${id}`) }))}
          value={choices.changedFormat}
          onChange={choices.setFormat}
        />
        <p className="small">
          <Counted
            text={words(isAnnotated ? 'export.shown.suggestions' : 'export.shown.words')}
            count={isAnnotated ? leaving?.beside.suggestions : leaving?.changes?.count}
          />
        </p>
        <Checkbox
          isSelected={comments !== 'none'}
          onChange={isChosen => setComments(isChosen ? 'open' : 'none')}
        >
          <Counted text={words('export.shown.open')} count={leaving?.beside.open} />
        </Checkbox>
        <Checkbox
          isSelected={comments === 'all'}
          onChange={isChosen => setComments(isChosen ? 'all' : 'open')}
        >
          <Counted text={words('export.shown.resolved')} count={leaving?.beside.resolved} />
        </Checkbox>
        <Select
          label={words('export.authors')}
          hint={words('editor.export.authorsHint')}
          choices={authorChoices.map(id => ({ id, text: words(`editor.export.authors.${id}`) }))}
          value={choices.authors}
          onChange={choices.setAuthors}
        />
        <PaperChoice {...choices} />
        {isAnnotated ? (
          <Notice tone="warning">{words.rich('export.struck', strong)}</Notice>
        ) : since ? (
          <Notice tone="warning">
            {words.rich('export.deleted', { ...strong, name: <bdi>{since.name}</bdi> })}
          </Notice>
        ) : null}
      </div>
    </Panel>
  )
}
