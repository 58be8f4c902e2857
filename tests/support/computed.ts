// How long this thread computed, by its own clock of processor time: other work of the machine
// counts little.

/** Milliseconds since the thread began. */
export const computedSoFar = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
