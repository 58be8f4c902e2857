// Before a file goes to all readers of a text: the consequences.
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { useWords } from '../../words/index.ts'

export type AttachDialogProps = {
  name: string
  /** Rejects with a failure that is said here. */
  onAttach: () => Promise<unknown>
  onClose: () => void
}

export function AttachDialog({ name, onAttach, onClose }: AttachDialogProps) {
  const words = useWords()
  return (
    <ConfirmDialog
      onClose={onClose}
      title={words('attachments.confirm.title', { name })}
      act={words('attachments.confirm.act')}
      onAct={onAttach}
    >
      <p>{words('attachments.confirm.text')}</p>
    </ConfirmDialog>
  )
}
