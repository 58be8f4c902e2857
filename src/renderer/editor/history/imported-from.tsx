// The file that a document was imported from on this device, and what was kept, changed and left out.
import { useState } from 'react'
import type { DocumentSummary } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { FoundInFile, PeopleInFile } from '../../screens/import/file-report.tsx'
import { Button, Dialog } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'

export function ImportedFrom({ summary }: { summary: DocumentSummary }) {
  const group = useGroupHere()
  const words = useWords()
  const { value: imported } = useAnswer('documents.importedFile', { document: summary.id })
  const [isOpen, setOpen] = useState(false)
  const [now] = useState(() => Date.now())
  if (!imported) return null
  const { file, at, changes, people } = imported
  const own = group?.memberList.find(({ id }) => id === group.self)?.handle ?? ''
  const title = words('import.from', { file })
  return (
    <div className="panel-choice">
      <Button size="small" onPress={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        size="large"
        title={title}
        lead={words('import.from.when', { when: words.when(at, now) })}
        foot={
          <>
            <span className="grow" />
            <Button onPress={() => setOpen(false)}>{words('ui.close')}</Button>
          </>
        }
      >
        <FoundInFile {...imported} changes={changes} />
        <PeopleInFile people={people} file={file} own={own} />
      </Dialog>
    </div>
  )
}
