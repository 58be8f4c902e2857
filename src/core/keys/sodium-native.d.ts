// Functions of sodium-native 5.1.0 that are used: libsodium's own, with its names. The first
// argument receives the result; the binding checks its length and throws otherwise.
declare module 'sodium-native' {
  type Bytes = Uint8Array

  const sodium: {
    sodium_memcmp(a: Bytes, b: Bytes): boolean
    sodium_memzero(bytes: Bytes): void
    /** Throws if the system refuses. */
    sodium_mlock(bytes: Bytes): void
    crypto_hash_sha256(digest: Bytes, input: Bytes): void
    crypto_hash_sha512(digest: Bytes, input: Bytes): void
    crypto_generichash(digest: Bytes, input: Bytes, key?: Bytes): void
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      sealed: Bytes,
      plaintext: Bytes,
      associated: Bytes | null,
      secretNonce: null,
      nonce: Bytes,
      key: Bytes,
    ): number
    /** Throws if anything differs from the sealed bytes. */
    crypto_aead_xchacha20poly1305_ietf_decrypt(
      plaintext: Bytes,
      secretNonce: null,
      sealed: Bytes,
      associated: Bytes | null,
      nonce: Bytes,
      key: Bytes,
    ): number
    crypto_sign_keypair(publicKey: Bytes, secretKey: Bytes): void
    crypto_sign_seed_keypair(publicKey: Bytes, secretKey: Bytes, seed: Bytes): void
    crypto_sign_detached(signature: Bytes, message: Bytes, secretKey: Bytes): void
    crypto_sign_verify_detached(signature: Bytes, message: Bytes, publicKey: Bytes): boolean
    crypto_box_keypair(publicKey: Bytes, secretKey: Bytes): void
    crypto_box_seal(sealed: Bytes, message: Bytes, publicKey: Bytes): void
    crypto_box_seal_open(message: Bytes, sealed: Bytes, publicKey: Bytes, secretKey: Bytes): boolean
    /** Throws when the point is one of small order. */
    crypto_scalarmult(shared: Bytes, secretKey: Bytes, publicKey: Bytes): void
    crypto_pwhash(
      key: Bytes,
      password: Bytes,
      salt: Bytes,
      passes: number,
      memory: number,
      algorithm: number,
    ): void
    readonly crypto_pwhash_ALG_ARGON2ID13: number
  }
  export default sodium
}
