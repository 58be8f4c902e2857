// How values become bytes, for everything that is stored, hashed, signed or sent: one subset of
// deterministic CBOR (RFC 8949, 4.2.1). A value has exactly one encoding, and no other is read.
export { decodeStrict, type Decoded } from './decoder.ts'
export { beginList, encode, endList, type Encodable } from './encoder.ts'
