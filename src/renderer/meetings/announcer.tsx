// Sentences for who cannot see what changed in a meeting: each politely and once. Those about the list
// of speakers come at most every ten seconds, the newest alone.
import { useCallback, useEffect, useRef, useState } from 'react'

/** Milliseconds between two sentences about the speakers. */
const pause = 10_000
/** Sentences that stay in the tree: an addition is read, a change of one would be read again. */
const kept = 4

export type Said = { id: number; text: string }
export type Announcer = { said: readonly Said[]; say: (text: string) => void }

export function useAnnouncer(): Announcer {
  const [said, setSaid] = useState<readonly Said[]>([])
  const say = useCallback(
    (text: string) =>
      setSaid(all => [...all, { id: (all.at(-1)?.id ?? 0) + 1, text }].slice(-kept)),
    [],
  )
  return { said, say }
}

/** Says `text` whenever it changes; nothing for the first one, which is read with the screen. */
export function useSaidChange(text: string, say: (text: string) => void): void {
  const before = useRef<string | null>(null)
  useEffect(() => {
    const was = before.current
    before.current = text
    if (was !== null && was !== text && text !== '') say(text)
  }, [text, say])
}

/** The same, at most every ten seconds: what came meanwhile is said as it is then. */
export function useSaidSeldom(text: string, say: (text: string) => void): void {
  const state = useRef<{
    said: string | null
    at: number
    timer: ReturnType<typeof setTimeout> | undefined
    text: string
  }>({ said: null, at: -Infinity, timer: undefined, text })
  useEffect(() => {
    const { current } = state
    current.text = text
    current.said ??= text
    const speak = (): void => {
      current.timer = undefined
      if (current.said === current.text) return
      current.said = current.text
      current.at = performance.now()
      if (current.text !== '') say(current.text)
    }
    if (current.said !== text)
      current.timer ??= setTimeout(speak, Math.max(0, current.at + pause - performance.now()))
  }, [text, say])
  useEffect(() => {
    const { current } = state
    return () => clearTimeout(current.timer)
  }, [])
}

export function Announcements({ said }: { said: readonly Said[] }) {
  return (
    <div className="unseen" role="log" aria-live="polite" data-meeting-said>
      {said.map(({ id, text }) => (
        <div key={id}>{text}</div>
      ))}
    </div>
  )
}
