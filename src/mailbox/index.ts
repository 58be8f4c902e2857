// The mailbox host: a blind store-and-forward node. It knows addresses, places and sealed bytes.
export { openHost, type Host, type HostOptions } from './host.ts'
export { defaultLimits, within, withPerNetwork, type HostLimits } from './limits.ts'
export { newSecretPath, readKnownPath, writeKnownPath } from './secret-path.ts'
export { openPostgresStore } from './postgres-store.ts'
export { sqliteStore } from './sqlite-store.ts'
export { partOverhead, type Part, type Quotas, type Store } from './store.ts'
