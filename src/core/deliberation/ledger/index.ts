// The ledger: the acts that this device has, taken in, kept and sent.
export { ActLedger, type DocumentActs } from './ledger.ts'
export type { Audience, LedgerPorts } from './ports.ts'
