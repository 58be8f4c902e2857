// In the panel: files that belong to the document. They go as they are, so what that means is said before
// one goes; none is ever opened here, and one leaves the archive only when a person saves it.
import { useState } from 'react'
import { Paperclip } from 'lucide-react'
import type { AttachedFile, DocumentSummary } from '#shared/contract'
import type { FileGrant } from '#shared/ids'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { Button, EmptyState, say, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { AttachDialog } from './attach-dialog.tsx'
import { useOwnCircles, useRestricted } from '../restricted/restricted-state.ts'
import { FileItem, type FileActs } from './file-item.tsx'
import { UnrestrictFile, RestrictFile, textsHere } from './restrict-file.tsx'
import { useGroupHere } from '../stable-summary.ts'
import './files.css'

type Chosen = { file: FileGrant; name: string }

export function FilesTab({ summary }: { summary: DocumentSummary }) {
  const { id: document } = summary
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const restricted = useRestricted(document)
  const { value, failure } = useAnswer('attachments.list', { document }, ['documents.changed'], {
    about: [document, ...restricted.flatMap(({ text }) => text ?? [])],
  })
  const isOfGroup = summary.readers.kind !== 'circle'
  const circles = useOwnCircles(isOfGroup ? summary.group : null)
  const texts = textsHere(restricted)
  const group = useGroupHere()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [leaving, setLeaving] = useState<AttachedFile | null>(null)
  const [giving, setGiving] = useState<AttachedFile | null>(null)
  const [returning, setReturning] = useState<AttachedFile | null>(null)
  const { rights = [], files: all = [] } = value ?? {}
  // The exact texts of decisions are shown there.
  const files = all.filter(({ isExactText }) => !isExactText)
  const writes = rights.includes('write')
  const handleOf = ({ by }: AttachedFile): string =>
    group?.memberList.find(({ id }) => id === by)?.handle ?? words('attachments.unknown')

  const choose = useAct(async () => {
    const file = await shell.call('dialog.open', { type: 'attachment' })
    if (file) setChosen(file)
  })
  const save = useAct(async ({ id, name }: AttachedFile) => {
    const to = await shell.call('dialog.save', { type: 'attachment', name })
    if (!to) return
    await core.call('attachments.save', { document, attachment: id, file: to.file })
    say(words('attachments.saved', { name: to.name }))
  })
  const acts: FileActs = {
    save: file => void save.run(file),
    remove: setLeaving,
    restrict: writes && circles.length > 0 ? setGiving : null,
    show: writes ? setReturning : null,
    first: texts.length === 0 ? words('attachments.restrict.first') : undefined,
  }
  const wrong = failure ?? choose.failure ?? save.failure
  return (
    <div className="files-tab">
      {writes ? (
        <div className="panel-choice">
          <Button size="small" icon={Paperclip} onPress={() => void choose.run()}>
            {words('attachments.attach')}
          </Button>
        </div>
      ) : null}
      <div className="panel-list scroll" aria-busy={!value && failure === undefined}>
        <FailureNotice of={wrong} />
        {value && files.length === 0 ? (
          <EmptyState icon={Paperclip} title={words('attachments.none')}>
            {words('attachments.none.how')}
          </EmptyState>
        ) : null}
        {files.length === 0 ? null : (
          <ul className="files-list">
            {files.map(file => (
              <FileItem key={file.id} file={file} handle={handleOf(file)} acts={acts} />
            ))}
          </ul>
        )}
      </div>
      {chosen ? (
        <AttachDialog
          name={chosen.name}
          onAttach={() => core.call('attachments.add', { document, file: chosen.file })}
          onClose={() => setChosen(null)}
        />
      ) : null}
      {giving ? (
        <RestrictFile
          summary={summary}
          file={giving}
          texts={texts}
          onClose={() => setGiving(null)}
        />
      ) : null}
      {returning ? (
        <UnrestrictFile summary={summary} file={returning} onClose={() => setReturning(null)} />
      ) : null}
      {leaving ? (
        <ConfirmDialog
          danger
          onClose={() => setLeaving(null)}
          title={words('attachments.remove.title', { name: leaving.name })}
          act={words('attachments.remove.act')}
          onAct={() => core.call('attachments.remove', { document, attachment: leaving.id })}
        >
          <p>{words('attachments.remove.text')}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
