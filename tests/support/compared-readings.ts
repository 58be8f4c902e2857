// Compares what two readers made of one file, letter by letter, and says what parts them. A third reader settles who
// is right: words that it shows and a reader lacks are lost there, and words that it does not show are made up.

/** Letters and numbers; spaces, signs and the form of a letter are layout. */
export const lettersOf = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '')

/** `body`: a line for each paragraph. `notes`: each footnote, in any order. */
export type Reading = { body: string; notes: readonly string[] }

/** A place where two texts part: what stands there in each, and what stands before and behind. */
export type Apart = { before: string; ours: string; theirs: string; behind: string }

/** As many letters in a row are the same place in both texts. */
const sure = 12
const furthest = 4000

/** The nearest places, from here on, where both texts are the same again; their ends where they never are. */
const nextSame = (ours: string, theirs: string, o: number, t: number): [number, number] => {
  let best: [number, number] = [ours.length, theirs.length]
  let distance = Number.POSITIVE_INFINITY
  for (let skipped = 0; skipped < Math.min(furthest, distance); skipped++) {
    const [mine, other] = [ours.substr(o + skipped, sure), theirs.substr(t + skipped, sure)]
    const inTheirs = mine === '' ? -1 : theirs.indexOf(mine, t)
    const inOurs = other === '' ? -1 : ours.indexOf(other, o)
    if (inTheirs >= 0 && skipped + inTheirs - t < distance) {
      distance = skipped + inTheirs - t
      best = [o + skipped, inTheirs]
    }
    if (inOurs >= 0 && skipped + inOurs - o < distance) {
      distance = skipped + inOurs - o
      best = [inOurs, t + skipped]
    }
  }
  return best
}

export const partings = (ours: string, theirs: string): Apart[] => {
  const found: Apart[] = []
  let [o, t] = [0, 0]
  while (o < ours.length || t < theirs.length) {
    if (ours[o] === theirs[t]) {
      o++
      t++
      continue
    }
    const [o2, t2] = nextSame(ours, theirs, o, t)
    found.push({
      before: ours.slice(Math.max(0, o - sure), o),
      ours: ours.slice(o, o2),
      theirs: theirs.slice(t, t2),
      behind: ours.slice(o2, o2 + sure),
    })
    ;[o, t] = [o2, t2]
  }
  return found
}

const sorted = (text: string): string => Array.from(text).toSorted().join('')

/** The lines of one reader that the other has not, as letters. */
const without = (lines: readonly string[], others: readonly string[]): string => {
  const left = new Map<string, number>()
  for (const line of others.map(lettersOf)) left.set(line, (left.get(line) ?? 0) + 1)
  const own = lines.map(lettersOf).filter(line => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
  return own.join('\n')
}

export type Verdict =
  | { is: 'equal' }
  /** The same letters in another order. */
  | { is: 'order' }
  /** Only the other reader is at fault. */
  | { is: 'theirs'; lacks: string[]; invents: string[] }
  /** `lost`: what the third reader and the other one show, and ours lacks; `other`: what nobody else shows. */
  | { is: 'apart'; lost: string[]; other: string[] }

/** None for no words. */
const timesIn = (text: string, words: string): number =>
  words === '' ? 0 : text.split(words).length - 1

/** Whether a third text has `words` at this place. A short word counts only with what stands beside it. */
const stands = (
  third: readonly string[],
  words: string,
  { before, behind }: Pick<Apart, 'before' | 'behind'>,
): boolean =>
  third.some(
    text =>
      (words.length >= sure && text.includes(words)) ||
      text.includes(before + words + behind) ||
      (before.length >= 6 && text.includes(before + words)) ||
      (behind.length >= 6 && text.includes(words + behind)),
  )

/** Each line of the words by itself, with what stands beside it in its line. */
const linesAt = (words: string, { before, behind }: Apart) => {
  const lines = words.split('\n')
  return lines.flatMap((line, at) => {
    const first = at === 0 ? (before.split('\n').at(-1) ?? '') : ''
    const last = at === lines.length - 1 ? (behind.split('\n')[0] ?? '') : ''
    return line === '' ? [] : [{ line, before: first, behind: last }]
  })
}

/**
 * `shown`: what a third reader shows, and the text of the file itself, as letters. Words of ours are right if one of
 * them has them; words of theirs are right if the reader shows them.
 */
export const verdictOn = (
  ours: Reading,
  theirs: Reading,
  shown: () => { reader: string; file: string },
): Verdict => {
  const linesOf = ({ body, notes }: Reading) => [body.split('\n'), notes] as const
  const [[mine, myNotes], [other, otherNotes]] = [linesOf(ours), linesOf(theirs)]
  const rests = [
    [without(mine, other), without(other, mine)],
    [without(myNotes, otherNotes), without(otherNotes, myNotes)],
  ] as const
  const whole = [ours, theirs].map(({ body }) => lettersOf(body))
  if (whole[0] === whole[1] && rests[1].every(rest => rest === '')) return { is: 'equal' }
  const [all, allOther] = [ours, theirs].map(({ body, notes }) => lettersOf(body + notes.join('')))
  if (all === undefined || allOther === undefined || sorted(all) === sorted(allOther))
    return { is: 'order' }
  const third = shown()
  const [lacks, invents, lost, unseen]: [string[], string[], string[], string[]] = [[], [], [], []]
  for (const each of rests.flatMap(([rest, otherRest]) => partings(rest, otherRest))) {
    for (const { line, ...beside } of linesAt(each.ours, each))
      if (timesIn(all, line) > timesIn(allOther, line))
        (stands([third.reader, third.file], line, beside) ? lacks : unseen).push(line)
    for (const { line, ...beside } of linesAt(each.theirs, each))
      if (timesIn(allOther, line) > timesIn(all, line))
        (stands([third.reader], line, beside) ? lost : invents).push(line)
  }
  const isTheirs = lost.length + unseen.length === 0 && lacks.length + invents.length > 0
  return isTheirs ? { is: 'theirs', lacks, invents } : { is: 'apart', lost, other: unseen }
}
