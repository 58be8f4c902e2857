export { defaultLimits, openHost, type Host, type HostLimits, type HostOptions } from './host.ts'
export { memoryStore } from './memory-store.ts'
export { sqliteStore } from './sqlite-store.ts'
export {
  partOverhead,
  type Part,
  type Quotas,
  type Refusal,
  type Store,
  type Usage,
} from './store.ts'
