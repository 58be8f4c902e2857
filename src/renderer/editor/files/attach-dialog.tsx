// Before a file goes to everybody who reads a text: what that means.
import { useAct } from '../../core.ts'
import { AlertDialog, Notice } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'

export type AttachDialogProps = {
  name: string
  /** Rejects with a failure that is said here. */
  onAttach: () => Promise<unknown>
  onClose: () => void
}

export function AttachDialog({ name, onAttach, onClose }: AttachDialogProps) {
  const words = useWords()
  const attach = useAct(async () => {
    await onAttach()
    onClose()
  })
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={words('attachments.confirm.title', { name })}
      act={words('attachments.confirm.act')}
      onAct={() => void attach.run()}
      busy={attach.busy}
    >
      <p>{words('attachments.confirm.text')}</p>
      {attach.failure ? <Notice tone="error">{words(sentenceOf[attach.failure])}</Notice> : null}
    </AlertDialog>
  )
}
