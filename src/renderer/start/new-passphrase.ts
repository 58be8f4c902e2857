// A passphrase that is being chosen: what is typed, what is offered, and why it cannot be taken yet.
import { useState } from 'react'
import type { MessageId } from '../words/index.ts'
import { strengthOf, tidy } from './passphrase.ts'

export type NewPassphrase = {
  value: string
  onChange: (value: string) => void
  /** The second typing, needed unless the offered words were typed. */
  again: string
  onAgain: (again: string) => void
  offered: string
  onOffered: (offered: string) => void
  /** As core takes it. */
  tidied: string
  /** Why it cannot be taken yet; undefined when it can. */
  reason: MessageId | undefined
}

function reasonOf(value: string, again: string, offered: string): MessageId | undefined {
  const strength = strengthOf(value)
  if (strength.state === 'empty') return 'start.passphrase.needed'
  if (strength.state === 'short') return 'start.passphrase.tooShort'
  if (tidy(value) !== offered && tidy(again) !== tidy(value)) return 'start.passphrase.differs'
  return undefined
}

export function useNewPassphrase(): NewPassphrase {
  const [value, onChange] = useState('')
  const [again, onAgain] = useState('')
  const [offered, onOffered] = useState('')
  const reason = reasonOf(value, again, offered)
  return { value, onChange, again, onAgain, offered, onOffered, tidied: tidy(value), reason }
}
