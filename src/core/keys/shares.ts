// A recovery secret in pieces for several people (Shamir): any `needed` of the pieces restore it,
// and fewer reveal nothing. A piece names neither a group nor a person. Layout: docs/protocol.md.
import { combine, split } from 'shamir-secret-sharing'
import { Failure } from '#shared/failure'
import { digest, equal, random, toHex, type Bytes } from './primitives.ts'
import { recoverySecretBytes } from './recovery-code.ts'
import { bitsOf, bytesOfBits, longestSpelled, spell, unspell } from './spelling.ts'

const mostShares = 9

/** `value`: the library's share, 16 bytes of the polynomials' values and one for their place. */
export type Share = { set: Bytes; needed: number; number: number; value: Bytes }

export const shareSetBytes = 5
const format = 1
const valueBytes = recoverySecretBytes + 1
const checkBytes = 5
const bodyBytes = 1 + shareSetBytes + 2 + valueBytes
/** 48 characters of 5 bits are exactly the 30 bytes. */
const characters = ((bodyBytes + checkBytes) * 8) / 5
const heading = 'BARAZA RECOVERY SHARE'
const headings = new RegExp(`${heading}[^\\n]*\\n`, 'g')

const checkOf = (body: Bytes): Bytes => digest('recovery share', body).subarray(0, checkBytes)

/** A share for printing and typing: twelve groups of four. */
export const shareText = ({ set, needed, number, value }: Share): string => {
  const body = new Uint8Array([format, ...set, needed, number, ...value])
  return spell(bitsOf(new Uint8Array([...body, ...checkOf(body)])), characters)
}

/** The name of a set of pieces for people: five bytes in hexadecimal. */
export const shareSetName = (set: Bytes): string => toHex(set)

/** The same as a small text file: a line that says what it is, and the groups on two more. */
export const shareFile = (share: Share): string => {
  const groups = shareText(share).split('-')
  const first = `${heading} ${share.number}, SET ${shareSetName(share.set)}`
  return `${[first, groups.slice(0, 6).join('-'), groups.slice(6).join('-')].join('\n')}\n`
}

/** The pieces in `text`, one after the other; the text itself if it contains none. */
export const sharesIn = (text: string): string[] => {
  if (text.length > longestSpelled) return [text]
  const plain = text
    .replace(headings, '')
    .normalize('NFKC')
    .replace(/[\s\p{Pd},;]/gu, '')
  if (plain.length <= characters || plain.length % characters > 0) return [text]
  return plain.match(new RegExp(`.{${characters}}`, 'gu')) ?? [text]
}

/**
 * A share as it was typed, or a file's whole text. Throws Failure recovery-mistyped, file-is-newer,
 * or file-wrong-kind for a long text without the heading.
 */
export const readShare = (text: string): Share => {
  if (text.length > longestSpelled) throw new Failure('file-wrong-kind')
  const bits = unspell(text.replace(headings, ''), characters)
  if (bits === null) throw new Failure('recovery-mistyped')
  const bytes = bytesOfBits(bits, bodyBytes + checkBytes)
  const body = bytes.subarray(0, bodyBytes)
  if (!equal(checkOf(body), bytes.subarray(bodyBytes))) throw new Failure('recovery-mistyped')
  const [version = 0, ...rest] = body
  if (version > format) throw new Failure('file-is-newer')
  const [needed = 0, number = 0] = rest.slice(shareSetBytes)
  const isPossible = version === format && needed >= 2 && needed <= mostShares
  if (!isPossible || number < 1 || number > mostShares) throw new Failure('recovery-mistyped')
  return {
    set: body.slice(1, 1 + shareSetBytes),
    needed,
    number,
    value: body.slice(1 + shareSetBytes + 2),
  }
}

/** `of` shares of `secret` (16 bytes), any `needed` of which give it back; 2 <= needed <= of <= 9. */
export const splitSecret = async (
  secret: Bytes,
  { needed, of }: { needed: number; of: number },
): Promise<{ set: Bytes; shares: Share[] }> => {
  const set = random(shareSetBytes)
  const values = await split(secret, of, needed)
  return { set, shares: values.map((value, at) => ({ set, needed, number: at + 1, value })) }
}

/**
 * The secret of the pieces of one set. The same piece twice counts once. Failures: `pieces-differ`
 * (two sets, or one number with two values), `pieces-too-few`. Forged pieces give a secret that
 * opens nothing.
 */
export const combineShares = async (shares: readonly Share[]): Promise<Bytes> => {
  const [first] = shares
  if (first === undefined) throw new Failure('pieces-too-few')
  const values = new Map<number, Bytes>()
  for (const { set, needed, number, value } of shares) {
    const known = values.get(number)
    const isSame = equal(set, first.set) && needed === first.needed
    if (!isSame || (known !== undefined && !equal(known, value))) throw new Failure('pieces-differ')
    values.set(number, value)
  }
  if (values.size < first.needed) throw new Failure('pieces-too-few')
  const places = [...values.values()].map(value => value[recoverySecretBytes] ?? 0)
  if (new Set(places).size < places.length) throw new Failure('pieces-differ')
  return combine([...values.values()])
}
