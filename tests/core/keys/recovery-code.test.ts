import { expect, test } from 'vitest'
import { newRecoverySecret, readRecoveryCode, recoveryCodeOf, toHex } from '#core/keys'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

test('when a code is made, it is seven groups of four clear characters and gives its secret back', () => {
  for (let trial = 0; trial < 200; trial += 1) {
    const secret = newRecoverySecret()
    expect(secret).toHaveLength(16)
    const code = recoveryCodeOf(secret)
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){6}$/)
    expect(toHex(readRecoveryCode(code)!)).toBe(toHex(secret))
  }
  expect(recoveryCodeOf(new Uint8Array(16))).toMatch(/^AAAA(-[A-Z2-9]{4}){6}$/)
})

test('when case, spaces, dashes or wide letters differ, the code is the same', () => {
  const secret = newRecoverySecret()
  const code = recoveryCodeOf(secret)
  const wide = code.replace(/[A-Z]/g, letter =>
    String.fromCodePoint(letter.codePointAt(0)! + 0xfee0),
  )
  for (const typed of [code.toLowerCase(), ` ${code.replaceAll('-', ' \u2013\n')}`, wide]) {
    expect(toHex(readRecoveryCode(typed) ?? new Uint8Array())).toBe(toHex(secret))
  }
})

test('when a code has a slip of the pen, it is noticed 4,095 times in 4,096', () => {
  let unnoticed = 0
  let slips = 0
  for (let trial = 0; trial < 10; trial += 1) {
    const code = recoveryCodeOf(newRecoverySecret()).replaceAll('-', '')
    for (let at = 0; at < code.length; at += 1) {
      for (const other of alphabet) {
        if (other === code[at]) continue
        slips += 1
        if (readRecoveryCode(code.slice(0, at) + other + code.slice(at + 1))) unnoticed += 1
      }
    }
    for (const wrong of ['', code.slice(1), `${code}A`, `${code.slice(1)}0`, `${code.slice(1)}I`]) {
      expect(readRecoveryCode(wrong)).toBe(null)
    }
  }
  // 8,680 slips, 2.1 of them expected; 15 or more would come once in 10^8 runs.
  expect(slips).toBe(8680)
  expect(unnoticed).toBeLessThan(15)
})
