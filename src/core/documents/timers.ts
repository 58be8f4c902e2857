// Time as this room is given it, so that tests need not wait.

/** Runs `work` once after so many milliseconds; the returned function calls that off. */
export type Later = (work: () => void, milliseconds: number) => () => void

export const realLater: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}
