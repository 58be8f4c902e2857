// The form of one step: what step it is, its fields, what went wrong or is missing, back and the act.
import { type ReactNode, useEffect, useRef } from 'react'
import type { LucideIcon } from 'lucide-react'
import type { FailureCode } from '#shared/failure'
import { Button, useReason, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type StepFormProps = {
  /** "Step 2 of 2"; without it the form stands under a heading of its own. */
  step: string | undefined
  /** Said below the step. */
  title: string
  children: ReactNode
  failure: FailureCode | undefined
  /** The missing condition of the act. */
  reason: string | undefined
  /** The words on the button that does it. */
  act: string
  icon?: LucideIcon
  busy: boolean
  onAct: () => void
  onBack: () => void
}

export function StepForm(props: StepFormProps) {
  const { step, title, children, failure, reason, act, icon, busy, onAct, onBack } = props
  const words = useWords()
  const { onSubmit, notice } = useReason(reason, onAct)
  // The button that led here is gone.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <form className="start-form" onSubmit={onSubmit}>
      {step === undefined ? null : (
        <>
          <p className="start-step">{step}</p>
          <h2 className="start-title" ref={heading} tabIndex={-1}>
            {title}
          </h2>
        </>
      )}
      {children}
      <FailureNotice of={failure} />
      {notice}
      <div className="start-foot">
        <Button variant="quiet" size="large" onPress={onBack}>
          {words('start.back')}
        </Button>
        <span className="grow" />
        <Button
          type="submit"
          variant="primary"
          size="large"
          {...(icon && { icon })}
          busy={busy}
          unavailable={reason}
        >
          {act}
        </Button>
      </div>
    </form>
  )
}
