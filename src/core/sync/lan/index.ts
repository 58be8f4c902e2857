// Links over the local network, and joining over it.
export { isPrivate, parseAddress } from './addresses.ts'
export type { Joining } from './joining.ts'
export type { Lan, LanOptions } from './lan.ts'
export { openLocalNetwork } from './local-network.ts'
