// Deletes a document that only this device has. Asked once, because it cannot be restored.
import type { DocumentSummary } from '#shared/contract'
import { useCore } from '../../shell/core-client.ts'
import { useNavigation } from '../../shell/router.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'

export type DeleteDocumentProps = { document: DocumentSummary; onClose: () => void }

export function DeleteDocument({ document, onClose }: DeleteDocumentProps) {
  const core = useCore()
  const words = useWords()
  const { place, go } = useNavigation()
  return (
    <ConfirmDialog
      danger
      onClose={onClose}
      title={words('documents.delete.title', { title: document.title })}
      act={words('documents.delete.act')}
      safe={words('documents.delete.safe')}
      done={words('documents.delete.done')}
      onAct={async () => {
        // The editor lets go of the document before it goes.
        if (place.screen === 'document' && place.document === document.id)
          go({ screen: 'documents' })
        await core.call('documents.delete', { document: document.id })
      }}
    >
      <p>{words('documents.delete.text')}</p>
    </ConfirmDialog>
  )
}
