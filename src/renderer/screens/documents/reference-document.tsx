// The group's own reference of a document.
import { useState } from 'react'
import type { DocumentSummary } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { FormDialog, say, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type ReferenceDocumentProps = { document: DocumentSummary; onClose: () => void }

export function ReferenceDocument({ document, onClose }: ReferenceDocumentProps) {
  const core = useCore()
  const words = useWords()
  const [reference, setReference] = useState(document.reference)
  const give = useAct(async () => {
    await core.call('documents.setReference', { document: document.id, reference })
    onClose()
    say(words(`documents.groupReference.${reference.trim() === '' ? 'removed' : 'done'}`))
  })
  return (
    <FormDialog
      size="small"
      onClose={onClose}
      title={words('documents.groupReference.title')}
      act={words('documents.groupReference.act')}
      work={give}
    >
      <TextField
        label={words('archive.reference')}
        hint={words('documents.groupReference.hint')}
        autoFocus
        dir="auto"
        value={reference}
        onChange={setReference}
        maxLength={100}
      />
    </FormDialog>
  )
}
