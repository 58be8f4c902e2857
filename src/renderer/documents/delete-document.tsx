// Deleting a document that nobody else has. Asked once, because it cannot be brought back.
import type { DocumentSummary } from '#shared/contract'
import { useAct, useCore } from '../core.ts'
import { useNavigation } from '../place.ts'
import { AlertDialog, Notice, say } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

export type DeleteDocumentProps = { document: DocumentSummary; onClose: () => void }

export function DeleteDocument({ document, onClose }: DeleteDocumentProps) {
  const core = useCore()
  const words = useWords()
  const { place, go } = useNavigation()
  const remove = useAct(async () => {
    // The editor lets go of the document before it goes.
    if (place.screen === 'document' && place.document === document.id) go({ screen: 'documents' })
    await core.call('documents.delete', { document: document.id })
    onClose()
    say(words('documents.delete.done'))
  })
  return (
    <AlertDialog
      isOpen
      danger
      onClose={onClose}
      title={words('documents.delete.title', { title: document.title })}
      act={words('documents.delete.act')}
      safe={words('documents.delete.safe')}
      onAct={() => void remove.run()}
      busy={remove.busy}
    >
      <p>{words('documents.delete.text')}</p>
      {remove.failure === undefined ? null : (
        <Notice tone="error">{words(sentenceOf[remove.failure])}</Notice>
      )}
    </AlertDialog>
  )
}
