// One value, one encoding: only bytes that `encode` writes are read.
import { encode as encodeCbor, rfc8949EncodeOptions } from 'cborg'
import fc from 'fast-check'
import { decodeGenerally } from '#tests/general-cbor'
import { expect, test } from 'vitest'
import {
  decodeStrict,
  encode,
  equal,
  fromHex,
  random,
  toHex,
  utf8,
  type Encodable,
} from '#core/keys'

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array({ maxLength: 40 }),
)
const value = fc.letrec<{ any: Encodable }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('any'), { maxLength: 5 }),
    fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), tie('any'), {
      maxKeys: 5,
      noNullPrototype: true,
    }),
  ),
})).any

test('when a value is encoded and decoded, it is the same', () => {
  fc.assert(
    fc.property(value, given => {
      expect(decodeStrict(encode(given), 1 << 20)).toEqual(given)
    }),
    { numRuns: 500 },
  )
})

test('when a text begins with a byte order mark, it is written without it, and the rest is read', () => {
  for (const [given, read] of [
    ['\ufeffMinutes', 'Minutes'],
    ['\ufeff\ufeff', ''],
    ['a\ufeff', 'a\ufeff'],
  ] as const)
    expect(decodeStrict(encode([1, { name: given }, 'after']), 100)).toEqual([
      ...[1, { name: read }, 'after'],
    ])
})

test('when another implementation encodes, the bytes are the same', () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 300 })
    .map(letters => letters.replace(/^\ufeff+/, ''))
  // Around the length and the letter where the writer of short names stops.
  const unit = fc.integer({ min: 96, max: 288 }).map(code => String.fromCharCode(code))
  const wide = fc.oneof(
    value,
    text,
    fc.string({ unit, maxLength: 18 }),
    fc.constantFrom('a'.repeat(16), 'a'.repeat(17), 'entries', 'é', `${'a'.repeat(15)}é`),
    fc.uint8Array({ maxLength: 70_000 }),
    fc.array(fc.integer({ min: -300, max: 70_000 }), { maxLength: 300 }),
    fc.dictionary(text, leaf, { maxKeys: 30, noNullPrototype: true }),
    fc.constantFrom(-0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1),
  )
  fc.assert(
    fc.property(wide, given => {
      expect(toHex(encode(given))).toBe(toHex(encodeCbor(given, rfc8949EncodeOptions)))
    }),
    { numRuns: 600 },
  )
})

test('when values are those of RFC 8949, the bytes are its bytes', () => {
  expect(toHex(encode([1, 'record', null, true, fromHex('0102'), -500, 1_000_000]))).toBe(
    '8701667265636f7264f6f54201023901f31a000f4240',
  )
  expect(toHex(encode({ b: 1, aa: 2 }))).toBe('a261620162616102')
})

test.each([
  ['nothing', ''],
  ['a byte too many', '0100'],
  ['a byte too few', '8201'],
  ['an integer in a longer form', '1801'],
  ['an integer beyond what a number holds', '1b0020000000000000'],
  ['an array without its length', '9f01ff'],
  ['text without its length', '7f6161ff'],
  ['a float', 'fb3ff8000000000000'],
  ['a whole number as a float', 'f93c00'],
  ['not a number', 'f97e00'],
  ['undefined', 'f7'],
  ['a tag', 'c001'],
  ['the same key twice', 'a2616101616102'],
  ['keys out of order', 'a262616101616202'],
  ['a key that is no text', 'a10102'],
  ['text that is no UTF-8', '61ff'],
  ['a length that the bytes do not hold', '5affffffff00'],
  ['an array length that the bytes do not hold', '9affffffff00'],
])('when the bytes are %s, they are not read', (_, hex) => {
  expect(decodeStrict(fromHex(hex), 1000)).toBeNull()
})

test('when bytes are of any kind, decoding never throws', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
    const read = decodeStrict(bytes, 1000)
    return read === null || equal(encode(read), bytes)
  })
  expect(fc.check(property, { numRuns: 5_000 })).toMatchObject({ failed: false })
})

