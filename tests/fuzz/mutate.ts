// Makes one input out of others: as bytes, or as the CBOR that they encode.
import { decodeStrict, encode, type Decoded, type Encodable } from '#core/keys'
import type { Dice } from '#tests/documents'

type Bytes = Uint8Array

const lengths = [0, 1, 2, 23, 24, 31, 32, 64, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32]
const numbers = [...lengths, -1, 2 ** 53 - 1, -(2 ** 53 - 1)]
const telling = [0, 1, 0x17, 0x18, 0x1b, 0x58, 0x7f, 0x80, 0x9b, 0xbb, 0xf6, 0xf7, 0xfb, 0xff]

const joined = (...parts: Bytes[]): Bytes => new Uint8Array(Buffer.concat(parts))

const places = (bytes: Bytes, dice: Dice): [number, number] => {
  const from = dice.below(bytes.length + 1)
  return [from, Math.min(bytes.length, from + 1 + dice.below(dice.chance(0.7) ? 8 : 200))]
}

type Change = (bytes: Bytes, other: Bytes, dice: Dice) => Bytes

const written = (bytes: Bytes, at: number, value: number): Bytes => {
  const changed = bytes.slice()
  if (at < changed.length) changed[at] = value
  return changed
}

const changes: Change[] = [
  (bytes, _, dice) => {
    const at = dice.below(bytes.length)
    return written(bytes, at, (bytes[at] ?? 0) ^ (1 << dice.below(8)))
  },
  (bytes, _, dice) => written(bytes, dice.below(bytes.length), dice.one(telling)),
  (bytes, _, dice) => written(bytes, dice.below(bytes.length), dice.below(256)),
  (bytes, _, dice) => {
    const [from, to] = places(bytes, dice)
    return joined(bytes.subarray(0, from), bytes.subarray(to))
  },
  (bytes, _, dice) => {
    const [from, to] = places(bytes, dice)
    const again = Array.from({ length: 1 + dice.below(dice.chance(0.9) ? 3 : 60) }, () =>
      bytes.subarray(from, to),
    )
    return joined(bytes.subarray(0, from), ...again, bytes.subarray(from))
  },
  (bytes, _, dice) => {
    const [from] = places(bytes, dice)
    return joined(bytes.subarray(0, from), dice.bytes(1 + dice.below(8)), bytes.subarray(from))
  },
  (bytes, other, dice) => {
    const [[from], [start, end]] = [places(bytes, dice), places(other, dice)]
    return joined(bytes.subarray(0, from), other.subarray(start, end), bytes.subarray(from))
  },
  (bytes, other, dice) =>
    joined(
      bytes.subarray(0, dice.below(bytes.length + 1)),
      other.subarray(dice.below(other.length + 1)),
    ),
  (bytes, _, dice) => bytes.subarray(0, dice.below(bytes.length + 1)),
]

const isList = (value: unknown): value is Encodable[] => Array.isArray(value)

const someValue = (dice: Dice): Encodable =>
  dice.one<() => Encodable>([
    () => dice.one(numbers),
    () => dice.bytes(dice.one([0, 1, 16, 32, 64])),
    () => dice.one(['', 'a', 'locked', 'pack', 'é\u0000\u202e', 'x'.repeat(200)]),
    () => null,
    () => dice.chance(0.5),
    () => [],
  ])()

/** The same value with one place in it changed. */
const changedValue = (value: Encodable, other: Encodable, dice: Dice): Encodable => {
  if (isList(value) && value.length > 0 && dice.chance(0.9)) {
    const list = [...value]
    const at = dice.below(list.length)
    const child = list[at]!
    const roll = dice.below(12)
    if (roll === 0) list.splice(at, 1)
    else if (roll === 1) list.splice(at, 0, child)
    else if (roll === 2) list.splice(at, 0, ...Array.from({ length: dice.below(40) }, () => child))
    else if (roll === 3) list.push(someValue(dice))
    else if (roll === 4) list.reverse()
    else list[at] = changedValue(child, isList(other) ? (other[at] ?? other) : other, dice)
    return list
  }
  if (value instanceof Uint8Array && value.length > 0 && dice.chance(0.7)) {
    const inside = asValue(value)
    return inside === undefined
      ? dice.one(changes)(value, other instanceof Uint8Array ? other : value, dice)
      : encoded(changedValue(inside, other, dice), value)
  }
  if (typeof value === 'number' && dice.chance(0.7)) return value + dice.one([-1, 1, 2, 256])
  return dice.chance(0.3) ? other : someValue(dice)
}

/** The value that `bytes` encode, where that is a list. */
const asValue = (bytes: Bytes): Encodable | undefined => {
  const value: Decoded = decodeStrict(bytes, 1 << 20)
  return Array.isArray(value) ? (value as Encodable[]) : undefined
}

const encoded = (value: Encodable, otherwise: Bytes): Bytes => {
  try {
    return encode(value)
  } catch {
    // A number outside the encoding.
    return otherwise
  }
}

/** A new input, of at most `most` bytes. */
export const mutate = (bytes: Bytes, other: Bytes, dice: Dice, most: number): Bytes => {
  let made = bytes
  for (let times = 1 + dice.below(4); times > 0; times--) {
    const value = dice.chance(0.5) ? asValue(made) : undefined
    made =
      value === undefined
        ? dice.one(changes)(made, other, dice)
        : encoded(changedValue(value, asValue(other) ?? other, dice), made)
  }
  return made.slice(0, most)
}
