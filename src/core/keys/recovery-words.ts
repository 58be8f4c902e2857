// A recovery secret as people enter it: one code, or several pieces.
import type { Bytes } from './primitives.ts'
import { readRecoveryCode } from './recovery-code.ts'
import { combineShares, readShare, sharesIn } from './shares.ts'

/**
 * The 16-byte secret that `texts` spell: one code, or shares, as typed or as the text of their files,
 * each in a text of its own or one behind the other. Throws Failure recovery-mistyped, pieces-too-few,
 * pieces-differ, file-is-newer or file-wrong-kind.
 */
export const readRecoverySecret = async (texts: readonly string[]): Promise<Bytes> => {
  const [only = '', ...more] = texts
  const code = more.length === 0 ? readRecoveryCode(only) : null
  return code ?? combineShares(texts.flatMap(sharesIn).map(readShare))
}