test('when bytes are of any kind, a general decoder accepts and refuses the same', () => {
  const dent = fc.record({
    at: fc.nat({ max: 400 }),
    how: fc.constantFrom('set', 'insert', 'remove'),
    byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0x18, 0x19, 0x1b, 0x7f, 0x9f, 0xf9, 0xff)),
  })
  const dented = fc.tuple(value, fc.array(dent, { maxLength: 3 })).map(([given, dents]) => {
    const bytes = [...encode(given)]
    for (const { at, how, byte } of dents) {
      const place = at % (bytes.length + 1)
      if (how === 'insert') bytes.splice(place, 0, byte)
      else if (how === 'remove') bytes.splice(place, 1)
      else if (place < bytes.length) bytes[place] = byte
    }
    return Uint8Array.from(bytes)
  })
  // Heads of lists, maps, short texts and numbers in every form, with possible successors.
  const heads = fc
    .array(
      fc.oneof(
        fc.constantFrom([0x80], [0x81], [0x82], [0xa0], [0xa1], [0xa2], [0x60], [0x40], [0xf6]),
        fc.constantFrom([0x61, 0x61], [0x61, 0x62], [0x62, 0x61, 0x61], [0x18, 0x18], [0x18, 3]),
        fc.constantFrom(
          [0x19, 1, 0],
          [0x1a, 0, 1, 0, 0],
          [0x1b, 0, 31, ...[255, 255, 255, 255, 255, 255]],
        ),
        fc.constantFrom([0x3b, 0, 31, ...[255, 255, 255, 255, 255, 255]], [0xf4], [0xf7], [0xc0]),
        fc.constantFrom(
          [0x63, 0xef, 0xbb, 0xbf],
          [0x63, 0xed, 0xa0, 0x80],
          [0x63, 0xef, 0xbf, 0xbd],
        ),
      ),
      { maxLength: 14 },
    )
    .map(all => Uint8Array.from(all.flat()))
  let read = 0
  fc.assert(
    fc.property(fc.oneof(dented, heads, fc.uint8Array({ maxLength: 60 })), bytes => {
      const ours = decodeStrict(bytes, 380)
      expect(ours).toEqual(decodeGenerally(bytes, 380))
      if (ours !== null) read++
    }),
    { numRuns: 4_000 },
  )
  expect(read).toBeGreaterThan(400)
  for (const length of [0, 1, 20, 40, 100, 5_000])
    for (const text of ['\ufeff', 'a\ufeff', '\u2028', 'é']) {
      const bytes = encode([text + 'a'.repeat(length), { [text + 'a'.repeat(length)]: 1 }])
      expect(decodeStrict(bytes, 1 << 16)).toEqual(decodeGenerally(bytes, 1 << 16))
    }
})

test('when size, depth or number of items is beyond the limits, it is refused', () => {
  expect(decodeStrict(encode(random(100)), 101)).toBeNull()
  expect(decodeStrict(encode(random(100)), 102)).toHaveLength(100)
  const nested = (depth: number): Encodable => (depth === 0 ? [] : [nested(depth - 1)])
  expect(decodeStrict(encode(nested(32)), 1000)).not.toBeNull()
  expect(decodeStrict(encode(nested(33)), 1000)).toBeNull()
  expect(decodeStrict(new Uint8Array(1 << 20).fill(0x81), 1 << 20)).toBeNull()
  const many = new Uint8Array(300_005).fill(0x80)
  many.set(fromHex('9a000493e0'))
  expect(decodeStrict(many, 1 << 20)).toBeNull()
})

test('when bytes are decoded, they are no view of a shared buffer', () => {
  const bytes = encode([1, 'x', random(20)])
  expect(bytes.buffer.byteLength).toBe(bytes.length)
  const [, , inner] = decodeStrict(Buffer.from(bytes), 100) as [number, string, Uint8Array]
  expect(inner.constructor).toBe(Uint8Array)
  expect(inner.buffer.byteLength).toBe(20)
})

test('when a value has no encoding, encoding throws a TypeError', () => {
  for (const given of [1.5, Number.NaN, 2 ** 53, undefined, 1n])
    expect(() => encode([given] as Encodable)).toThrow(TypeError)
})

test('when a key is named like a prototype, it is only a key', () => {
  const read = decodeStrict(encode(JSON.parse('{"__proto__": 1}')), 100)
  expect(Object.hasOwn(read as object, '__proto__')).toBe(true)
  expect(decodeStrict(utf8('a'), 10)).toBeNull()
})
