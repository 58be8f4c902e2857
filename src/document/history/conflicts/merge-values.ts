// Single values of a paragraph and a document, and the formats of words: if two people change one
// of these apart, one value stands and the other is gone from the page. Here both are kept for a
// reader.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import {
  pictureName,
  blockText,
  type Block,
  type MeetingStates,
  type Page,
  type PageMeta,
  type Run,
  isSafeLink,
} from '#document/model'
import { textFormats as formats, notesIn, joinRuns, runOf } from '#document/tree'
import { blockValues, documentValues, type FormattedWords, type ValueName } from './merge-names.ts'

/** One value, as both began with it and as each left it; empty for none. */
export type ValueClash = { name: ValueName; before: string; mine: string; theirs: string }

/** Words that one of the two formatted, in the whole paragraph as each had it; empty where it is gone. */
export type FormatClash = {
  /** Both formatted the same words, in different ways: of these one stands. */
  isClash: boolean
  before: FormattedWords
  mine: FormattedWords
  theirs: FormattedWords
}

/**
 * For each block the notes that it is the first to refer to, in their order: each is told once, however many
 * refer to it.
 */
export const notesOfEach = (blocks: readonly Pick<Block, 'runs' | 'label'>[]): string[][] => {
  const seen = new Set<string>()
  return blocks.map(block => {
    const own = notesIn([block]).filter(id => !seen.has(id))
    for (const id of own) seen.add(id)
    return own
  })
}

const meetingValues = ({ owner, due, off, naming, time, by }: MeetingStates): string[] => [
  ...[owner ?? '', due ?? '', off ? 'off' : '', naming ?? ''],
  ...[time === undefined ? '' : String(time), by ?? ''],
]

/** In the order of `blockValues`; `notes`: what they say. */
export const valuesOf = (block: Block, notes: readonly string[]): string[] => [
  ...[block.kind, block.language ?? '', block.direction ?? ''],
  ...[block.picture ? pictureName(block.picture) : '', block.alternative ?? ''],
  ...[block.cell?.head ? 'head' : '', notes.join('\n')],
  ...meetingValues(block.meeting ?? {}),
]

const metaValues = (meta: PageMeta): string[] => documentValues.map(name => meta[name])

const clashesIn = (
  names: readonly ValueName[],
  [before, mine, theirs]: readonly [readonly string[], readonly string[], readonly string[]],
  isTold: (before: string, mine: string, theirs: string) => boolean,
): ValueClash[] =>
  names.flatMap((name, at) => {
    const [was, ours, other] = [before[at] ?? '', mine[at] ?? '', theirs[at] ?? '']
    return isTold(was, ours, other) ? [{ name, before: was, mine: ours, theirs: other }] : []
  })

/** All that one of the two changed. */
export const blockClashes = (before: string[], mine: string[], theirs: string[]): ValueClash[] =>
  clashesIn(blockValues, [before, mine, theirs], (was, a, b) => a !== was || b !== was)

/** Values that both changed, each to another one. */
export const documentClashes = (before: PageMeta, mine: PageMeta, theirs: PageMeta): ValueClash[] =>
  clashesIn(
    documentValues,
    [metaValues(before), metaValues(mine), metaValues(theirs)],
    (was, a, b) => a !== was && b !== was && a !== b,
  )

const plainRun = ({ text, href, ...run }: Run): FormattedWords[number] => ({
  text,
  ...(href !== undefined && { href }),
  ...Object.fromEntries(formats.flatMap(name => (run[name] ? [[name, true]] : []))),
})

export const formattedOf = ({ runs }: Pick<Block, 'runs'>): FormattedWords =>
  joinRuns(runs.map(plainRun))

/** Characters that were written together and look the same, by the ids that they were written under. */
export type Written = { client: number; from: number; to: number; look: string }

const lookOf = (attributes: ReadonlyMap<string, unknown>): string => {
  const run = runOf({ text: '', attributes: { p: attributes.get('p') } })
  const link = attributes.get('s_href')
  return [...formats.filter(name => run[name]), isSafeLink(link) ? link : ''].join(' ')
}

/** The visible characters of a text, in order. */
export const writtenIn = (text: Y.Text): Written[] => {
  const ranges: Written[] = []
  const attributes = new Map<string, unknown>()
  let look = lookOf(attributes)
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content as unknown as { key: string; value: unknown }
      attributes.set(key, value)
      if (key === 'p' || key === 's_href') look = lookOf(attributes)
    }
    if (!item.countable) continue
    const { client, clock } = item.id
    const last = ranges.at(-1)
    if (last?.client === client && last.to === clock && last.look === look) last.to += item.length
    else ranges.push({ client, from: clock, to: clock + item.length, look })
  }
  return ranges
}

