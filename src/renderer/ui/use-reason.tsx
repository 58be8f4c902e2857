// A form that cannot be sent yet says why when a person tries, instead of doing nothing.
import { useState, type FormEvent, type ReactNode } from 'react'
import { Notice } from './notice.tsx'

export type ReasonedForm = {
  onSubmit: (event: FormEvent) => void
  /** The reason, once the person has tried; stands above the buttons. */
  notice: ReactNode
}

/** `reason`: why not yet; undefined when `submit` may run. */
export function useReason(reason: string | undefined, submit: () => void): ReasonedForm {
  const [tried, setTried] = useState(false)
  return {
    onSubmit(event) {
      event.preventDefault()
      setTried(reason !== undefined)
      if (reason === undefined) submit()
    },
    notice: tried && reason !== undefined ? <Notice tone="warning">{reason}</Notice> : null,
  }
}
