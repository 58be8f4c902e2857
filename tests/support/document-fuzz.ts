// Members who write apart and meet again, by chance but repeatably: a seed gives a schedule of
// partitions and operations, carried out by the product's own editor code on every peer. Each word
// that is inserted is one character that occurs nowhere else, so that a lost or doubled one is seen.
// Who carries the updates is exchangeable: a suite with real messages brings its own peers.
import {
  contentDigest,
  dropDoubled,
  genesis,
  mergeReview,
  readForReview,
  writeBlocks,
  type BlockKind,
  type Clash,
  type LabelledHash,
  type Page,
} from '#shared/document'
import {
  $createRangeSelection,
  $getRoot,
  $isTextNode,
  $setSelection,
  $setState,
  type RangeSelection,
} from 'lexical'
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import {
  $joinBlocks,
  $moveBlock,
  $setKinds,
  $splitBlock,
} from '../../src/renderer/editor/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../src/renderer/editor/block-node.ts'
import { $cellOf, $idOf, languageState } from '../../src/renderer/editor/block-state.ts'
import { $setLink } from '../../src/renderer/editor/formats/links.ts'
import { $insertSign } from '../../src/renderer/editor/notes/reference.ts'
import { $createParagraphReference } from '../../src/renderer/editor/referring/paragraph-reference.ts'
import { $moveBlocks } from '../../src/renderer/editor/move-blocks.ts'
import {
  $changeTable,
  $insertTable,
  type TableChanging,
} from '../../src/renderer/editor/tables/table-edits.ts'
import { lostFromNotes, type Noted, writeInNotes } from './note-fuzz.ts'
import { newSaid, remarkOf, remarksIn } from './remark-fuzz.ts'
import { countedRandom, exchange, openPeer, type EditorPeer } from './editor-peer.ts'

export const safeOperations = [
  'insert',
  'delete',
  'format',
  'link',
  'kind',
  'language',
  'direction',
  'new',
  'undo',
  'redo',
  // Footnotes and paragraphs that are referred to: signs in the text, and words beside it.
  'note',
  'refer',
] as const
/** What is said beside the text, and changes that wait in it until somebody settles them. */
export const remarkOperations = [
  ...(['comment', 'resolve', 'suggest', 'accept', 'reject'] as const),
  ...(['amend', 'stand', 'verdict', 'paragraph', 'takeIn'] as const),
] as const
/** Text under negotiation. Settling removes words that others may write in: they are offered back. */
export const bracketOperations = ['bracket', 'alternative', 'settle'] as const
/** Tables: made, written in by the operations above, and given rows and columns. */
export const tableOperations = ['table', 'grow'] as const
/** Rows, columns and tables go, with what others write in them meanwhile. */
export const tableExceptions = ['shrink'] as const
export const exceptionOperations = ['split', 'join', 'move', 'step', 'remove'] as const
export type Operation =
  | (typeof safeOperations)[number]
  | (typeof remarkOperations)[number]
  | (typeof bracketOperations)[number]
  | (typeof tableOperations)[number]
  | (typeof tableExceptions)[number]
  | (typeof exceptionOperations)[number]

/** mulberry32: small, seedable, the same everywhere. */
export const chance = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    shuffled: <T>(list: readonly T[]): T[] =>
      list
        .map(item => ({ item, at: next() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ item }) => item),
  }
}
export type Chance = ReturnType<typeof chance>

export type Peer = Pick<
  EditorPeer,
  'doc' | 'suggesting' | 'edit' | 'read' | 'page' | 'binder' | 'rescued' | 'failures'
>

/** Brings every peer level with every other, in any order and as often as it likes. */
export type Meet = (peers: readonly Peer[], by: Chance) => void | Promise<void>

export type Schedule = {
  seed: number
  operations: readonly Operation[]
  /** Partitions, each ended by a meeting. */
  rounds?: number
  /** Most operations of one peer in one partition. */
  most?: number
}

