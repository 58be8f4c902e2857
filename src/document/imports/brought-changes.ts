// Changes of whole paragraphs that a file brings in, as entries beside the text.
import { longestWording, mostAlong, type QuotableEntry } from '#document/review/comments'
import { cutShort, attributesForRun } from '#document/tree'
import { drawnIn, type EntryId, isBlockId } from '#document/ids'
import type { BlockKind, Run } from '#document/model'
import type { QuotedLook } from '#document/review/suggestions'
import type { BlockId } from '#shared/ids'
import type { NewBlock } from '#document/blocks'

/** A paragraph by its number in the text, or the one that a change would make. */
export type BroughtPlace = { block: number } | { remark: number }

export type BroughtChange =
  | { what: 'remove'; block: number }
  /** `behind`: the paragraphs that it may come to be joined with. */
  | { what: 'join'; block: number; behind: readonly BroughtPlace[] }
  /** The place is marked on the words behind it; those before it become `as`. */
  | { what: 'split'; block: number; as: BlockKind }
  /** It comes behind the last of these that is there; `isFirst`: at the beginning without any. */
  | { what: 'add'; behind: readonly BroughtPlace[]; isFirst: boolean; made: NewBlock }

type Written = { ids: readonly EntryId[]; blocks: readonly NewBlock[] }

const idOf = (place: BroughtPlace, { ids, blocks }: Written): BlockId[] => {
  const id =
    'block' in place ? blocks[place.block]?.id : drawnIn(ids[place.remark] ?? ('' as EntryId))
  return isBlockId(id) ? [id] : []
}

const waits = ({ marks = {} }: Run): boolean =>
  Object.keys(marks).some(key => key.startsWith('s_in:'))

/** The words of a paragraph while nothing that waits is taken in. */
const settledWords = (block: NewBlock | undefined): string =>
  cutShort(
    (block?.runs ?? [])
      .filter(run => !waits(run))
      .map(({ text }) => text)
      .join(''),
    longestWording,
  )

const looksOf = (runs: readonly Run[]): QuotedLook[] => {
  let at = 0
  return runs.flatMap(run => {
    const from = at
    at += run.text.length
    const { p, s_href: href = '' } = attributesForRun(run)
    const { __format: formats = 0 } = (p ?? {}) as { __format?: number }
    return formats === 0 && href === '' ? [] : [[from, at, formats, String(href)]]
  })
}

export const entryOf = (change: BroughtChange, at: number, written: Written): QuotableEntry => {
  const said = { kind: 'paragraph', at, why: '', wording: '', as: null } as const
  if (change.what === 'add') {
    const { runs, kind: as, direction } = change.made
    const behind = change.behind.flatMap(place => idOf(place, written))
    const block = change.isFirst ? null : (behind.at(-1) ?? null)
    const looks = looksOf(runs)
    return {
      ...said,
      what: 'add',
      block,
      base: settledWords(written.blocks.find(({ id }) => id === block)),
      wording: runs.map(({ text }) => text).join(''),
      as,
      along: behind.slice(-mostAlong),
      ...(looks.length > 0 && { looks }),
      ...(direction && { direction }),
    }
  }
  const own = written.blocks[change.block]
  const block = isBlockId(own?.id) ? own.id : null
  const about = { ...said, block, base: settledWords(own) }
  if (change.what === 'remove') return { ...about, what: 'remove' }
  if (change.what === 'split') return { ...about, what: 'split', as: change.as, place: 0 }
  const behind = change.behind.flatMap(place => idOf(place, written))
  const after = behind.at(-1) ?? null
  const wording = settledWords(written.blocks.find(({ id }) => id === after))
  const along = behind.slice(0, -1).slice(-mostAlong)
  return { ...about, what: 'join', wording, after, along }
}
