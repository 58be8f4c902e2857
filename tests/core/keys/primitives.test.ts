// The compiled libsodium and another build of it, in WebAssembly, give the same bytes and accept
// and refuse the same. No part of the product loads the other build.
import fc from 'fast-check'
import sodium from 'libsodium-wrappers-sumo'
import { expect, test } from 'vitest'
import {
  agreed,
  boxFor,
  decrypt,
  digest,
  encrypt,
  fromHex,
  keyedDigest,
  newAgreementPair,
  newDeviceKeys,
  openBox,
  random,
  sign,
  signingPairFrom,
  stretch,
  verify,
} from '#core/keys'

await sodium.ready

const bytes = (most: number) => fc.uint8Array({ maxLength: most })
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const often = { numRuns: 200 }

test('when one build seals, the other opens, both ways', () => {
  fc.assert(
    fc.property(exactly(32), bytes(20_000), bytes(300), (key, text, associated) => {
      const sealed = encrypt(key, text, associated)
      const [nonce, ciphertext] = [sealed.subarray(0, 24), sealed.subarray(24)]
      expect(
        sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, associated, null, nonce, key),
      ).toEqual(new Uint8Array(ciphertext))
      expect(decrypt(key, sealed, associated)).toEqual(text)
    }),
    often,
  )
})

test('when a sealed text has one bit changed, is cut or is opened with another key, it is refused', () => {
  const [key, associated] = [random(32), random(9)]
  for (const length of [0, 1, 100, 20_000]) {
    const sealed = encrypt(key, random(length), associated)
    for (let bit = 0; bit < 8 * Math.min(sealed.length, 60); bit++) {
      const changed = sealed.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(decrypt(key, changed, associated)).toBeNull()
    }
    expect(decrypt(key, sealed.subarray(0, -1), associated)).toBeNull()
    expect(decrypt(key, sealed.subarray(0, 39), associated)).toBeNull()
    expect(decrypt(random(32), sealed, associated)).toBeNull()
    expect(decrypt(random(31), sealed, associated)).toBeNull()
    expect(decrypt(key, sealed, random(9))).toBeNull()
  }
})

test('when a key has another length, it is refused', () => {
  expect(() => encrypt(random(31), random(10), random(10))).toThrow('KEYBYTES')
  expect(() => keyedDigest(random(65), 'x', random(10))).toThrow('KEYBYTES')
  expect(() => keyedDigest(random(15), 'x', random(10))).toThrow('KEYBYTES')
  expect(() => boxFor(random(31), random(10))).toThrow('PUBLICKEYBYTES')
})

test('when ten thousand texts are sealed, they have ten thousand nonces', () => {
  const key = random(32)
  const nonces = Array.from({ length: 10_000 }, () =>
    Buffer.from(encrypt(key, random(1), random(1)).subarray(0, 24)).toString('hex'),
  )
  expect(new Set(nonces).size).toBe(10_000)
})

test('when bytes are signed, both builds give one signature, valid for its bytes, label and signer alone', () => {
  fc.assert(
    fc.property(exactly(32), bytes(2000), (seed, text) => {
      const pair = signingPairFrom(seed)
      const theirs = sodium.crypto_sign_seed_keypair(seed)
      expect(pair).toEqual({ public: theirs.publicKey, secret: theirs.privateKey })
      const signature = sign('a purpose', text, pair.secret)
      const signed = digest('sign/a purpose', text)
      expect(signature).toEqual(sodium.crypto_sign_detached(signed, pair.secret))
      expect(verify('a purpose', text, signature, pair.public)).toBe(true)
      expect(verify('another', text, signature, pair.public)).toBe(false)
      expect(verify('a purpose', text, signature, newDeviceKeys().signing.public)).toBe(false)
      expect(verify('a purpose', text, signature.subarray(1), pair.public)).toBe(false)
      expect(verify('a purpose', text, signature, pair.public.subarray(1))).toBe(false)
    }),
    often,
  )
})

/** The order of Ed25519's group of points, lowest byte first. */
const order = fromHex(
  'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010',
).toReversed()

/** The same signature with the order added to its second half: valid in the equation alone. */
const withAnotherHalf = (signature: Uint8Array): Uint8Array => {
  const read = (half: Uint8Array) => BigInt(`0x${Buffer.from(half.toReversed()).toString('hex')}`)
  const sum = read(signature.subarray(32)) + BigInt(`0x${Buffer.from(order).toString('hex')}`)
  const half = fromHex(sum.toString(16).padStart(64, '0')).toReversed()
  return new Uint8Array([...signature.subarray(0, 32), ...half])
}

/** Points of small order on Edwards' curve, and spellings of them that are not canonical. */
const smallPoints = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map(fromHex)

test('when a signature passes a lax check only, neither build accepts it', () => {
  const pair = signingPairFrom(random(32))
  const text = random(40)
  const signature = sign('x', text, pair.secret)
  const other = withAnotherHalf(signature)
  const zero = new Uint8Array(64)
  zero[0] = 1
  for (const [given, signer] of [
    [other, pair.public] as const,
    ...smallPoints.map(point => [zero, point] as const),
    ...smallPoints.map(
      point => [new Uint8Array([...point, ...new Uint8Array(32)]), point] as const,
    ),
  ]) {
    expect(verify('x', text, given, signer)).toBe(false)
    expect(sodium.crypto_sign_verify_detached(given, digest('sign/x', text), signer)).toBe(false)
  }
  expect(verify('x', text, signature, pair.public)).toBe(true)
})

test('when a box is made, both builds open it with its keys alone', () => {
  fc.assert(
    fc.property(bytes(500), text => {
      const keys = newAgreementPair()
      const box = boxFor(keys.public, text)
      expect(sodium.crypto_box_seal_open(box, keys.public, keys.secret)).toEqual(text)
      expect(openBox(keys, sodium.crypto_box_seal(text, keys.public))).toEqual(text)
      expect(openBox(newAgreementPair(), box)).toBeNull()
      expect(openBox(keys, box.subarray(1))).toBeNull()
      expect(openBox(keys, box.subarray(0, 47))).toBeNull()
    }),
    often,
  )
})

test('when two pairs agree, the result is the same, and a point of small order gives none', () => {
  for (let round = 0; round < 100; round++) {
    const [one, other] = [newAgreementPair(), newAgreementPair()]
    const shared = agreed(one.secret, other.public)
    expect(shared).toEqual(sodium.crypto_scalarmult(one.secret, other.public))
    expect(agreed(other.secret, one.public)).toEqual(shared)
  }
  const small = ['00', '01', 'ec', 'ed', 'ee'].map(first => {
    const point = first < '02' ? new Uint8Array(32) : new Uint8Array(32).fill(255)
    point[0] = Number.parseInt(first, 16)
    if (first >= '02') point[31] = 0x7f
    return point
  })
  for (const point of small) expect(agreed(newAgreementPair().secret, point)).toBeNull()
})

test('when a passphrase is stretched, both builds give the same key', () => {
  const [secret, salt] = [random(20), random(16)]
  for (const [passes, memory] of [
    [1, 8192],
    [3, 1 << 20],
  ] as const) {
    expect(stretch(secret, salt, passes, memory)).toEqual(
      sodium.crypto_pwhash(32, secret, salt, passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13),
    )
  }
})
