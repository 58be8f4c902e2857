// How long this thread computed, by its own clock of processor time: what else the machine does counts little.

/** Milliseconds since the thread began. */
export const computedSoFar = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
