// The key pair by which a recovery secret proves a member to a group. Each group has another pair,
// so that no two groups can see that they share a member.
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
 * The Ed25519 pair of `secret` (any length; a recovery code's is 20 bytes) in `group`. Its public
 * half is in the member's `recovery` record. A holder of the other half proves to be that member.
 */
export const recoveryPair = (secret: Bytes, group: GroupId): DeviceKeys['signing'] => {
  const seed = digest('recovery', secret, fromHex(group))
  try {
    return signingPairFrom(seed)
  } finally {
    wipe(seed)
  }
}
