// Erasing the history of a document: what goes for good and from whom, what stays, and what it cannot reach.
import { Archive, FileCheck2, History, Mail, Users } from 'lucide-react'
import type { DocumentSummary, GroupSummary } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { useNavigation } from '../../shell/router.ts'
import { AlertDialog, Consequences, Notice, say } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
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
  const erase = useAct(async () => {
    const { document: next } = await core.call('documents.eraseHistory', {
      document: document.id,
      leaves: absent.leaves,
    })
    if (place.screen === 'document' && place.document === document.id)
      go({ screen: 'document', document: next })
    onClose()
    say(words('documents.eraseHistory.done'))
  })
  return (
    <AlertDialog
      isOpen
      danger
      onClose={onClose}
      title={words('documents.eraseHistory.title', { title: document.title })}
      act={words('documents.eraseHistory.act')}
      safe={words('documents.eraseHistory.safe')}
      onAct={() => void erase.run()}
      busy={erase.busy}
    >
      <Consequences
        danger
        items={(isPrivate ? alone : together).map(([id, icon]) => ({
          id,
          icon,
          title: words(`documents.eraseHistory.${id}.title`, { members: group.readers.members }),
          text: words(`documents.eraseHistory.${id}`, { members: group.readers.members }),
        }))}
      />
      <LeftBehind left={{ figures: [], files: absent.left.files }} />
      <LostFiles lacking={absent.lacking} />
      <KeepsFromSealing document={document.id} absent={absent} onGo={onClose} />
      {erase.failure === undefined ||
      (erase.failure === 'figure-missing' && absent.block !== null) ? null : (
        <Notice tone="error">
          {words(
            erase.failure === 'not-permitted'
              ? 'documents.eraseHistory.notYours'
              : sentenceOf(erase.failure),
          )}
        </Notice>
      )}
    </AlertDialog>
  )
}
