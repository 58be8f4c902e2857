// Messages that cannot be judged yet, and the device that is asked to vouch for them.
export type { Need } from './need.ts'
export { openVouching, type Vouching } from './vouching.ts'
export { openWaiting, type Waiting, type WaitingMessage } from './waiting.ts'
