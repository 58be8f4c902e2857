// Translations of one text. Each is a document of its own that names the original; its paragraphs
// have the ids of those that they translate, and by these the two are laid side by side. The
// translator records the source of a paragraph in a log beside the translation: the digest of the
// original paragraph at that time, and its words. Whether it is current follows from the original
// as it is now, and from no time.
import { encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import type * as Y from 'yjs'
import { DocumentId, type BlockId } from '#shared/ids'
import {
  isBlockId,
  type Random,
  type LabelledHash,
  clientIn,
  EntryId,
  isEntryId,
} from '#document/ids'
import { At, byTime, firstUnder, newEntryId, readerOf, standingOf, type Said } from '#document/log'
import { metaName } from '#document/tree'
import { noteSign, settledPage, type Block, type Note, type Page, type Run } from '#document/model'
import { readingsIn } from '#document/numbering'

export const sourcesName = 'sources'
const versionOfKey = 'versionOf'

/** The original that this document says it is a version of; null for one that stands by itself. */
export const readVersionOf = (doc: Y.Doc): DocumentId | null => {
  const read = v.safeParse(DocumentId, doc.getMap(metaName).get(versionOfKey))
  return read.success ? read.output : null
}

/** Null for a version of no other document. */
export const writeVersionOf = (doc: Y.Doc, original: DocumentId | null): void => {
  const meta = doc.getMap(metaName)
  if (original === null) meta.delete(versionOfKey)
  else meta.set(versionOfKey, original)
}

/** UTF-16 units that are kept of an original paragraph, to show what changed in it since. */
const mostWords = 8000
const mostReplaced = 100

const Check = v.object({
  kind: v.literal('translated'),
  at: At,
  /** The digest of the original's words, as 64 hexadecimal digits. */
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** The words; null where they are longer than is kept. */
  words: v.nullable(v.pipe(v.string(), v.maxLength(mostWords))),
  /** Earlier ones for the same paragraph, which this one takes the place of. */
  replaces: v.pipe(v.array(EntryId), v.maxLength(mostReplaced)),
})
export type Check = v.InferOutput<typeof Check>

const readCheck = readerOf(Check)

/** For each paragraph of a version, what was said of it and not replaced: several if apart. */
export const readChecks = (doc: Y.Doc): Map<BlockId, Said<Check>[]> => {
  const all = new Map<BlockId, Said<Check>[]>()
  for (const [key, last] of doc.getMap(sourcesName)._map) {
    const [block = '', id = '', ...more] = key.split('/')
    if (!isBlockId(block) || !isEntryId(id) || more.length > 0) continue
    const first = firstUnder(last, clientIn(id), readCheck)
    if (!first) continue
    const said = { ...first.entry, id, client: clientIn(id) }
    const known = all.get(block)
    if (known) known.push(said)
    else all.set(block, [said])
  }
  return new Map([...all].map(([block, checks]) => [block, standingOf(checks).toSorted(byTime)]))
}

/** The text of each footnote of a page. */
const sayings = new WeakMap<readonly Note[], ReadonlyMap<string, string>>()
const sayingsOf = (notes: readonly Note[]): ReadonlyMap<string, string> => {
  const known = sayings.get(notes)
  if (known) return known
  const found = new Map(notes.toReversed().map(({ id, text }) => [id, text]))
  sayings.set(notes, found)
  return found
}

/**
 * The words of a paragraph as a translation depends on them: a footnote by what it says, a reference to
 * a paragraph by which one it names, whatever its number is; behind a caption the alternative text.
 */
export const sourceWords = (
  { runs, alternative }: Pick<Block, 'runs' | 'alternative'>,
  { notes }: Page,
): string =>
  [...runs, ...(alternative === undefined ? [] : [{ text: ` [${alternative}]` } as Run])]
    .map(({ text, note, to }) => {
      if (note !== undefined) return ` [${(notes && sayingsOf(notes).get(note)) ?? ''}]`
      return to ? `${noteSign}${to.block}${noteSign}` : text
    })
    .join('')

/** Such words for people, of any paragraph of `page`: what is referred to by its number there. */
export const speakerOf = ({ blocks, meta }: Page): ((words: string) => string) => {
  const read = readingsIn(blocks, meta)
  return words =>
    words
      .split(noteSign)
      .map((part, at) => (at % 2 === 1 && isBlockId(part) ? read({ block: part }).words : part))
      .join('')
}

const digestOf = (words: string, hash: LabelledHash): string =>
  Array.from(hash('source', encodeUtf8(words)), byte => byte.toString(16).padStart(2, '0')).join('')

/**
 * `unchecked`: no member said that it was translated. `stale`: the original changed since.
 * `missing`: the translation lacks it. `added`: the original lacks it. `withheld`: the original has
 * become a restricted paragraph, and its words stand here. `empty`: neither has words.
 */
export type Alignment =
  | 'current'
  | 'stale'
  | 'unchecked'
  | 'missing'
  | 'added'
  | 'withheld'
  | 'empty'

export type Aligned = {
  block: BlockId | null
  standing: Alignment
  /** The paragraphs in their pages; -1 where there is none. */
  source: number
  version: number
  /** The digest of the present original; empty without one. */
  digest: string
  /** The checks that stand. */
  checks: readonly Said<Check>[]
  /** The original as it was for the first of them that is not of what it is now; null where unknown. */
  before: string | null
}

const isEmpty = ({ runs, alternative }: Block): boolean =>
  alternative === undefined &&
  runs.every(({ text, note, to }) => text.trim() === '' && note === undefined && !to)

/** Whether a text that lacks it lacks nothing. A table without one of its cells has another shape. */
const isNothing = (block: Block): boolean =>
  isEmpty(block) && block.picture === undefined && block.cell === undefined

const indexById = (page: Page): Map<BlockId, number> => {
  const found = new Map<BlockId, number>()
  for (const [index, { id }] of page.blocks.entries())
    if (id !== null && !found.has(id)) found.set(id, index)
  return found
}

/** Original and version, paragraph by paragraph in the order of the original. */
export const alignVersion = (
  given: { source: Page; version: Page },
  checks: ReadonlyMap<BlockId, readonly Said<Check>[]>,
  hash: LabelledHash,
): Aligned[] => {
  const [source, version] = [settledPage(given.source), settledPage(given.version)]
  const [inSource, inVersion] = [indexById(source), indexById(version)]
  const added = (index: number): Aligned => ({
    block: version.blocks[index]?.id ?? null,
    standing: 'added',
    source: -1,
    version: index,
    digest: '',
    checks: [],
    before: null,
  })
  /** Paragraphs of the version alone, by the one of the original that they follow. */
  const alone = new Map<BlockId | null, Aligned[]>()
  let above: BlockId | null = null
  for (const [index, block] of version.blocks.entries()) {
    const isPaired = block.id !== null && inVersion.get(block.id) === index
    if (isPaired && inSource.has(block.id ?? ('' as BlockId))) above = block.id
    else if (!isEmpty(block)) {
      const beside = alone.get(above)
      if (beside) beside.push(added(index))
      else alone.set(above, [added(index)])
    }
  }
  const align = (block: Block, index: number): Aligned => {
    const at = (block.id === null ? undefined : inVersion.get(block.id)) ?? -1
    const there = version.blocks[at]
    const words = sourceWords(block, source)
    const digest = digestOf(words, hash)
    const said = (block.id === null ? undefined : checks.get(block.id)) ?? []
    // Baraza 0.2.0 looked at the caption of a figure alone.
    const ofCaption =
      block.alternative === undefined
        ? digest
        : digestOf(sourceWords({ runs: block.runs }, source), hash)
    const old = said.find(each => each.digest !== digest && each.digest !== ofCaption)
    const isProven = old?.words != null && digestOf(old.words, hash) === old.digest
    const base = { block: block.id, source: index, version: at, digest, checks: said, before: null }
    if (block.label !== undefined) {
      const isOpen = there !== undefined && there.label === undefined && !isEmpty(there)
      return { ...base, standing: isOpen ? 'withheld' : 'empty' }
    }
    if (!there) return { ...base, standing: isNothing(block) ? 'empty' : 'missing' }
    if (isEmpty(block) && isEmpty(there)) return { ...base, standing: 'empty' }
    if (said.length === 0) return { ...base, standing: 'unchecked' }
    if (!old) return { ...base, standing: 'current' }
    return { ...base, standing: 'stale', before: isProven ? old.words : null }
  }
  return [
    ...(alone.get(null) ?? []),
    ...source.blocks.flatMap((block, index) => [
      align(block, index),
      ...(block.id !== null && inSource.get(block.id) === index ? (alone.get(block.id) ?? []) : []),
    ]),
  ]
}

/** Says of paragraphs of `doc`, as `doc.clientID`, that they say what the original says now. */
export const sayTranslated = (
  doc: Y.Doc,
  paragraphs: readonly { block: BlockId; words: string }[],
  { at, hash, random }: { at: number; hash: LabelledHash; random: Random },
): void => {
  const known = readChecks(doc)
  doc.transact(() => {
    for (const { block, words } of paragraphs) {
      const replaces = (known.get(block) ?? []).map(({ id }) => id).slice(-mostReplaced)
      const check: Check = {
        kind: 'translated',
        at,
        digest: digestOf(words, hash),
        replaces,
        words: words.length > mostWords ? null : words,
      }
      doc.getMap(sourcesName).set(`${block}/${newEntryId(doc, random)}`, v.parse(Check, check))
    }
  })
}
