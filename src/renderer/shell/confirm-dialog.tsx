// A question before an act that is not to be done by one press: what it means, the act, and why it was
// refused. It stands until the act is done.
import type { ReactNode } from 'react'
import { useAct } from './core-client.ts'
import {
  AlertDialog,
  type AlertDialogProps,
  type Consequence,
  Consequences,
  FailureNotice,
  type Refusals,
  say,
} from '../ui/index.ts'

export type ConfirmDialogProps = Pick<
  AlertDialogProps,
  'title' | 'act' | 'safe' | 'danger' | 'unavailable' | 'onClose'
> & {
  /** The consequences of the act, one line each. */
  means?: Consequence[]
  /** Below that: what else is to be known or chosen. */
  children?: ReactNode
  /** Said once it is done; without it, the act says what was done. */
  done?: string
  refusals?: Refusals
  /** Rejects with a failure, which is said below. */
  onAct: () => Promise<unknown>
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { means, children, done, refusals, onAct, ...asked } = props
  const { run, busy, failure } = useAct(async () => {
    await onAct()
    if (done !== undefined) say(done)
    asked.onClose()
  })
  return (
    <AlertDialog isOpen {...asked} busy={busy} onAct={() => void run()}>
      {means ? <Consequences danger={asked.danger ?? false} items={means} /> : null}
      {children}
      <FailureNotice of={failure} refusals={refusals} />
    </AlertDialog>
  )
}
