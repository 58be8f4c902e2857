import { type Bytes } from '#core/keys'
/** Bytes of sealed parts: a padded plaintext, its nonce and tag. Nothing else is a part. */
export declare const sealedSizes: ReadonlySet<number>
/** Bytes of the longest message that anybody may send. */
export declare const messageLimit: number
export type Heard =
  /** `signature`: over the challenge, by the key that the address is. */
  | {
      kind: 'open'
      address: Bytes
      signature: Bytes
    }
  /** Everything beyond a place, and from then on what comes. */
  | {
      kind: 'read'
      after: number
    }
  | {
      kind: 'append'
      tag: number
      sealed: Bytes
    }
/** Null for what no client of this version sends. */
export declare const readHeard: (bytes: Bytes) => Heard | null
export declare const say: {
  challenge: (nonce: Bytes) => Bytes
  /** `used` and `most`: bytes of this mailbox. `keeps`: milliseconds until a part expires. */
  opened: (given: { log: Bytes; last: number; used: number; most: number; keeps: number }) => Bytes
  part: (place: number, sealed: Bytes) => Bytes
  /** Everything up to here was told. */
  end: (place: number) => Bytes
  kept: (tag: number, place: number) => Bytes
  refused: (tag: number, code: string) => Bytes
  /** How many other connections have this mailbox open just now. */
  others: (count: number) => Bytes
}
/** Why a connection was ended. */
export declare const closing: {
  readonly malformed: 4400
  readonly notProven: 4401
  readonly tooSlow: 4408
}
