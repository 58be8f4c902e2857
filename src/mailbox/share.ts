// The bytes that one network has put into the store, so that it takes no more than a share of the
// free room.

export type Share = {
  /**
   * Counts `size` bytes more for this network, and says how much the store may hold in all with
   * them in it for the network to be within its share.
   */
  claim(size: number): number
  /** They were not kept. */
  giveBack(size: number): void
  /** It holds nothing, so nothing need be remembered. */
  isNone(): boolean
}

/**
 * `share`: of the room that was free before the network put anything in. Its bytes are forgotten
 * little by little, so that a share of everything is forgotten in the time for which a part is
 * kept.
 */
export const openShare = (
  { share, total, keeps }: { share: number; total: number; keeps: number },
  now: () => number,
): Share => {
  let held = 0
  let at = now()
  const settle = (): void => {
    const time = now()
    held = Math.max(0, held - (Math.max(0, time - at) / keeps) * share * total)
    at = time
  }
  return {
    claim(size) {
      settle()
      held += size
      // held <= share * (total - others' bytes), written for what all hold together.
      return total - held * (1 / share - 1)
    },
    giveBack(size) {
      held = Math.max(0, held - size)
    },
    isNone() {
      settle()
      return held === 0
    },
  }
}
