// The rows in which an original stands beside its version: the version in its own order, each paragraph
// with the one of the original that has its id, and what only the original has where it follows there.
// Linear in both texts.
import type { LanguagePair } from '#shared/contract'

/** `untranslated`: not checked, and still the very words of the original. */
export type RowIs = LanguagePair['standing'] | 'untranslated'

export type Row = {
  /** The same for the same paragraph. */
  key: string
  pair: LanguagePair | null
  /** The index of the block in the page of the translation; -1 where it has none. */
  at: number
  is: RowIs
  /** How it is called: by its number in the version, or in the original; empty without one. */
  place: string
}

type InPage = { id: string; text: string; place: string }

/** The page is of this moment, what core said of it may be a moment older. */
const standingOf = (pair: LanguagePair | null, block: InPage | undefined): RowIs => {
  if (pair === null) return block && block.text.trim() !== '' ? 'added' : 'empty'
  const { standing, source, version } = pair
  if (!block) return standing === 'empty' ? 'empty' : 'missing'
  const isOpen = standing === 'unchecked' || standing === 'missing'
  if (!isOpen) return standing
  return version !== null && source?.text === version.text ? 'untranslated' : 'unchecked'
}

export function layRows(pairs: readonly LanguagePair[], blocks: readonly InPage[]): Row[] {
  const inPage = new Set(blocks.map(({ id }) => id))
  const paired = new Map<string, LanguagePair>()
  /**
   * Paragraphs that the translation lacks, by the paragraph of both that they follow; the empty
   * name: none.
   */
  const lacking = new Map<string, Row[]>()
  let above = ''
  for (const [index, pair] of pairs.entries()) {
    if (pair.source === null) continue
    const isThere = pair.block !== null && inPage.has(pair.block) && !paired.has(pair.block)
    if (isThere) {
      above = pair.block ?? ''
      paired.set(above, pair)
      continue
    }
    const row: Row = {
      key: `lacks ${pair.block ?? index}`,
      pair,
      at: -1,
      place: pair.source.number,
      is: standingOf(pair, undefined),
    }
    const known = lacking.get(above)
    if (known) known.push(row)
    else lacking.set(above, [row])
  }
  const rows = [...(lacking.get('') ?? [])]
  for (const [at, block] of blocks.entries()) {
    const pair = paired.get(block.id) ?? null
    // A second block of the same id is beside nothing.
    paired.delete(block.id)
    rows.push({
      key: pair ? block.id : `${block.id} ${at}`,
      pair,
      at,
      is: standingOf(pair, block),
      place: block.place || (pair?.source?.number ?? ''),
    })
    if (pair) rows.push(...(lacking.get(block.id) ?? []))
  }
  return rows
}

const fields = ['pair', 'at', 'is', 'place'] as const

/** Gives the rows that it gave before, one by one and all together, for what is the same. */
export function sharedRows(): (next: readonly Row[]) => readonly Row[] {
  let last: readonly Row[] = []
  return next => {
    const known = new Map(last.map(row => [row.key, row]))
    const shared = next.map(row => {
      const before = known.get(row.key)
      return before && fields.every(field => before[field] === row[field]) ? before : row
    })
    const isSame = shared.length === last.length && shared.every((row, at) => row === last[at])
    if (!isSame) last = shared
    return last
  }
}

/** The rows before and beside one block of the page: the row of that block is the last of them. */
export type Group = readonly Row[]

/** `starts`: the index of the first row of each group; `tail`: what stands below the last block. */
export function groupRows(rows: readonly Row[]): {
  groups: Group[]
  tail: Group
  starts: number[]
} {
  const groups: Group[] = []
  const starts: number[] = []
  let start = 0
  for (const [index, { at }] of rows.entries()) {
    if (at < 0) continue
    starts.push(start)
    groups.push(rows.slice(start, index + 1))
    start = index + 1
  }
  return { groups, tail: rows.slice(start), starts }
}

/** Rows that wait for a translator. */
export const isToDo = ({ is }: Row): boolean =>
  ['stale', 'unchecked', 'untranslated', 'missing', 'withheld'].includes(is)

/** Rows that can be confirmed as translated. */
export const isToConfirm = ({ is }: Row): boolean =>
  is === 'stale' || is === 'unchecked' || is === 'untranslated'

export const countRows = (rows: readonly Row[]) => {
  const count = (...kinds: RowIs[]): number => rows.filter(({ is }) => kinds.includes(is)).length
  return {
    current: count('current'),
    stale: count('stale'),
    unchecked: count('unchecked', 'untranslated'),
    missing: count('missing'),
    added: count('added'),
    withheld: count('withheld'),
  }
}
