// Sharing a document with the group: who will read it, what they get, and that it cannot be undone.
import type { DocumentSummary, GroupSummary } from '#shared/contract'
import { Eye, History, Undo2 } from 'lucide-react'
import { useAct, useCore } from '../core.ts'
import { AlertDialog, Consequences, Notice, say } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'

export type ShareDocumentProps = {
  group: GroupSummary
  document: DocumentSummary
  onClose: () => void
}

const consequences = [
  ['read', Eye],
  ['later', History],
  ['final', Undo2],
] as const

export function ShareDocument({ group, document, onClose }: ShareDocumentProps) {
  const core = useCore()
  const words = useWords()
  const share = useAct(async () => {
    await core.call('documents.share', { document: document.id })
    onClose()
    say(words('documents.share.done'))
  })
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={words('documents.share.title', { title: document.title })}
      act={words('documents.share.act', { members: group.members })}
      safe={words('documents.share.safe')}
      onAct={() => void share.run()}
      busy={share.busy}
    >
      <Consequences
        items={consequences.map(([id, icon]) => ({
          id,
          icon,
          text: words(`documents.share.${id}`, { members: group.members, group: group.name }),
        }))}
      />
      {share.failure === undefined ? null : (
        <Notice tone="error">{words(sentenceOf[share.failure])}</Notice>
      )}
    </AlertDialog>
  )
}
