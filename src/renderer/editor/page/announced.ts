// Sentences for who cannot see what just happened on the page; shown nowhere.
import { useCallback, useState } from 'react'

/** The present announcement, and a function for the next; the same text twice is read twice. */
export function useAnnounced(): [string, (text: string) => void] {
  const [said, setSaid] = useState('')
  const announce = useCallback(
    (text: string) => setSaid(before => (before === text ? `${text}\u00a0` : text)),
    [],
  )
  return [said, announce]
}
