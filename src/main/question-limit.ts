// How often a window of ours may have the system ask a person: one question or file dialog at a
// time, and none for a minute once a few were turned away. A page that asks without end gets nothing.
import { Failure } from '#shared/failure'

export type QuestionLimit = {
  /**
   * Shows what `ask` shows; null means that the person turned it away. Throws `too-many-questions`
   * while another one is open, or after too many were turned away.
   */
  ask<T>(ask: () => Promise<T | null>): Promise<T | null>
}

const mostTurnedAway = 5
const minute = 60_000

/** `now`: milliseconds of a clock that is never set back. */
export const openQuestionLimit = (now: () => number): QuestionLimit => {
  let turnedAway: number[] = []
  let isOpen = false
  return {
    async ask(ask) {
      const since = now() - minute
      turnedAway = turnedAway.filter(at => at > since)
      if (isOpen || turnedAway.length >= mostTurnedAway) throw new Failure('too-many-questions')
      isOpen = true
      try {
        const answer = await ask()
        if (answer === null) turnedAway.push(now())
        return answer
      } finally {
        isOpen = false
      }
    },
  }
}
