import type { PackCrypto } from '#shared/adoption'
export declare const packCrypto: PackCrypto
/** The 66 bits of a card's words, slowly: 64 MiB and three passes. */
export declare const cardBits: (card: Uint8Array) => Promise<bigint>
