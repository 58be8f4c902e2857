// A dialog that asks for something and then acts: the act is a button below, a try with a missing
// field says which one, and a refusal stands under the fields.
import { useId, type ReactNode } from 'react'
import type { FailureCode } from '#shared/failure'
import { useWords } from '../words/index.ts'
import { Button } from './button.tsx'
import { CloseButton, Dialog, type DialogProps } from './dialog.tsx'
import { FailureNotice, type Refusals } from './failure-notice.tsx'
import { useReason } from './use-reason.tsx'

export type FormDialogProps = Pick<DialogProps, 'title' | 'lead' | 'size' | 'onClose'> & {
  children: ReactNode
  /** The act, in words: "Set the term", never "OK". */
  act: string
  danger?: boolean
  /** Words on the button that changes nothing. */
  safe?: string
  /** Why it cannot be done yet; undefined when it can. */
  reason?: string | undefined
  /** The act itself, as `useAct` gives it. */
  work: { run: () => unknown; busy: boolean; failure: FailureCode | undefined }
  refusals?: Refusals
  /** The answer about its subject is on its way: the act waits for that. */
  isComing?: boolean
}

export function FormDialog(props: FormDialogProps) {
  const { title, lead, size = 'medium', onClose, children, act, danger = false, safe } = props
  const { reason, work, refusals, isComing = false } = props
  const words = useWords()
  const form = useId()
  const { onSubmit, notice } = useReason(reason, () => void work.run())
  return (
    <Dialog
      isOpen
      title={title}
      lead={lead}
      size={size}
      onClose={onClose}
      busy={work.busy}
      foot={
        <>
          <span className="grow" />
          <CloseButton>{safe ?? words('ui.cancel')}</CloseButton>
          <Button
            type="submit"
            form={form}
            variant={danger ? 'danger' : 'primary'}
            busy={work.busy || isComing}
            unavailable={reason}
          >
            {act}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        {children}
        <FailureNotice of={work.failure} refusals={refusals} />
        {notice}
      </form>
    </Dialog>
  )
}
