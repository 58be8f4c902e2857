import { type Rate } from './rates.ts'
import type { Quotas, Store } from './store.ts'
export type HostLimits = {
  quotas: Quotas
  /** Milliseconds for which a part is kept. */
  keeps: number
  connections: number
  /** Of one network: an IPv4 address, or the first half of an IPv6 address. */
  perNetwork: {
    connections: number
    arrivals: Rate
    bytes: Rate
  }
  perConnection: Rate
}
/** What `baraza mailbox` allows unless it is told otherwise. */
export declare const defaultLimits: HostLimits
export type HostOptions = {
  host: string
  port: number
  store: Store
  version: string
  limits?: HostLimits
  /** PEM. Left out: plain HTTP, for a proxy on the same machine or a private network. */
  tls?: {
    cert: string
    key: string
  }
  /** A caller's address is what the proxy in front says last in X-Forwarded-For. */
  trustProxy?: boolean
  /** UTC milliseconds. */
  now(): number
  later?(work: () => void, milliseconds: number): () => void
  defect?(error: unknown): void
}
export type Host = {
  /** The port that it listens on. */
  port: number
  /** A renewed certificate for connections to come. */
  renew(tls: { cert: string; key: string }): void
  /** Removes what has expired; it does so by itself every hour. */
  expire(): Promise<number>
  /** Takes no more, lets what is under way reach the disk, and ends. */
  close(): Promise<void>
}
/** Failure `not-permitted` when the address cannot be listened on, `invalid-input` for a bad key. */
export declare const openHost: (options: HostOptions) => Promise<Host>
