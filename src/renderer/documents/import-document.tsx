// A text from a file becomes a private document. Afterwards a message lists the cleaned-up content,
// in the file's own terms.
import { useState } from 'react'
import { Check, EqualApproximately, FileInput, Lock, Minus } from 'lucide-react'
import type {
  DocumentKind,
  GroupSummary,
  ImportChanges,
  ImportFinding,
  ImportResult,
} from '#shared/contract'
import type { FileGrant } from '#shared/ids'
import { useAct, useCore, useShell } from '../core-client.ts'
import { FileProgress } from '../file-progress.tsx'
import { useGo } from '../router.ts'
import { Button, Dialog, Icon, Notice, Select } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { documentKinds, documentLanguages } from './kinds.ts'
import { hasRemarks, keptRemarks, RemarksInFile } from './remarks-in-file.tsx'
import './documents.css'

export function ImportDocument({ group, onClose }: { group: GroupSummary; onClose: () => void }) {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [chosen, setChosen] = useState<{ file: FileGrant; name: string } | null>(null)
  const [kind, setKind] = useState<DocumentKind>('statement')
  const [language, setLanguage] = useState(group.language)
  const [remarks, setRemarks] = useState(keptRemarks)
  const [result, setResult] = useState<ImportResult | null>(null)

  const choose = useAct(async () => {
    const file = await shell.call('dialog.open', { type: 'import' })
    if (file) setChosen(file)
  })
  const read = useAct(async () => {
    if (!chosen) return
    const { file } = chosen
    try {
      const wanted = { group: group.id, kind, language, file, ...remarks }
      setResult(await core.call('documents.import', wanted))
    } catch (error) {
      // A chosen file is read once.
      setChosen(null)
      throw error
    }
  })
  const close = (): void => {
    if (read.busy) void core.call('exchange.cancel')
    onClose()
  }
  const failure = choose.failure ?? read.failure
  if (result) return <Imported result={result} changes={remarks.changes} onClose={onClose} />
  return (
    <Dialog
      isOpen
      onClose={close}
      title={words('documents.import.title')}
      lead={words('documents.import.lead')}
      foot={
        <>
          <span className="row small muted grow">
            <Notice icon={Lock}>{words('documents.new.private')}</Notice>
          </span>
          <Button onPress={close}>{words('ui.cancel')}</Button>
          <Button
            variant="primary"
            busy={read.busy}
            onPress={() => void read.run()}
            unavailable={chosen ? undefined : words('documents.import.fileNeeded')}
          >
            {words('documents.import.act')}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <div className="field">
          <div className="field-label">{words('documents.import.file')}</div>
          <div className="row">
            <span className="chosen-file" data-empty={!chosen || undefined}>
              {chosen ? <bdi>{chosen.name}</bdi> : words('documents.import.noFile')}
            </span>
            <Button icon={FileInput} autoFocus onPress={() => void choose.run()}>
              {words('documents.import.choose')}
            </Button>
          </div>
        </div>
        <div className="dialog-columns">
          <Select
            label={words('documents.kind')}
            value={kind}
            onChange={setKind}
            choices={documentKinds(words)}
          />
          <Select
            label={words('documents.language')}
            value={language}
            onChange={setLanguage}
            choices={documentLanguages(words)}
          />
        </div>
        {chosen && hasRemarks(chosen.name) ? (
          <RemarksInFile value={remarks} onChange={setRemarks} />
        ) : null}
        <FileProgress task="documents.import" busy={read.busy} />
        {failure === undefined ? null : (
          <Notice tone={failure === 'cancelled' ? 'plain' : 'error'}>
            {words(sentenceOf[failure])}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}

const altered: readonly ImportFinding[] = [
  ...(['changes-taken', 'text-box', 'symbol', 'merged-cell', 'nested-table', 'equation'] as const),
]
const kept: readonly ImportFinding[] = ['comments', 'footnotes', 'tables']
const sections = ['kept', 'altered', 'leftOut'] as const
const glyphs = { kept: Check, altered: EqualApproximately, leftOut: Minus } as const
const sectionOf = (what: ImportFinding, changes: ImportChanges): (typeof sections)[number] => {
  if (what === 'changes') return changes === 'rejected' ? 'leftOut' : 'kept'
  return kept.includes(what) ? 'kept' : altered.includes(what) ? 'altered' : 'leftOut'
}

/** The contents of a word processor's file, under the way in which they came into the text. */
function Findings({ result, changes }: { result: ImportResult; changes: ImportChanges }) {
  const words = useWords()
  return sections.map(section => {
    const found = result.findings.filter(({ what }) => sectionOf(what, changes) === section)
    if (found.length === 0) return null
    return (
      <section key={section} className="imported-findings">
        <h3 className="row" data-section={section}>
          <Icon of={glyphs[section]} />
          {words(`documents.imported.${section}`)}
        </h3>
        <ul>
          {found.map(({ what, count }) => (
            <li key={what}>
              {what === 'changes'
                ? words(`documents.imported.found.changes.${changes}`, { count })
                : words(`documents.imported.found.${what}`, { count })}
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

type ImportedProps = { result: ImportResult; changes: ImportChanges; onClose: () => void }

function Imported({ result, changes, onClose }: ImportedProps) {
  const words = useWords()
  const go = useGo()
  const isAllThere = result.findings.every(({ what }) => sectionOf(what, changes) !== 'leftOut')
  const open = (): void => {
    onClose()
    go({ screen: 'document', document: result.document })
  }
  return (
    <Dialog
      size="small"
      isOpen
      onClose={onClose}
      title={words('documents.imported.title')}
      foot={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.close')}</Button>
          <Button variant="primary" autoFocus onPress={open}>
            {words('documents.imported.open')}
          </Button>
        </>
      }
    >
      <Notice
        tone="good"
        title={words(isAllThere ? 'documents.imported.paragraphs' : 'documents.imported.someLeft', {
          paragraphs: result.paragraphs,
        })}
      >
        {result.notes.map(note => words(`documents.imported.${note}`)).join(' ')}
      </Notice>
      <Findings result={result} changes={changes} />
    </Dialog>
  )
}
