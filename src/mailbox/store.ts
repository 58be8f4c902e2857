// Where a mailbox host keeps what it was given: sealed parts, each at a place in its mailbox. A large
// host can put another log behind these methods; tests/acceptance/store.ts says what it must do.
import type { Bytes } from '#core/keys'

export type Part = { place: number; bytes: Bytes }

/** Bytes that one mailbox, and all of them, may hold; each part counts `partOverhead` more. */
export type Quotas = { mailbox: number; total: number }

export type Refusal = 'mailbox-full' | 'host-full'

export type Usage = {
  /** 16 random bytes made with the store: another log, other places. */
  log: Bytes
  mailboxes: number
  parts: number
  /** Part overheads included. */
  bytes: number
  /** The highest place that was ever given in the mailbox that was asked about, else 0. */
  last: number
  /** Whether commits wait for a second machine: of all, in a store that can have one. */
  standby?: boolean
}

/** Bytes of a part beside its own content. */
export const partOverhead = 64

/**
 * `mailbox` is a 32-byte address. Places ascend in each mailbox, begin above 0, and are never given
 * twice, not even after all of its parts have expired.
 */
export type Store = {
  /**
   * Keeps a part; resolves when a power cut cannot take it any more. `at`: UTC milliseconds. A part
   * over a quota, or without room on the disk, is refused and changes nothing.
   */
  append(
    mailbox: Bytes,
    bytes: Bytes,
    given: { at: number; quotas: Quotas },
  ): Promise<{ place: number } | Refusal>
  /** Parts beyond the place `after` in order: at least one if there is one, then up to `most` bytes. */
  read(mailbox: Bytes, after: number, most: number): Promise<Part[]>
  /** Removes what was kept at a time before `before`; how many parts that were. */
  dropExpired(before: number): Promise<number>
  /** The usage of one mailbox, or of all. */
  usage(mailbox?: Bytes): Promise<Usage>
  /**
   * The newest place of each of these mailboxes, or 0 where nothing is kept. Only a store that
   * several hosts share has this: there another host may have appended.
   */
  newest?(mailboxes: readonly Bytes[]): Promise<number[]>
  /**
   * Calls `work` when the log became another one while the store was open: nothing that was said of
   * places holds. A store whose log cannot change has no such method.
   */
  whenRenewed?(work: () => void): void
  close(): Promise<void>
}
