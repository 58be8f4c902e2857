// Replacing all as the bar shows it: how far it has come once it takes a moment, stopping it, and what is
// said at the end.
import { useCallback, useEffect, useRef, useState } from 'react'
import { UNDO_COMMAND } from 'lexical'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Bound } from '../page/use-binding.ts'
import type { Find, RunningReplace } from './find.ts'

/** Places. */
export type Running = { done: number; total: number }

export type ReplaceAll = {
  /** Null while nothing is replaced, and for the first moment. */
  running: Running | null
  start(by: string, total: number): Promise<void>
  stop(): void
}

/** Milliseconds before anything is shown of it: most are over by then. */
const moment = 400

export function useReplaceAll(parts: { bound: Bound; find: Find; writable: boolean }): ReplaceAll {
  const { bound, find, writable } = parts
  const { editor, suggesting } = bound
  const words = useWords()
  const [running, setRunning] = useState<Running | null>(null)
  const now = useRef<RunningReplace | null>(null)
  const stop = useCallback(() => now.current?.stop(), [])
  // Closing the bar, or losing the right to write, stops it.
  useEffect(() => stop, [find, stop])
  useEffect(() => {
    if (!writable) stop()
  }, [writable, stop])

  const start = async (by: string, total: number): Promise<void> => {
    const isSuggested = suggesting.isOn()
    const began = performance.now()
    const run = find.replaceAll(by, ({ replaced, left, leftInNotes }) => {
      if (performance.now() - began > moment)
        setRunning({ done: Math.min(total, replaced + left + leftInNotes), total })
    })
    if (!run) return
    now.current = run
    const { replaced, left, leftInNotes, isWhole, mayUndo } = await run.done.finally(() => {
      now.current = null
      setRunning(null)
    })
    const { besides, unsearched } = find.view()
    const sentences = [
      isWhole ? '' : words('finding.stopped'),
      words(isSuggested ? 'finding.suggestedAll' : 'finding.replacedAll', { replaced }),
      left > 0 ? words('finding.left', { left }) : '',
      leftInNotes > 0 ? words('finding.leftInNotes', { left: leftInNotes }) : '',
      besides > 0 ? words('finding.leftBesides', { left: besides }) : '',
      unsearched > 0 ? words('finding.unsearched', { count: unsearched }) : '',
    ]
    say(
      words.sentences(sentences.filter(sentence => sentence !== '')),
      mayUndo ? () => void editor.dispatchCommand(UNDO_COMMAND, undefined) : undefined,
    )
  }
  return { running, start, stop }
}
