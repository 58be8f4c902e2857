// Making a shared document a template of those who read it, and taking that back: what it means for
// the others, before it is done.
import { Copy, FilePenLine, Users } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useCore } from '../../shell/core-client.ts'
import { useWords } from '../../words/index.ts'

export type TemplateDocumentProps = {
  act: 'template' | 'noTemplate'
  document: DocumentSummary
  onClose: () => void
}

const consequences = [
  ['offered', Users],
  ['copied', Copy],
  ['edited', FilePenLine],
] as const

export function TemplateDocument({ act, document, onClose }: TemplateDocumentProps) {
  const core = useCore()
  const words = useWords()
  const isMade = act === 'template'
  const { readers } = document
  const given = {
    title: document.title,
    name: readers.kind === 'circle' ? readers.name : '',
    members: readers.kind === 'only-you' ? 1 : readers.members,
  }
  return (
    <ConfirmDialog
      onClose={onClose}
      title={words(`documents.${act}.title`, given)}
      act={words(`documents.${act}.act`)}
      safe={words(`documents.${act}.safe`)}
      done={words(`documents.${act}.done`)}
      refusals={{ 'not-permitted': 'documents.template.notYours' }}
      onAct={() =>
        core.call(isMade ? 'templates.make' : 'templates.withdraw', { document: document.id })
      }
      {...(isMade && {
        means: consequences.map(([id, icon]) => ({
          id,
          icon,
          text: words(
            id === 'offered' && readers.kind === 'circle'
              ? 'documents.template.offeredCircle'
              : `documents.template.${id}`,
            given,
          ),
        })),
      })}
    >
      {isMade ? null : <p>{words('documents.noTemplate.text')}</p>}
    </ConfirmDialog>
  )
}
