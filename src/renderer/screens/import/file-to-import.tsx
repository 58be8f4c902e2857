// One file before it is imported: what it becomes, what would come in, and why it is not read.
import { useId } from 'react'
import { LoaderCircle } from 'lucide-react'
import type { FileReport } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { documentKinds, documentLanguages } from '../documents/kinds.ts'
import { useNavigation } from '../../shell/router.ts'
import { Button, Icon, Notice, say, Select } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { FoundInFile, isWhole, PeopleInFile } from './file-report.tsx'
import type { ImportEntry } from './import-list.ts'
import { useImports } from './imports.tsx'
import { RemarksInFile } from './remarks-in-file.tsx'

type FileToImportProps = { entry: ImportEntry; isOnly: boolean }

export function FileToImport({ entry, isOnly }: FileToImportProps) {
  const words = useWords()
  const heading = useId()
  const { name, report, state, choice } = entry
  return (
    <section className="import-report" aria-labelledby={heading}>
      <div className="import-report-head">
        <div className="grow">
          <h2 id={heading}>
            <bdi>{name}</bdi>
          </h2>
          {report && state.is !== 'refused' ? (
            <p className="small muted">
              {words('import.size', { paragraphs: report.paragraphs, words: report.words })}
              {words.gap}
              {isWhole(report, choice) ? (
                <b className="import-whole">{words('import.whole')}</b>
              ) : null}
            </p>
          ) : null}
        </div>
        {state.is === 'refused' || state.is === 'stopped' ? null : (
          <Becomes entry={entry} isOnly={isOnly} />
        )}
      </div>
      {state.is === 'refused' ? (
        <Notice tone="error" title={words('import.nothingKept')}>
          {words(sentenceOf(state.code))}
        </Notice>
      ) : state.is === 'stopped' ? (
        <Notice title={words('import.nothingKept')}>{words('import.stopped')}</Notice>
      ) : report ? (
        <Report entry={entry} report={report} />
      ) : (
        <p className="row muted" role="status">
          <Icon of={LoaderCircle} />
          {words(state.is === 'waiting' ? 'import.state.waiting' : 'import.state.reading')}
        </p>
      )}
    </section>
  )
}

function Becomes({ entry, isOnly }: FileToImportProps) {
  const words = useWords()
  const { change } = useImports()
  const { file, kind, language, choice } = entry
  const forAll = (): void => {
    change('all', { kind, language, choice })
    say(words('import.forAll.done'))
  }
  return (
    <div className="import-becomes">
      <Select
        label={words('import.becomes')}
        value={kind}
        onChange={next => change(file, { kind: next })}
        choices={documentKinds(words)}
      />
      <Select
        label={words('documents.language')}
        value={language}
        onChange={next => change(file, { language: next })}
        choices={documentLanguages(words)}
      />
      {isOnly ? null : <Button onPress={forAll}>{words('import.forAll')}</Button>}
    </div>
  )
}

/** Whether the file says anything that the choices are about. */
const hasRemarks = ({ findings, people }: FileReport): boolean =>
  people.length > 0 ||
  findings.some(({ what }) => ['changes', 'comments', 'comment'].includes(what))

function Report({ entry, report }: { entry: ImportEntry; report: FileReport }) {
  const words = useWords()
  const { group } = useNavigation()
  const { change } = useImports()
  const { value: whole } = useAnswer('groups.get', group === null ? null : { group })
  const own = whole?.memberList.find(({ id }) => id === whole.self)?.handle ?? ''
  const { file, name, choice } = entry
  return (
    <>
      <FoundInFile {...report} changes={choice.changes} />
      <PeopleInFile people={report.people} file={name} own={own} />
      {hasRemarks(report) ? (
        <section>
          <h3 className="import-heading">{words('import.remarks')}</h3>
          <div className="import-remarks">
            <RemarksInFile value={choice} onChange={next => change(file, { choice: next })} />
          </div>
        </section>
      ) : null}
    </>
  )
}