/** Which characters, whatever they look like. */
export const charactersOf = (written: readonly Written[]): string => {
  const ranges: { client: number; from: number; to: number }[] = []
  for (const { client, from, to } of written) {
    const last = ranges.at(-1)
    if (last?.client === client && last.to === from) last.to = to
    else ranges.push({ client, from, to })
  }
  return ranges.map(({ client, from, to }) => `${client}:${from}-${to}`).join()
}

const inOrder = (written: readonly Written[]): Written[] =>
  written.toSorted((a, b) => a.client - b.client || a.from - b.from)

/** Characters of both that look different: as they look in `after`. */
const relooked = (before: readonly Written[], after: readonly Written[]): Written[] => {
  const [old, now] = [inOrder(before), inOrder(after)]
  const found: Written[] = []
  for (let [a, b] = [0, 0]; a < old.length && b < now.length;) {
    const [was, is] = [old[a], now[b]] as [Written, Written]
    const [from, to] = [Math.max(was.from, is.from), Math.min(was.to, is.to)]
    if (was.client === is.client && from < to && was.look !== is.look)
      found.push({ client: is.client, from, to, look: is.look })
    const isFirstDone = was.client === is.client ? was.to <= is.to : was.client < is.client
    if (isFirstDone) a++
    else b++
  }
  return found
}

/** The paragraph of one side. */
type Looked = { written: readonly Written[]; runs: FormattedWords }

/** Null where neither formatted words that were there before. */
export const formatClash = (
  before: Looked,
  mine: Looked | undefined,
  theirs: Looked | undefined,
): FormatClash | null => {
  const [ours, others] = [mine, theirs].map(side =>
    side ? relooked(before.written, side.written) : [],
  ) as [Written[], Written[]]
  if (ours.length + others.length === 0) return null
  return {
    isClash: relooked(ours, others).length > 0,
    before: before.runs,
    mine: mine?.runs ?? [],
    theirs: theirs?.runs ?? [],
  }
}

/** The present state of a listed point. */
type Standing = {
  /** Halves that were split off it with it, a line each; empty for the document. */
  text: string
  /** The value of its first block, or of the document. */
  valueOf(name: ValueName): string
  formatted: FormattedWords
}

const valueNamed = (names: readonly ValueName[], values: readonly string[]) => (name: ValueName) =>
  values[names.indexOf(name)] ?? ''

type Standings = (id: BlockId | null) => Standing | null

/** Answers for the document (null) and for each paragraph of it: null for one that is gone. */
export const standingIn = ({
  meta,
  blocks,
  notes = [],
}: Pick<Page, 'meta' | 'blocks' | 'notes'>): Standings => {
  const said = new Map(notes.map(({ id, text }) => [id, text]))
  const notesSaid = new Map(
    notesOfEach(blocks).map((ids, at) => [blocks[at], ids.map(id => said.get(id) ?? '')]),
  )
  const own = new Map<BlockId, Block>()
  const parts = new Map<BlockId, Block[]>()
  for (const block of blocks) {
    if (block.id !== null && !own.has(block.id)) own.set(block.id, block)
    for (const id of new Set([block.id, block.from ?? null]))
      if (id !== null)
        parts
          .set(id, parts.get(id) ?? [])
          .get(id)
          ?.push(block)
  }
  const ofDocument: Standing = {
    text: '',
    formatted: [],
    valueOf: valueNamed(documentValues, metaValues(meta)),
  }
  return id => {
    const there = id === null ? [] : (parts.get(id) ?? [])
    const block = id === null ? undefined : (own.get(id) ?? there[0])
    if (id === null) return ofDocument
    return block
      ? {
          text: there.map(blockText).join('\n'),
          valueOf: valueNamed(blockValues, valuesOf(block, notesSaid.get(block) ?? [])),
          formatted: formattedOf(block),
        }
      : null
  }
}

type Told = { block: BlockId | null; values: readonly ValueClash[]; formats: FormatClash | null }

/** A listed point, with its present state. */
export const asItStands = <T extends Told>({ values, formats, ...told }: T, of: Standings) => {
  const now = of(told.block)
  return {
    ...told,
    now: now?.text ?? null,
    values: values.map(value => ({ ...value, now: now?.valueOf(value.name) ?? null })),
    formats: formats && { ...formats, now: now?.formatted ?? [] },
  }
}
