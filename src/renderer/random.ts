import type { Random } from '#document/ids'

/** Bytes for ids that this window draws. */
export const random: Random = length => crypto.getRandomValues(new Uint8Array(length))
