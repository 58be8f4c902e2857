// The turns of this thread in which some work is done: others get theirs between them.
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** `work` to its end, refused or not; the number of turns. */
export const turnsOf = async (work: () => unknown): Promise<number> => {
  let isOver = false
  let turns = 0
  await turn()
  const ended = (async () => work())().then(
    () => (isOver = true),
    () => (isOver = true),
  )
  while (!isOver) {
    await turn()
    turns++
  }
  await ended
  return turns
}
