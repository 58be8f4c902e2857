// How long the turns of this thread are in which some work is done, by its own clock of processor time: what
// else the machine does counts little.
import { computedSoFar } from './computed.ts'

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

export type Turns = { count: number; longest: number }

/** `work` to its end, whether it is refused or not; milliseconds of the longest turn, and how many there were. */
export const turnsOf = async (work: () => unknown): Promise<Turns> => {
  let isOver = false
  const seen: Turns = { count: 0, longest: 0 }
  await turn()
  const ended = (async () => work())().then(
    () => (isOver = true),
    () => (isOver = true),
  )
  for (let begun = computedSoFar(); !isOver;) {
    await turn()
    const now = computedSoFar()
    seen.count++
    seen.longest = Math.max(seen.longest, now - begun)
    begun = now
  }
  await ended
  return seen
}
