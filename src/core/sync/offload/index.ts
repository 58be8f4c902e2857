// Documents whose copy this device gives away for a while, and copies that it keeps for others.
export { type OffloadList, openOffloadList } from './list.ts'
export { readReturned, writeReturned } from './messages.ts'
export { type Offload, openOffload } from './offload.ts'