export type Outcome = {
  seed: number
  operations: number
  /** Operations on a block that another peer had changed in the same partition. */
  onShared: number
  words: number
  lost: string[]
  doubled: string[]
  /** Lost words that fell into a removed block and were offered back. */
  rescued: string[]
  clashes: Clash[]
  /** Doubled words that two people had each taken away and brought back by undo, apart. */
  broughtBackTwice: string[]
  /** Lost or doubled words that no clash shows and that nobody doubled before their own eyes. */
  unlisted: string[]
  digests: string[]
  failures: unknown[]
  /** Everything that was said and that waits, as each peer has it; the same for all. */
  remarks: string[]
  /** Threads and amendments that somebody began and nobody has any more. */
  unsaid: string[]
  /** Words that went with a verdict although nobody had struck, or suggested, them. */
  taken: string[]
}

const hash: LabelledHash = (label, ...parts) => {
  const digest = createHash('sha256').update(label)
  for (const part of parts) digest.update(part)
  return new Uint8Array(digest.digest())
}

export const digestOf = (page: Page): string => contentDigest(page, hash)

const wordAt = (index: number): string => String.fromCharCode(0x4e00 + index)
const isWord = (sign: string): boolean => sign >= '\u4e00' && sign < '\ua000'
const textOf = (page: Page): string =>
  page.blocks.map(block => block.runs.map(run => run.text).join('')).join('\n')
const wordsOf = (page: Page): string[] => textOf(page).split('').filter(isWord)

const timesIn = (words: readonly string[], sign: string): number =>
  words.filter(other => other === sign).length

const kinds: readonly BlockKind[] = [
  'paragraph',
  'h1',
  'h2',
  'num1',
  'num2',
  'num3',
  'bullet1',
  'quote',
]

const isWork = (operation: Operation): operation is keyof typeof work => operation in work

const $blocks = (): BlockNode[] => $getRoot().getChildren().filter($isBlockNode)

/** A block to work on; by preference one that somebody else has touched since the last meeting. */
const $target = (by: Chance, touched: ReadonlySet<string>): BlockNode => {
  const blocks = $blocks()
  const shared = blocks.filter(block => touched.has($idOf(block) ?? ''))
  return by.pick(shared.length > 0 && by.next() < 0.6 ? shared : blocks)
}

const $caretIn = (block: BlockNode, by: Chance): RangeSelection => {
  const text = block.getChildren().filter($isTextNode)
  if (text.length === 0) return block.select()
  const node = by.pick(text)
  const at = by.below(node.getTextContentSize() + 1)
  return node.select(at, at)
}

const $rangeIn = (block: BlockNode, by: Chance): RangeSelection | null => {
  const texts = block.getChildren().filter($isTextNode)
  if (texts.length === 0) return null
  const node = by.pick(texts)
  const [a, b] = [by.below(node.getTextContentSize() + 1), by.below(node.getTextContentSize() + 1)]
  if (a === b) return null
  const selection = $createRangeSelection()
  selection.anchor.set(node.getKey(), Math.min(a, b), 'text')
  selection.focus.set(node.getKey(), Math.min(Math.max(a, b), Math.min(a, b) + 4), 'text')
  $setSelection(selection)
  return selection
}

type Work = (block: BlockNode, by: Chance, word: () => string) => void
const work: Record<
  Exclude<
    Operation,
    | 'undo'
    | 'redo'
    | 'note'
    | (typeof remarkOperations)[number]
    | (typeof bracketOperations)[number]
  >,
  Work
