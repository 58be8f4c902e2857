// A question before an act that needs a reason, which stays on record with the member's name. Typed words are there
// again when the question is asked another time.
import type { DocumentId } from '#shared/ids'
import { useAct } from './core-client.ts'
import { useTyped } from './typed/use-typed.ts'
import {
  type Consequence,
  Consequences,
  FormDialog,
  type FormDialogProps,
  say,
  TextField,
} from '../ui/index.ts'
import { useWords } from '../words/index.ts'

type ReasonDialogProps = Pick<FormDialogProps, 'title' | 'act' | 'safe' | 'onClose'> & {
  danger?: boolean
  /** The text that the act is about, and the place in it under which typed words are kept. */
  document: DocumentId
  place: string
  /** The consequences of the act, one line each. */
  means: Consequence[]
  /** Said once it is done. */
  done: string
  /** Rejects with a failure, which is said below. */
  onAct: (reason: string) => Promise<void>
}

export function ReasonDialog({
  document,
  place,
  means,
  done,
  onAct,
  danger = false,
  ...asked
}: ReasonDialogProps) {
  const words = useWords()
  const { fields, type, forget } = useTyped(document, place, { reason: '' })
  const work = useAct(async () => {
    await onAct(fields.reason)
    forget()
    say(done)
    asked.onClose()
  })
  const isBlank = fields.reason.trim() === ''
  return (
    <FormDialog
      {...asked}
      danger={danger}
      reason={isBlank ? words('decisions.reasonMissing') : undefined}
      work={work}
    >
      <Consequences danger={danger} items={means} />
      <TextField
        label={words('decisions.reason.of')}
        rows={3}
        autoFocus
        maxLength={4000}
        value={fields.reason}
        onChange={reason => type({ reason })}
      />
    </FormDialog>
  )
}
