// The present wording of an amendment once others to it were accepted, and its effect on the
// paragraph as it is now.
import { isAcceptance, type ProposalLog, type Settlement } from './amendment-entries.ts'
import { verdictOn } from './amendment-verdicts.ts'
import { standingOf, type Said } from '#document/log'
import type { EntryId } from '#document/ids'
import {
  applied,
  mergeWords,
  splicesBetween,
  type MergedWords,
  type Splice,
  wordsIn,
} from '#document/words'

type AcceptedLog = { log: ProposalLog; over: readonly EntryId[]; id: EntryId }

/** Each after those that its author had seen; others by name. */
const inOrder = (accepted: readonly AcceptedLog[]): ProposalLog[] => {
  const byName = new Map(
    accepted.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(each => [each.id, each]),
  )
  const begun = new Set<EntryId>()
  const ordered: ProposalLog[] = []
  for (const first of byName.values()) {
    const ahead = [{ each: first, isReady: false }]
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      const { each, isReady } = next
      if (isReady) ordered.push(each.log)
      // Names that lead in a circle are made up; the order of the names does for them.
      else if (!begun.has(each.id)) {
        begun.add(each.id)
        ahead.push({ each, isReady: true })
        for (const id of each.over.toSorted().toReversed()) {
          const before = byName.get(id)
          if (before && !begun.has(id)) ahead.push({ each: before, isReady: false })
        }
      }
    }
  }
  return ordered
}

/** `amending`: the amendments to each; `recordOf`: what was decided on one. */
export const wordingsOf = (
  amending: ReadonlyMap<EntryId, readonly ProposalLog[]>,
  recordOf: (id: EntryId) => readonly Said<Settlement>[],
) => {
  const acceptanceOf = (id: EntryId, counted?: ReadonlySet<EntryId>) => {
    const record = recordOf(id)
    if (counted) return record.filter(isAcceptance).find(each => counted.has(each.id))
    return verdictOn(record).standing === 'accepted'
      ? standingOf(record).find(isAcceptance)
      : undefined
  }
  const wordingWith = (log: ProposalLog, counted?: ReadonlySet<EntryId>): string => {
    const accepted = (amending.get(log.opening.id) ?? []).flatMap((each): AcceptedLog[] => {
      const last = acceptanceOf(each.opening.id, counted)
      return last ? [{ log: each, over: last.over, id: last.id }] : []
    })
    return inOrder(accepted).reduce((words, each) => {
      const wording = counted ? wordingWith(each, counted) : now(each)
      return mergeWords(each.opening.base, words, wording).text
    }, log.opening.wording)
  }
  const known = new Map<EntryId, string>()
  const now = (log: ProposalLog): string => {
    const { id } = log.opening
    const found = known.get(id) ?? wordingWith(log)
    known.set(id, found)
    return found
  }
  return { now, with: wordingWith }
}

/** Whether `words` begin, or end, with all of `part`. */
const beginsWith = (words: string, part: string): boolean => {
  const [all, some] = [wordsIn(words), wordsIn(part)]
  return some.every((word, at) => all[at] === word)
}
const endsWith = (words: string, part: string): boolean => {
  const [all, some] = [wordsIn(words), wordsIn(part)]
  return some.every((word, at) => all[all.length - some.length + at] === word)
}

/** Where all of `base` stands in `text` as whole words; -1 where it does not, or twice. */
const placeOf = (text: string, base: string): number => {
  const at = text.indexOf(base)
  if (at < 0 || text.includes(base, at + 1)) return -1
  const parts = [text.slice(0, at), base, text.slice(at + base.length)]
  return wordsIn(text).length === parts.flatMap(wordsIn).length ? at : -1
}

/**
 * The change from `base` to `wording`, made in `text`. Within words that took `base` in, what surrounds
 * it stays; what the change would put before or behind it, and stands there already, is there once.
 */
export const carriedInto = (
  text: string,
  { base, wording }: { base: string; wording: string },
): MergedWords => {
  const at = base === '' || text === base ? -1 : placeOf(text, base)
  if (at < 0) return mergeWords(base, text, wording)
  const [before, after] = [text.slice(0, at), text.slice(at + base.length)]
  const isThere = ({ from, to, insert }: Splice): boolean =>
    from === to &&
    ((from === 0 && endsWith(before, insert)) ||
      (from === base.length && beginsWith(after, insert)))
  const splices = splicesBetween(base, wording).filter(splice => !isThere(splice))
  const inner = applied(base, { from: 0, to: base.length }, splices)
  return { text: before + inner + after, clashes: false }
}
