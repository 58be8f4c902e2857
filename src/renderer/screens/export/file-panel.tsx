// Beside the list: the format and paper of the file, the words of circles in it, and what of changes and comments it
// shows.
import type { ReactNode } from 'react'
import type { Language, Leaving } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { Panel } from '../decisions/panel.tsx'
import { useAnswer } from '../../shell/core-client.ts'
import { useRestricted } from '../../editor/restricted/restricted-state.ts'
import { Checkbox, Notice, RadioChoice, Select } from '../../ui/index.ts'
import { useGo } from '../../shell/router.ts'
import { useWords } from '../../words/index.ts'
import { changedFormats, textFormats } from './formats.ts'
import type { Choices } from './choices.ts'
import { PaperChoice } from './file-choices.tsx'

const strong = { b: (chunks: ReactNode) => <b>{chunks}</b> }

type FilePanelProps = { document: DocumentId; choices: Choices; leaving: Leaving | undefined }

/** A translation is a document of its own, so another language is another export. */
function LanguageChoice({ document, choices: { format } }: Omit<FilePanelProps, 'leaving'>) {
  const words = useWords()
  const go = useGo()
  const { value } = useAnswer('languages.list', { document }, ['documents.changed'])
  if (!value) return null
  const { original, versions } = value
  const name = (language: Language): string => words(`editor.language.${language}`)
  return (
    <Select
      label={words('export.file.language')}
      size="small"
      choices={[
        ...(original
          ? [
              {
                id: original.document,
                text: words('export.file.original', { language: name(original.language) }),
              },
            ]
          : []),
        ...versions.map(each => ({ id: each.document, text: name(each.language) })),
      ]}
      value={document}
      onChange={next => go({ screen: 'export', document: next, shows: 'text', format })}
    />
  )
}

export function FilePanel({ document, choices, leaving }: FilePanelProps) {
  const words = useWords()
  const readable = useRestricted(document).filter(({ is }) => is === 'open').length
  const { format, setFormat, restricted, setRestricted } = choices
  const hasPaper = textFormats.find(({ id }) => id === format)?.hasPaper === true
  return (
    <Panel title={words('export.file')}>
      <div id="export-file" tabIndex={-1} className="export-file">
        <RadioChoice
          look="rows"
          label={words('export.file')}
          labelUnseen
          value={format}
          onChange={setFormat}
          ways={textFormats.map(({ id, hint }) => ({
            id,
            title: words(`editor.export.${id}`),
            ...(hint === null ? {} : { hint: words(`editor.export.${hint}`) }),
          }))}
        />
        <div className="export-pair">
          <LanguageChoice document={document} choices={choices} />
          {hasPaper ? <PaperChoice paper={choices.paper} setPaper={choices.setPaper} /> : null}
        </div>
        <dl className="export-fact">
          <dt className="strong">{words('export.file.symbol')}</dt>
          <dd className="small muted">
            {leaving?.symbol ? <bdi>{leaving.symbol}</bdi> : words('export.file.noSymbol')}
          </dd>
        </dl>
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
  const { shows, comments, setComments, since, until } = choices
  const isAnnotated = shows === 'annotated'
  // Comments stand beside the text now.
  const hasComments = isAnnotated || until === null
  return (
    <Panel title={words('export.shown')}>
      <div id="export-file" tabIndex={-1} className="export-file">
        <Select
          label={words('export.file')}
          size="small"
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
          isSelected={hasComments && comments !== 'none'}
          isDisabled={!hasComments}
          onChange={isChosen => setComments(isChosen ? 'open' : 'none')}
        >
          <Counted text={words('export.shown.open')} count={leaving?.beside.open} />
        </Checkbox>
        <Checkbox
          isSelected={hasComments && comments === 'all'}
          isDisabled={!hasComments}
          onChange={isChosen => setComments(isChosen ? 'all' : 'open')}
        >
          <Counted text={words('export.shown.resolved')} count={leaving?.beside.resolved} />
        </Checkbox>
        {hasComments ? null : <p className="small muted">{words('export.shown.noComments')}</p>}
        <Select
          label={words('export.authors')}
          hint={words('editor.export.authorsHint')}
          size="small"
          choices={authorChoices.map(id => ({ id, text: words(`editor.export.authors.${id}`) }))}
          value={choices.authors}
          onChange={choices.setAuthors}
        />
        <PaperChoice {...choices} />
        {isAnnotated ? (
          <Notice tone="warning">{words.rich('export.struck', strong)}</Notice>
        ) : since ? (
          <Notice tone="warning">
            {until
              ? words.rich('export.deleted.between', {
                  ...strong,
                  from: <bdi>{since.name}</bdi>,
                  to: <bdi>{until.name}</bdi>,
                })
              : words.rich('export.deleted', { ...strong, name: <bdi>{since.name}</bdi> })}
          </Notice>
        ) : null}
      </div>
    </Panel>
  )
}