> = {
  insert: (block, by, word) => $caretIn(block, by).insertText(word()),
  delete: (block, by) => $rangeIn(block, by)?.removeText(),
  format: (block, by) => $rangeIn(block, by)?.formatText(by.pick(['bold', 'italic'])),
  link: (block, by) => {
    const range = $rangeIn(block, by)
    if (range) $setLink(range, by.pick(['https://un.org/', 'mailto:a@un.org', '']))
  },
  kind: (block, by) => $setKinds(block.select(), by.pick(kinds)),
  language: (block, by) => void $setState(block, languageState, by.pick(['', 'fr', 'ar'])),
  direction: (block, by) => void block.setDirection(by.pick(['ltr', 'rtl', null])),
  new: (block, by, word) => {
    const next = block.sibling()
    block.insertAfter(next)
    if (by.next() < 0.5) next.select().insertText(word())
  },
  split: (block, by) => void $splitBlock($caretIn(block, by)),
  join: block => {
    const next = block.getNextSibling()
    if ($isBlockNode(next)) $joinBlocks(block, next)
  },
  move: (block, by) => $moveBlock(block, by.pick([null, ...$blocks()])),
  step: (block, by) => void $moveBlocks($caretIn(block, by), by.pick([1, -1])),
  table: (block, by) => {
    const size = { rows: 1 + by.below(2), columns: 1 + by.below(2), head: by.next() < 0.5 }
    if ($blocks().filter($cellOf).length < 12) $insertTable(block, size, randomOf(by))
  },
  grow: (block, by) =>
    $atCell(block, by, ['row-before', 'row-after', 'column-before', 'column-after']),
  shrink: (block, by) => $atCell(block, by, ['remove-row', 'remove-column', 'remove-table']),
  refer: (block, by) => {
    const to = $idOf(by.pick($blocks()))
    if (to) $insertSign($caretIn(block, by), $createParagraphReference({ block: to, was: 'it' }))
  },
  remove: block => {
    if ($blocks().length > 2) block.remove()
  },
}

const randomOf = (by: Chance) => (length: number) =>
  Uint8Array.from({ length }, () => by.below(256))

/** Does something to a table, at any of its cells. */
const $atCell = (block: BlockNode, by: Chance, acts: readonly TableChanging[]): void => {
  const cells = $blocks().filter($cellOf)
  const cell = $cellOf(block) ? block : cells.length > 0 ? by.pick(cells) : null
  if (cell) $changeTable(cell, by.pick(acts), randomOf(by))
}

/** Full meetings of all pairs, over and over until all are level. */
export const meetInPairs =
  (peers: readonly EditorPeer[]): Meet =>
  (_, by) => {
    const pairs = peers.flatMap((a, at) => peers.slice(at + 1).map(b => [a, b] as const))
    for (const [a, b] of [...by.shuffled(pairs), ...pairs, ...pairs]) exchange(a, b)
  }

/** Four paragraphs, each with a word of its own, and an empty one: what every schedule begins with. */
export const seededDocument = (): Uint8Array => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 10
  Y.applyUpdate(doc, genesis())
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, runs: [{ text }] })
  const texts = [0, 1, 2, 3].map(at => `Seed paragraph ${wordAt(at)} with text.`)
  writeBlocks(doc, [...texts, ''].map(paragraph), { random: countedRandom(10) })
  return Y.encodeStateAsUpdate(doc)
}

/** Clients from 11 on. */
export const openPeers = (count: number): EditorPeer[] =>
  Array.from({ length: count }, (_, at) => openPeer({ client: 11 + at, from: seededDocument() }))

export const threePeers = (): EditorPeer[] => openPeers(3)

