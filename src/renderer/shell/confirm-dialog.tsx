// A question before an act that is not to be done by one press: what it means, the act, and why it was
// refused. It stands while it is asked; the act itself says what was done and takes the question away.
import type { ReactNode } from 'react'
import { useAct } from './core-client.ts'
import {
  AlertDialog,
  type AlertDialogProps,
  type Consequence,
  Consequences,
  FailureNotice,
} from '../ui/index.ts'

export type ConfirmDialogProps = Pick<
  AlertDialogProps,
  'title' | 'act' | 'safe' | 'danger' | 'unavailable' | 'onClose'
> & {
  /** The consequences of the act, one line each. */
  means?: Consequence[]
  /** Below that: what else is to be known or chosen. */
  children?: ReactNode
  /** Rejects with a failure, which is said below. */
  onAct: () => Promise<void>
}

export function ConfirmDialog({ means, children, onAct, ...asked }: ConfirmDialogProps) {
  const { run, busy, failure } = useAct(onAct)
  return (
    <AlertDialog isOpen {...asked} busy={busy} onAct={() => void run()}>
      {means ? <Consequences danger={asked.danger ?? false} items={means} /> : null}
      {children}
      <FailureNotice of={failure} />
    </AlertDialog>
  )
}
