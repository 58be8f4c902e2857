// The records by which the other end of a link proves that this device is in a circle that is not
// known here. They come over several frames, and one link has a limited number judged.
import type { DeviceId, GroupId } from '#shared/ids'
import type { Circles, SyncCircle } from '../members/index.ts'
import type { CircleKey } from './circle-frames.ts'

/** Records that are accepted for one circle. */
const mostInProof = 1_000
/** Records that one link has judged for circles that are not known here. */
const mostJudged = 20_000

export type CircleProof = {
  /** Adds records. Returns the circle that they prove, where its member accepted it. */
  take(key: Pick<CircleKey, 'circle' | 'records'>): SyncCircle | null
  /** Judges the records once more, when the member accepted the circle meanwhile. */
  again(): void
}

export const openCircleProof = (
  circles: Pick<Circles, 'take' | 'isAwaited'>,
  group: GroupId,
  remote: DeviceId,
): CircleProof => {
  let proof: Pick<CircleKey, 'circle' | 'records'> | null = null
  let judged = 0
  const takeProven = (): SyncCircle | null => {
    judged += proof?.records.length ?? 0
    if (!proof || judged > mostJudged) return null
    const taken = circles.take(group, proof.records, remote)
    if (taken) proof = null
    return taken
  }
  return {
    take({ circle, records }) {
      const before = proof?.circle === circle ? proof.records : []
      proof = { circle, records: [...before, ...records].slice(0, mostInProof) }
      return takeProven()
    },
    again() {
      if (proof && circles.isAwaited(group, proof.circle)) takeProven()
    },
  }
}
