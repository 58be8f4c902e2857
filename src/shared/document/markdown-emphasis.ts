// Emphasis of Markdown (CommonMark 0.31, section 6.2) among the parts of a paragraph, in time that
// grows with their number.
import type { Run } from './page.ts'

export type Look = Omit<Run, 'text'>

/** A run of emphasis signs: how many are left of it, and how many there were. */
export type Mark = { sign: string; count: number; opens: boolean; closes: boolean; length: number }

export type Part = { text: string; look: Look; mark?: Mark }

const space = /^(\s|$)/
const punctuation = /^[\p{P}\p{S}]/u

/** Which way a run of emphasis signs faces, by the characters next to it: '' for none. */
export const facing = (
  sign: string,
  before: string,
  after: string,
): Pick<Mark, 'opens' | 'closes'> => {
  const spaceAfter = space.test(after)
  const spaceBefore = before === '' || /\s$/.test(before)
  const signBefore = /[\p{P}\p{S}]$/u.test(before)
  const left = !spaceAfter && (!punctuation.test(after) || spaceBefore || signBefore)
  const right = !spaceBefore && (!signBefore || spaceAfter || punctuation.test(after))
  if (!sign.startsWith('_')) return { opens: left, closes: right }
  return {
    opens: left && (!right || signBefore),
    closes: right && (!left || punctuation.test(after)),
  }
}

type Name = 'bold' | 'italic' | 'strikethrough'
const nameOf = (sign: string, count: number): Name =>
  sign === '~' ? 'strikethrough' : count === 2 ? 'bold' : 'italic'

type Opener = { at: number; mark: Mark }

/** The rule of three: signs that face both ways close one another only when their lengths agree. */
const mayPair = (opener: Mark, closer: Mark): boolean => {
  if (opener.sign !== closer.sign || !opener.opens || opener.count === 0) return false
  const both = opener.closes || closer.opens
  const isThird = (opener.length + closer.length) % 3 === 0
  const areThirds = opener.length % 3 === 0 && closer.length % 3 === 0
  return closer.sign === '~' || !both || !isThird || areThirds
}

/** Gives the parts between each pair of signs its look, from the inside out. */
export const emphasise = (parts: readonly Part[]): void => {
  // Where a look begins and ends: how many begin less how many end, by part.
  const steps = parts.map((): Partial<Record<Name, number>> => ({}))
  const step = (at: number, name: Name, by: number): void => {
    const here = steps[at]
    if (here) here[name] = (here[name] ?? 0) + by
  }
  const openers: Opener[] = []
  /** Signs that pair alike find nothing at or before this part: it was looked for in vain. */
  const inVain = new Map<string, number>()

  const close = (end: number, closer: Mark): void => {
    const kind = `${closer.sign} ${closer.opens} ${closer.length % 3}`
    let above = openers.length - 1
    while (closer.count > 0) {
      const opener = openers[above]
      if (!opener || opener.at <= (inVain.get(kind) ?? -1)) {
        inVain.set(kind, end - 1)
        return
      }
      if (!mayPair(opener.mark, closer)) {
        above--
        continue
      }
      const count = closer.sign === '~' || (opener.mark.count > 1 && closer.count > 1) ? 2 : 1
      step(opener.at + 1, nameOf(closer.sign, count), 1)
      step(end, nameOf(closer.sign, count), -1)
      opener.mark.count -= count
      closer.count -= count
      // Marks between a pair have found no partner.
      openers.length = opener.mark.count > 0 ? above + 1 : above
      above = openers.length - 1
    }
  }

  for (const [at, { mark }] of parts.entries()) {
    if (!mark) continue
    if (mark.closes) close(at, mark)
    if (mark.opens && mark.count > 0) openers.push({ at, mark })
  }

  const depth = { bold: 0, italic: 0, strikethrough: 0 }
  const names = ['bold', 'italic', 'strikethrough'] as const
  for (const [at, part] of parts.entries()) {
    for (const name of names) {
      depth[name] += steps[at]?.[name] ?? 0
      if (depth[name] > 0) part.look[name] = true
    }
  }
}
