// The sets of bracketed text in a document, the author of each version, and the outcome of those
// that were settled. The author follows from the entry that put it in brackets, which only that
// author's client can have written; the entry names the blocks, so that no one can put another's
// name on other words.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { readLogs, type Entry, type Stretch } from '#document/review/comments'
import { type EntryId, clientIn } from '#document/ids'
import { type Said, standingOf, type Quotation } from '#document/log'
import { blockText, type Block, type BlockKind, type Page } from '#document/model'
import { readPage } from '#document/tree'

export type Wording = {
  id: EntryId
  /** The client id that put it in brackets; null where that cannot be shown. */
  client: number | null
  /** In a copy: the proposer there, as the member who made the copy says. */
  quoted?: Quotation
  at: number
  /** Whole blocks, by their place in the page; empty for words within one. */
  blocks: number[]
  words: Stretch[]
  text: string
}

/** In the order of the page; the first has the number. */
export type BracketSet = { id: EntryId; versions: Wording[] }

/** Words that went when a set was settled. */
export type Gone = {
  version: EntryId
  client: number | null
  block: BlockId
  as: BlockKind | null
  text: string
  place: unknown
}

export type Settled = {
  id: EntryId
  set: EntryId
  client: number
  at: number
  verdict: 'keep' | 'drop' | 'open' | 'back'
  version: EntryId
  kept: { version: EntryId; blocks: BlockId[] }[]
  gone: Gone[]
  /** No later entry by a member who knew of it replaces it. */
  standing: boolean
}

type Settle = Said<Extract<Entry, { kind: 'settle' }>>
type Bracketed = { at: number; blocks: ReadonlySet<BlockId>; quoted?: Quotation }
type Logs = { brackets: Map<EntryId, Bracketed>; settled: Settled[] }

const sayings = (doc: Y.Doc): Logs => {
  const brackets: Logs['brackets'] = new Map()
  const settled: Settled[] = []
  const record: Pick<Settle, 'id' | 'replaces'>[] = []
  for (const { opening, rest } of readLogs(doc)) {
    if (opening.kind !== 'bracket') continue
    const { id: version, at: since, blocks, quoted } = opening
    brackets.set(version, { at: since, blocks: new Set(blocks), ...(quoted && { quoted }) })
    const verdicts = rest.filter(isSettle)
    const parts = Map.groupBy(rest.filter(isGone), ({ by }) => by)
    for (const { id, client, at, verdict, version, kept, replaces } of verdicts) {
      const gone = new Map<string, Gone>()
      for (const part of (parts.get(id) ?? []).toSorted((a, b) => a.part - b.part)) {
        if (part.client !== client) continue
        const key = `${part.version} ${part.block}`
        const known = gone.get(key)
        if (known) known.text += part.text
        else
          gone.set(key, {
            version: part.version,
            client: null,
            block: part.block,
            as: part.as,
            text: part.text,
            place: part.place,
          })
      }
      const said = { id, set: opening.id, client, at, verdict, version, kept }
      settled.push({ ...said, gone: [...gone.values()], standing: true })
      record.push({ id, replaces })
    }
  }
  const standing = new Set(standingOf(record).map(({ id }) => id))
  for (const each of settled) each.standing = standing.has(each.id)
  for (const { gone } of settled)
    for (const each of gone)
      if (brackets.get(each.version)?.blocks.has(each.block)) each.client = clientIn(each.version)
  return { brackets, settled }
}

const isSettle = (entry: Said<Entry>): entry is Settle => entry.kind === 'settle'
const isGone = (entry: Said<Entry>): entry is Said<Extract<Entry, { kind: 'gone' }>> =>
  entry.kind === 'gone'

/** The page and the log as they are now, for callers with several questions about them. */
export type Standing = { page: Page; logs: Logs }

export const bracketsNow = (doc: Y.Doc): Standing => ({ page: readPage(doc), logs: sayings(doc) })

/** Every set in the page, in its order. */
export const readBrackets = (
  doc: Y.Doc,
  { page, logs }: Standing = bracketsNow(doc),
): BracketSet[] => bracketsOf(page.blocks, logs)

/** Every set in a page that is not the text now, such as an earlier version: without authors. */
export const bracketsOn = ({ blocks }: Page): BracketSet[] =>
  bracketsOf(blocks, { brackets: new Map(), settled: [] })

