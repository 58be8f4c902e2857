// Making a shared document a template of those who read it, and taking that back: what it means for
// the others, before it is done.
import { Copy, FilePenLine, Users } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { AlertDialog, Consequences, Notice, say } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'

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
  const settle = useAct(async () => {
    await core.call(isMade ? 'templates.make' : 'templates.withdraw', { document: document.id })
    onClose()
    say(words(`documents.${act}.done`))
  })
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={words(`documents.${act}.title`, given)}
      act={words(`documents.${act}.act`)}
      safe={words(`documents.${act}.safe`)}
      onAct={() => void settle.run()}
      busy={settle.busy}
    >
      {isMade ? (
        <Consequences
          items={consequences.map(([id, icon]) => ({
            id,
            icon,
            text: words(
              id === 'offered' && readers.kind === 'circle'
                ? 'documents.template.offeredCircle'
                : `documents.template.${id}`,
              given,
            ),
          }))}
        />
      ) : (
        <p>{words('documents.noTemplate.text')}</p>
      )}
      {settle.failure === undefined ? null : (
        <Notice tone="error">
          {words(
            settle.failure === 'not-permitted'
              ? 'documents.template.notYours'
              : sentenceOf(settle.failure),
          )}
        </Notice>
      )}
    </AlertDialog>
  )
}