/** Carries out one schedule. The peers must begin level, with the seeded document or another. */
export const runSchedule = async (
  { seed, operations, rounds = 5, most = 5 }: Schedule,
  peers: readonly Peer[],
  meet: Meet,
): Promise<Outcome> => {
  const by = chance(seed)
  const written = new Set(peers.flatMap(peer => wordsOf(peer.page())))
  const removed = new Set<string>()
  const seenDoubled = new Set<string>()
  const broughtBackTwice = new Set<string>()
  const clashes: Clash[] = []
  const said = newSaid()
  const noted: Noted = []
  const word = (): string => {
    const sign = wordAt(written.size)
    written.add(sign)
    return sign
  }
  let [count, onShared] = [0, 0]

  const act = (
    peer: Peer,
    touchedBy: ReadonlyMap<Peer, Set<string>>,
    broughtBack: Map<string, Set<Peer>>,
  ): void => {
    const operation = by.pick(operations)
    const others = new Set([...touchedBy].flatMap(([who, ids]) => (who === peer ? [] : [...ids])))
    const earlier = wordsOf(peer.page())
    const before = new Set(earlier)
    count++
    const remark = remarkOf(operation)
    if (remark) remark(peer, by, said, word)
    else if (operation === 'note') writeInNotes(peer, by, noted)
    else if (operation === 'undo') peer.binder.undo.undo()
    else if (operation === 'redo') peer.binder.undo.redo()
    else if (isWork(operation)) {
      peer.edit(() => {
        const block = $target(by, others)
        const id = $idOf(block) ?? ''
        if (others.has(id)) onShared++
        touchedBy.get(peer)?.add(id)
        work[operation](block, by, word)
      })
    }
    peer.edit(() => $setSelection(null))
    peer.binder.undo.separate()
    const later = wordsOf(peer.page())
    const after = new Set(later)
    for (const sign of before) if (!after.has(sign)) removed.add(sign)
    const gone = [...before].filter(sign => !after.has(sign))
    if (operation === 'accept') said.taken.push(...gone.filter(sign => !said.struck.has(sign)))
    if (operation === 'reject')
      said.taken.push(
        ...gone.filter(
          // What the author herself wrote among her own suggested words is hers to lose.
          sign => !said.inserted.has(sign) && said.writers.get(sign) !== said.author,
        ),
      )
    for (const sign of after) {
      if (timesIn(later, sign) > Math.max(1, timesIn(earlier, sign))) seenDoubled.add(sign)
      if (before.has(sign)) continue
      if (!said.writers.has(sign)) said.writers.set(sign, peer.doc.clientID)
      removed.delete(sign)
      const who = broughtBack.get(sign) ?? new Set()
      if (operation === 'undo' || operation === 'redo') broughtBack.set(sign, who.add(peer))
    }
  }

  const first = peers[0]
  if (first === undefined) throw new Error('No peers')
  for (let round = 0; round < rounds; round++) {
    const common = readForReview(first.doc)
    const touchedBy = new Map(peers.map(peer => [peer, new Set<string>()] as const))
    const broughtBack = new Map<string, Set<Peer>>()
    const turns = peers.flatMap(peer => Array.from({ length: by.below(most + 1) }, () => peer))
    for (const peer of by.shuffled(turns)) act(peer, touchedBy, broughtBack)
    for (const [sign, who] of broughtBack) if (who.size > 1) broughtBackTwice.add(sign)
    const pages = peers.map(peer => readForReview(peer.doc))
    for (const [at, mine] of pages.entries())
      for (const theirs of pages.slice(at + 1)) clashes.push(...mergeReview(common, mine, theirs))
    await meet(peers, by)
    // As each window does that shows the text.
    if (peers.map(peer => dropDoubled(peer.doc)).some(Boolean)) await meet(peers, by)
  }

  const found = wordsOf(first.page())
  const offered = peers.flatMap(peer => peer.rescued.map(({ text }) => text)).join('')
  // What nobody accepted never was in the text.
  const wasThere = (sign: string): boolean => !said.proposed.has(sign) || said.writers.has(sign)
  const missing = [...written].filter(
    sign => !removed.has(sign) && wasThere(sign) && timesIn(found, sign) === 0,
  )
  const doubled = [...written].filter(sign => timesIn(found, sign) > 1)
  const shown = clashes
    .map(({ before, mine, theirs }) => `${before}${mine.text}${theirs.text}`)
    .join()
  return {
    seed,
    operations: count,
    onShared,
    words: written.size,
    lost: missing.filter(sign => !offered.includes(sign)),
    rescued: missing.filter(sign => offered.includes(sign)),
    doubled,
    broughtBackTwice: doubled.filter(sign => broughtBackTwice.has(sign)),
    clashes,
    unlisted: [...missing, ...doubled].filter(
      sign => !shown.includes(sign) && !seenDoubled.has(sign),
    ),
    digests: peers.map(peer => digestOf(peer.page())),
    failures: [
      ...peers.flatMap(peer => peer.failures),
      ...peers.flatMap(peer => lostFromNotes(peer.doc, noted)),
    ],
    remarks: peers.map(peer => remarksIn(peer.doc)),
    unsaid: [...said.threads, ...said.amendments].filter(id => !remarksIn(first.doc).includes(id)),
    taken: said.taken,
  }
}
