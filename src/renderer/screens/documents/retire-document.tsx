// Erasing the history of a document: what goes for good and from whom, what stays, and what it cannot reach.
import { Archive, FileCheck2, History, Mail, Users } from 'lucide-react'
import type { DocumentSummary, GroupSummary } from '#shared/contract'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useCore } from '../../shell/core-client.ts'
import { useNavigation } from '../../shell/router.ts'
import { useWords } from '../../words/index.ts'
import { KeepsFromSealing, LeftBehind, LostFiles, useAbsent } from './absent.tsx'

export type RetireDocumentProps = {
  group: GroupSummary
  document: DocumentSummary
  onClose: () => void
}

const alone = [
  ['stays', FileCheck2],
  ['goes', History],
  ['elsewhere', Archive],
] as const
const together = [
  ['stays', FileCheck2],
  ['goes', History],
  ['others', Users],
  ['mailbox', Mail],
  ['elsewhere', Archive],
] as const

export function RetireDocument({ group, document, onClose }: RetireDocumentProps) {
  const core = useCore()
  const words = useWords()
  const { place, go } = useNavigation()
  const absent = useAbsent(document.id)
  const isPrivate = document.readers.kind === 'only-you'
  const erase = async (): Promise<void> => {
    const { document: next } = await core.call('documents.eraseHistory', {
      document: document.id,
      leaves: absent.leaves,
    })
    if (place.screen === 'document' && place.document === document.id)
      go({ screen: 'document', document: next })
  }
  return (
    <ConfirmDialog
      danger
      onClose={onClose}
      title={words('documents.eraseHistory.title', { title: document.title })}
      act={words('documents.eraseHistory.act')}
      safe={words('documents.eraseHistory.safe')}
      means={(isPrivate ? alone : together).map(([id, icon]) => ({
        id,
        icon,
        title: words(`documents.eraseHistory.${id}.title`, { members: group.readers.members }),
        text: words(`documents.eraseHistory.${id}`, { members: group.readers.members }),
      }))}
      done={words('documents.eraseHistory.done')}
      refusals={{
        'not-permitted': 'documents.eraseHistory.notYours',
        // The block is named above.
        ...(absent.block !== null && { 'figure-missing': null }),
      }}
      onAct={erase}
    >
      <LeftBehind left={{ figures: [], files: absent.left.files }} />
      <LostFiles lacking={absent.lacking} />
      <KeepsFromSealing document={document.id} absent={absent} onGo={onClose} />
    </ConfirmDialog>
  )
}
