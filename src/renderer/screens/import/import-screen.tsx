// The files that a person imports: at the left each file with its state, at the right what would
// come into the document. Nothing is stored before the button.
import { useId, useState } from 'react'
import { ChevronRight, FileInput, Lock, Plus, X } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useNavigation } from '../../shell/router.ts'
import {
  Button,
  EmptyState,
  FailureNotice,
  Icon,
  Link,
  Notice,
  ProgressBar,
  say,
  Select,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { ImportedFiles } from './file-list.tsx'
import { FileToImport } from './file-to-import.tsx'
import { countsOf, isOpen } from './import-list.ts'
import { useImportList, useImports } from './imports.tsx'
import './import.css'

export function ImportScreen({ group }: { group: GroupSummary }) {
  const words = useWords()
  const { go } = useNavigation()
  const { choose, stop } = useImports()
  const list = useImportList()
  const [into, setInto] = useState(group.id)
  const counts = countsOf(list.entries)
  const shown = list.entries.find(({ file }) => file === list.shown)
  return (
    <div className="import">
      <div className="screen scroll">
        <header className="screen-head">
          <div className="grow">
            <nav className="row small" aria-label={words('import.path')}>
              <Link onPress={() => go({ screen: 'documents' })}>{words('app.nav.documents')}</Link>
              <Icon of={ChevronRight} size="small" />
              <span className="muted">{words('import.here')}</span>
            </nav>
            <h1>{words('import.title', { files: counts.all })}</h1>
            <p className="screen-lead">
              {counts.open > 0
                ? words('import.lead.reading', { done: counts.done, all: counts.all })
                : words('import.lead')}
            </p>
          </div>
          <div className="screen-acts">
            <Into value={into} onChange={setInto} />
            <Button icon={Plus} onPress={choose}>
              {words('import.add')}
            </Button>
            {counts.open > 0 ? (
              <Button icon={X} onPress={() => stop('all')}>
                {words('ui.stop')}
              </Button>
            ) : null}
          </div>
        </header>
        {shown ? (
          <div className="import-parts">
            <ImportedFiles list={list} />
            <FileToImport key={shown.file} entry={shown} isOnly={counts.all === 1} />
          </div>
        ) : (
          <EmptyState icon={FileInput} title={words('import.none')}>
            {words('import.none.text')}
          </EmptyState>
        )}
      </div>
      {shown ? <Foot into={into} /> : null}
    </div>
  )
}

/** The group into which the documents go, where there are several. */
function Into({ value, onChange }: { value: GroupId; onChange: (group: GroupId) => void }) {
  const words = useWords()
  const { value: groups = [] } = useAnswer('groups.list', undefined, ['groups.changed'])
  const open = groups.filter(({ state }) => state !== 'joining')
  if (open.length < 2) return null
  return (
    <div className="import-into">
      <Select
        label={words('import.into')}
        value={value}
        onChange={onChange}
        choices={open.map(({ id, name }) => ({ id, text: name }))}
      />
    </div>
  )
}

function Foot({ into }: { into: GroupId }) {
  const words = useWords()
  const core = useCore()
  const { back, go } = useNavigation()
  const { clear, get, settled, store } = useImports()
  const { entries, storing } = useImportList()
  const counts = countsOf(entries)
  const isSettled = counts.open === 0
  const storeRead = async (): Promise<void> => {
    const results = await store(into)
    const [first] = results
    if (!first) return
    say(words('import.done', { documents: results.length }))
    // Files that are still to be read stay in the list.
    if (get().entries.some(isOpen)) return
    clear()
    if (results.length === 1) go({ screen: 'document', document: first.document })
    else go({ screen: 'documents' })
  }
  const now = useAct(storeRead)
  const later = useAct(async () => {
    await settled()
    await storeRead()
  })
  const cancel = (): void => {
    if (storing !== null) void core.call('tasks.cancel', { task: 'documents.import' })
    else {
      clear()
      back()
    }
  }
  const nothing = counts.read === 0 ? words('import.nothing') : undefined
  return (
    <footer className="import-foot">
      <div className="grow">
        <Notice icon={Lock} title={words('import.private')}>
          {words('import.counts', counts)}
        </Notice>
        <FailureNotice of={now.failure ?? later.failure} />
      </div>
      {storing === null ? null : <Storing percent={storing} />}
      <Button variant="quiet" onPress={cancel}>
        {words('ui.cancel')}
      </Button>
      {isSettled ? (
        <Button
          variant="primary"
          busy={now.busy}
          unavailable={nothing}
          onPress={() => void now.run()}
        >
          {words('import.act', { files: counts.read })}
        </Button>
      ) : (
        <>
          {counts.read > 0 ? (
            <Button busy={now.busy} onPress={() => void now.run()}>
              {words('import.now', { files: counts.read })}
            </Button>
          ) : null}
          <Button variant="primary" busy={later.busy} onPress={() => void later.run()}>
            {words('import.whenRead', { files: counts.read + counts.open })}
          </Button>
        </>
      )}
    </footer>
  )
}

function Storing({ percent }: { percent: number }) {
  const words = useWords()
  const label = useId()
  return (
    <div className="import-storing">
      <span className="small" id={label}>
        {words('import.storing', { percent })}
      </span>
      <ProgressBar done={percent} labelledBy={label} />
    </div>
  )
}
