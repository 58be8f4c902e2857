// Sentences for who cannot see what changed in a meeting: each politely and once. Sentences about the list
// of speakers come at most every ten seconds, the newest alone.
import { useCallback, useEffect, useRef, useState } from 'react'
import { Seldom } from './seldom.ts'

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

/** Says `text` whenever it changes; nothing for the first one, which is read with the screen; null before. */
export function useSaidChange(text: string | null, say: (text: string) => void): void {
  const before = useRef<string | null>(null)
  useEffect(() => {
    if (text === null) return
    const was = before.current
    before.current = text
    if (was !== null && was !== text && text !== '') say(text)
  }, [text, say])
}

/** The same, at most every ten seconds: what came meanwhile is said as it is then. */
export function useSaidSeldom(text: string | null, say: (text: string) => void): void {
  const [seldom] = useState(() => new Seldom(pause, say))
  useEffect(() => {
    if (text !== null) seldom.now(text)
  }, [seldom, text])
  useEffect(() => () => seldom.end(), [seldom])
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
