// Text under negotiation stands in square brackets. The model is a state `br:<version>` on a block,
// or on words within one, whose value names the set: versions of one set are alternatives to each
// other. A typed bracket is a letter like any other. The author of a version, and the outcome of a
// set, are entries beside the text (see `bracket-log.ts`).
import { newBlockId, type Random, isEntryId, type EntryId } from '#document/ids'
import type { Attributes } from './attributes.ts'
import type { Block, InBrackets } from './page.ts'

/** The state as it is stored, on a block or on words. */
export const bracketKey = (version: EntryId): string => `s_br:${version}`

/** As stored, and as the editor names the state. */
const stateName = /^(?:s_)?br:(.+)$/

export const isBracketKey = (key: string): boolean => stateName.test(key)

/**
 * The brackets around a block or a stretch of words. Two people may have put the same in brackets
 * apart: then the least name counts, and `also` lists the sets of the others, which are one with it.
 */
export const bracketIn = (attributes: Attributes): InBrackets | undefined => {
  const found: { version: EntryId; set: EntryId }[] = []
  for (const [key, set] of Object.entries(attributes)) {
    const version = stateName.exec(key)?.[1] ?? ''
    if (set === null || set === undefined || !isEntryId(version)) continue
    found.push({ version, set: typeof set === 'string' && isEntryId(set) ? set : version })
  }
  const [first, ...more] = found.toSorted((a, b) => (a.version < b.version ? -1 : 1))
  if (first === undefined) return undefined
  return more.length === 0 ? first : { ...first, also: more.map(({ set }) => set) }
}

/** Which set each set is one with: the least of those that share a block or words. */
const uniteSets = (brackets: readonly InBrackets[]): ((set: EntryId) => EntryId) => {
  const into = new Map<EntryId, EntryId>()
  const rootOf = (set: EntryId): EntryId => {
    let root = set
    for (let next = into.get(root); next !== undefined; next = into.get(root)) root = next
    // Each leads there at once from now on: sets in a long row are as cheap as others.
    for (let at = set; at !== root;) {
      const next = into.get(at) ?? root
      into.set(at, root)
      at = next
    }
    return root
  }
  for (const { set, also = [] } of brackets)
    for (const other of also) {
      const [a, b] = [rootOf(set), rootOf(other)]
      if (a !== b) into.set(a < b ? b : a, a < b ? a : b)
    }
  return rootOf
}

type Held = { bracket?: InBrackets }
type Bracketed = Held & Pick<Block, 'runs'>

/** Every pair of brackets changed; what is in none stays the same object. */
const changeBrackets = <B extends Bracketed>(
  blocks: readonly B[],
  change: (bracket: InBrackets) => InBrackets,
): B[] => {
  const changed = <H extends Held>(held: H): H =>
    held.bracket ? { ...held, bracket: change(held.bracket) } : held
  return blocks.map(block =>
    block.runs.some(({ bracket }) => bracket)
      ? { ...changed(block), runs: block.runs.map(changed) }
      : changed(block),
  )
}

/** Sets that share a block or words become one, for all of a page's blocks. */
export const uniteBrackets = <B extends Bracketed>(blocks: readonly B[]): readonly B[] => {
  const all = blocks.flatMap(({ bracket, runs }) => [
    ...(bracket ? [bracket] : []),
    ...runs.flatMap(run => (run.bracket ? [run.bracket] : [])),
  ])
  if (all.every(({ also }) => also === undefined)) return blocks
  const rootOf = uniteSets(all)
  return changeBrackets(blocks, ({ version, set }) => ({ version, set: rootOf(set) }))
}

/**
 * For a copy in another document: still in brackets, under the given names, and else under names that
 * lead to no author, because the authors are recorded in the document they come from.
 */
export const renameBrackets = <B extends Bracketed>(
  blocks: readonly B[],
  random: Random,
  given: ReadonlyMap<EntryId, EntryId> = new Map(),
): B[] => {
  const names = new Map(given)
  const renamed = (name: EntryId): EntryId => {
    const known = names.get(name) ?? (`0-${newBlockId(random)}` as EntryId)
    names.set(name, known)
    return known
  }
  return changeBrackets(blocks, ({ version, set }) => ({
    version: renamed(version),
    set: renamed(set),
  }))
}
