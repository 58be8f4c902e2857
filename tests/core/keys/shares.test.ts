import { combine } from 'shamir-secret-sharing'
import { expect, test, vi } from 'vitest'
import {
  combineShares,
  newRecoverySecret,
  readRecoverySecret,
  readShare,
  shareFile,
  shareText,
  splitSecret,
  toHex,
  type Share,
} from '#core/keys'
import { laterRefusal, refusal } from '#tests/refusal'

/** Every way of choosing `count` of `all`. */
const choices = <T>(all: readonly T[], count: number): T[][] => {
  if (count === 0) return [[]]
  return all.flatMap((first, at) =>
    choices(all.slice(at + 1), count - 1).map(rest => [first, ...rest]),
  )
}

test('when any 3 of 5 pieces come, they give the secret, and no 2 do: all ten threes, all ten pairs', async () => {
  const secret = newRecoverySecret()
  const { shares } = await splitSecret(secret, { needed: 3, of: 5 })
  expect(choices(shares, 3)).toHaveLength(10)
  for (const count of [3, 4, 5]) {
    for (const some of choices(shares, count)) {
      expect(toHex(await combineShares(some.toReversed()))).toBe(toHex(secret))
    }
  }
  expect(choices(shares, 2)).toHaveLength(10)
  for (const pair of choices(shares, 2)) {
    expect(await laterRefusal(combineShares(pair))).toBe('pieces-too-few')
    // The bare arithmetic gives something else for two pieces.
    expect(toHex(await combine(pair.map(({ value }) => value)))).not.toBe(toHex(secret))
    expect(await laterRefusal(combineShares([...pair, pair[0]!]))).toBe('pieces-too-few')
  }
  expect(await laterRefusal(combineShares([]))).toBe('pieces-too-few')
})

test('when there are two of three pieces, every secret is as likely as before', async () => {
  const { shares } = await splitSecret(newRecoverySecret(), { needed: 3, of: 5 })
  for (const [one, two] of choices(shares, 2)) {
    const place = shares.find(each => each !== one && each !== two)!.value[16]!
    // For each possible byte of the third piece there is one secret, and no secret comes twice.
    const possible = Array.from({ length: 16 }, () => new Set<number>())
    for (let value = 0; value < 256; value += 1) {
      const third = new Uint8Array(17).fill(value)
      third[16] = place
      const secret = await combine([one!.value, two!.value, third])
      secret.forEach((byte, at) => possible[at]!.add(byte))
    }
    expect(possible.map(bytes => bytes.size)).toEqual(Array<number>(16).fill(256))
  }
})

test('when one secret is split twice, the pieces differ', async () => {
  const secret = new Uint8Array(16)
  const seen = new Set<string>()
  const counts = new Map<number, number>()
  for (let trial = 0; trial < 500; trial += 1) {
    const { set, shares } = await splitSecret(secret, { needed: 2, of: 2 })
    seen.add(toHex(set))
    for (const { value } of shares) {
      seen.add(toHex(value))
      for (const byte of value.subarray(0, 16)) counts.set(byte, (counts.get(byte) ?? 0) + 1)
    }
  }
  expect(seen.size).toBe(1500)
  // 16,000 bytes over 256 values: 62.5 each; every value comes, none very often.
  expect(counts.size).toBe(256)
  expect(Math.max(...counts.values())).toBeLessThan(125)
})

test('when the size is any from 2 of 2 to 9 of 9, the secret is restored', async () => {
  for (let of = 2; of <= 9; of += 1) {
    for (let needed = 2; needed <= of; needed += 1) {
      const secret = newRecoverySecret()
      const { shares } = await splitSecret(secret, { needed, of })
      expect(shares.map(({ number }) => number)).toEqual(
        Array.from({ length: of }, (_, at) => at + 1),
      )
      expect(toHex(await combineShares(shares.slice(-needed)))).toBe(toHex(secret))
      expect(await laterRefusal(combineShares(shares.slice(0, needed - 1)))).toBe('pieces-too-few')
    }
  }
})

const reads = (share: Share) => ({ ...share, set: toHex(share.set), value: toHex(share.value) })

test('when a piece is printed, it is twelve groups, and is read from paper or file', async () => {
  const { shares } = await splitSecret(newRecoverySecret(), { needed: 3, of: 5 })
  for (const share of shares) {
    const text = shareText(share)
    expect(text).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){11}$/)
    const file = shareFile(share)
    expect(file.length).toBeLessThan(130)
    for (const typed of [text, text.toLowerCase().replaceAll('-', ' '), file, `\n${file}\r\n`]) {
      expect(reads(readShare(typed))).toEqual(reads(share))
    }
    const slip = text.replace(
      /^.(.*)$/s,
      (_, rest: string) => `${text.startsWith('B') ? 'C' : 'B'}${rest}`,
    )
    expect(refusal(() => readShare(slip))).toBe('recovery-mistyped')
    expect(refusal(() => readShare(text.slice(1)))).toBe('recovery-mistyped')
  }
  expect(refusal(() => readShare('x'.repeat(5000)))).toBe('file-wrong-kind')
})

test('when pieces come in one text, one after the other, they are read', async () => {
  const secret = newRecoverySecret()
  const { shares } = await splitSecret(secret, { needed: 3, of: 4 })
  const some = shares.slice(1)
  for (const text of [
    some.map(shareFile).join('\n'),
    some.map(shareText).join('; '),
    some.map(shareText).join('').toLowerCase(),
  ]) {
    expect(toHex(await readRecoverySecret([text]))).toBe(toHex(secret))
  }
  const two = some.slice(1).map(shareText).join(', ')
  expect(await laterRefusal(readRecoverySecret([two]))).toBe('pieces-too-few')
  expect(await laterRefusal(readRecoverySecret([`${two}A`]))).toBe('recovery-mistyped')
})

test('when pieces are of two sets, or two have one number, they are refused with a clear reason', async () => {
  const secret = newRecoverySecret()
  const [one, two] = [
    await splitSecret(secret, { needed: 2, of: 3 }),
    await splitSecret(secret, { needed: 2, of: 3 }),
  ]
  expect(await laterRefusal(combineShares([one.shares[0]!, two.shares[1]!]))).toBe('pieces-differ')
  const forged = { ...one.shares[1]!, number: 1 }
  expect(await laterRefusal(combineShares([one.shares[0]!, forged]))).toBe('pieces-differ')
  const again = { ...one.shares[0]!, number: 2 }
  expect(await laterRefusal(combineShares([one.shares[0]!, again]))).toBe('pieces-differ')
})

test('when a text is too long for pieces, it is refused before it is brought into one form', async () => {
  const normalized = vi.spyOn(String.prototype, 'normalize')
  // Each character becomes eighteen letters in that form.
  const text = '\ufdfa'.repeat(100_000)
  expect(await laterRefusal(readRecoverySecret([text]))).toBe('file-wrong-kind')
  expect(await laterRefusal(readRecoverySecret([text, text]))).toBe('file-wrong-kind')
  expect(normalized).not.toHaveBeenCalled()
  normalized.mockRestore()
})