const bracketsOf = (blocks: readonly Block[], { brackets }: Logs): BracketSet[] => {
  const sets = new Map<EntryId, Map<EntryId, Wording>>()
  const versionOf = ({ set, version }: { set: EntryId; version: EntryId }): Wording => {
    const versions = sets.get(set) ?? new Map<EntryId, Wording>()
    sets.set(set, versions)
    const known = versions.get(version)
    if (known) return known
    const at = brackets.get(version)?.at ?? 0
    const made: Wording = { id: version, client: null, at, blocks: [], words: [], text: '' }
    versions.set(version, made)
    return made
  }
  for (const [index, block] of blocks.entries()) {
    const own = block.bracket && versionOf(block.bracket)
    if (own) {
      own.blocks.push(index)
      own.text += `${own.text === '' ? '' : '\n'}${blockText(block)}`
    }
    let at = 0
    for (const { bracket, text } of block.runs) {
      const within = bracket && versionOf(bracket)
      if (within) {
        const last = within.words.at(-1)
        within.text += text
        if (last?.index === index && last.to === at) last.to += text.length
        else within.words.push({ block: block.id, index, from: at, to: at + text.length })
      }
      at += text.length
    }
  }
  const isNamed = (id: EntryId, { blocks: whole, words }: Wording): boolean => {
    const named = brackets.get(id)?.blocks
    return [...whole, ...words.map(({ index }) => index)].some(index => {
      const { id: own, from } = blocks[index] ?? {}
      return (own && named?.has(own)) || (from && named?.has(from))
    })
  }
  for (const versions of sets.values())
    for (const [id, version] of versions) {
      if (!isNamed(id, version)) continue
      const quoted = brackets.get(id)?.quoted
      version.client = clientIn(id)
      if (quoted) version.quoted = quoted
    }
  return [...sets].map(([id, versions]) => ({ id, versions: [...versions.values()] }))
}

/** The outcome of settled sets, in the order of the times. */
export const readSettled = (doc: Y.Doc): Settled[] => sayings(doc).settled

/** Whether words that went are in the page again, or still. */
const isThere = (gone: Gone, blocks: ReadonlySet<BlockId>, marked: ReadonlySet<EntryId>): boolean =>
  gone.as === null ? marked.has(gone.version) : blocks.has(gone.block)

/**
 * Versions that one person let go and another kept, when they settled a set apart; and all that
 * both let go, where nothing of the set is left. A person has to decide, so they are offered back.
 */
export const offeredBack = (
  doc: Y.Doc,
  { page: { blocks: all }, logs }: Standing = bracketsNow(doc),
): (Gone & { set: EntryId })[] => {
  const apart = togetherOf(logs.settled.filter(({ standing }) => standing)).filter(
    group => group.length > 1,
  )
  if (apart.length === 0) return []
  const blocks = new Set(all.flatMap(({ id }) => (id ? [id] : [])))
  const open = new Map(bracketsOf(all, logs).map(({ id, versions }) => [id, versions]))
  return apart.flatMap(group => {
    const sets = new Set(group.map(({ set }) => set))
    const marked = new Set([...sets].flatMap(set => (open.get(set) ?? []).map(({ id }) => id)))
    const gone = group.flatMap(each => each.gone.map(one => ({ ...one, set: each.set })))
    const lost = new Set(gone.map(({ version }) => version))
    const kept = group.flatMap(each => each.kept)
    const isLeft = marked.size > 0 || kept.some(({ version }) => !lost.has(version))
    const keptVersions = new Set(kept.map(({ version }) => version))
    const keptBlocks = new Set(kept.flatMap(each => each.blocks))
    const isKept = ({ version, block, as }: Gone): boolean =>
      keptVersions.has(version) || (as !== null && keptBlocks.has(block))
    const wanted = new Map<string, Gone & { set: EntryId }>()
    for (const each of gone)
      if (!isThere(each, blocks, marked) && (!isLeft || isKept(each)))
        wanted.set(`${each.version} ${each.block}`, each)
    return [...wanted.values()]
  })
}

const wholeBlocksOf = ({ kept, gone }: Settled): BlockId[] => [
  ...kept.flatMap(each => each.blocks),
  ...gone.flatMap(({ as, block }) => (as === null ? [] : [block])),
]

/** Whether one of these blocks was settled by it. */
export const isAbout = (settled: Settled, blocks: ReadonlySet<BlockId>): boolean =>
  wholeBlocksOf(settled).some(block => blocks.has(block))

/** Entries about one set, or about a block that two put in brackets apart. */
const togetherOf = (all: readonly Settled[]): Settled[][] => {
  const matters = (each: Settled): string[] => [each.set, ...wholeBlocksOf(each)]
  const about = new Map<string, Settled[]>()
  for (const each of all)
    for (const matter of matters(each)) {
      const known = about.get(matter)
      if (known) known.push(each)
      else about.set(matter, [each])
    }
  const groups: Settled[][] = []
  const placed = new Map<Settled, Settled[]>()
  for (const each of all) {
    if (placed.has(each)) continue
    const group: Settled[] = []
    groups.push(group)
    const ahead = [each]
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      if (placed.has(next)) continue
      placed.set(next, group)
      for (const matter of matters(next)) {
        for (const other of about.get(matter) ?? []) ahead.push(other)
        about.delete(matter)
      }
    }
  }
  for (const each of all) placed.get(each)?.push(each)
  return groups
}

/**
 * Removed versions of which nothing is in the page now, the last first: the source for restoring
 * them.
 */
export const goneForNow = (
  doc: Y.Doc,
  { page, logs }: Standing = bracketsNow(doc),
): (Gone & { set: EntryId; settled: Settled })[] => {
  const blocks = new Set(page.blocks.flatMap(({ id }) => (id ? [id] : [])))
  const open = bracketsOf(page.blocks, logs)
  const marked = new Set(open.flatMap(set => set.versions.map(({ id }) => id)))
  return logs.settled
    .flatMap(settled => settled.gone.map(each => ({ ...each, set: settled.set, settled })))
    .filter(each => !isThere(each, blocks, marked))
    .toReversed()
}
