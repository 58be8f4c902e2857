// The exchange of all groups and circles over links.
export { type Change, type HeardPresence, openExchange } from './exchange.ts'
export type { UnsentCounts } from './unsent-counts.ts'
