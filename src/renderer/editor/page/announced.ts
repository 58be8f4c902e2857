// Sentences for who cannot see what just happened on the page; shown nowhere.
import { useCallback, useState } from 'react'

/** What is announced now, and how to announce something; the same twice is read twice. */
export function useAnnounced(): [string, (text: string) => void] {
  const [said, setSaid] = useState('')
  const announce = useCallback(
    (text: string) => setSaid(before => (before === text ? `${text}\u00a0` : text)),
    [],
  )
  return [said, announce]
}
