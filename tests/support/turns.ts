// The length of the turns of this thread in which some work is done, by its own clock of processor
// time: other work of the machine counts little.
import { computedSoFar } from './computed.ts'

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

export type Turns = { count: number; longest: number }

/** `work` to its end, refused or not; milliseconds of the longest turn, and the number of turns. */
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
