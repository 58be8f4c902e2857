export { checks } from './checks.ts'
export {
  realLater,
  type Delivery,
  type Later,
  type SyncArchive,
  type SyncDocuments,
} from './ports.ts'
export type { Circles } from './members/index.ts'
export type { SyncGroup } from './ports.ts'
export { frameLimit, type Link } from './link/index.ts'
export { openSync, type HeardPresence, type Sync } from './sync.ts'
export { parseAddress } from './lan/index.ts'
export type { Lan, LanOptions } from './lan/index.ts'
export { parseMailboxUrl } from './mailbox/index.ts'
export type { MailboxOptions, Mailboxes } from './mailbox/index.ts'
