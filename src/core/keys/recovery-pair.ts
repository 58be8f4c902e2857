// What a recovery secret proves to a group. The pair is another one in each group, so that no two
// groups can see that they have a member in common.
import type { GroupId } from '#shared/ids'
import {
  digest,
  fromHex,
  signingPairFrom,
  wipe,
  type Bytes,
  type DeviceKeys,
} from './primitives.ts'

/**
 * The Ed25519 pair that `secret` (any length; a recovery code's is 20 bytes) names in `group`. Its
 * public half stands in the member's `recovery` record; whoever can sign with the other half is
 * that member again.
 */
export const recoveryPair = (secret: Bytes, group: GroupId): DeviceKeys['signing'] => {
  const seed = digest('recovery', secret, fromHex(group))
  try {
    return signingPairFrom(seed)
  } finally {
    wipe(seed)
  }
}
