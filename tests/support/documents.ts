// People who write: Yjs documents laid out as the editor's, honest random edits in them, and the
// names of devices, feeds and documents that tests need.
import * as Y from 'yjs'
import { digest } from '#core/keys'
import {
  blockNodeName,
  clientIdOf,
  genesis,
  newBlockId,
  rootOf,
  writeBlocks,
  writeMeta,
  type BlockKind,
} from '#shared/document'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'

type Bytes = Uint8Array

const hex = (name: string, bytes: number): string =>
  Buffer.from(digest('test', new TextEncoder().encode(name)))
    .toString('hex')
    .slice(0, bytes * 2)

export const deviceNamed = (name: string): DeviceId => hex(`device ${name}`, 32) as DeviceId
export const memberNamed = (name: string): MemberId => hex(`member ${name}`, 32) as MemberId
export const feedNamed = (name: string): FeedId => hex(`feed ${name}`, 16) as FeedId
export const documentNamed = (name: string): DocumentId => hex(`document ${name}`, 16) as DocumentId
export const groupNamed = (name: string): GroupId => hex(`group ${name}`, 32) as GroupId

/** The same numbers for the same seed, 0 <= n < 1 (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Dice = {
  /** 0 <= n < most. */
  below(most: number): number
  one<T>(of: readonly T[]): T
  chance(probability: number): boolean
  bytes(length: number): Bytes
}

export const diceFrom = (seed: number): Dice => {
  const next = seeded(seed)
  const below = (most: number): number => Math.floor(next() * most)
  return {
    below,
    one: of => of[below(of.length)] as (typeof of)[number],
    chance: probability => next() < probability,
    bytes: length => Uint8Array.from({ length }, () => below(256)),
  }
}

/** The order in which a network might bring `items`. */
export const shuffled = <T>(items: readonly T[], dice: Dice): T[] => {
  const left = [...items]
  for (let at = left.length - 1; at > 0; at--) {
    const other = dice.below(at + 1)
    const held = left[at] as T
    left[at] = left[other] as T
    left[other] = held
  }
  return left
}

/** A Yjs document as a window has it: genesis, nothing collected, no tidying after others. */
export const newPage = (clientId: number): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (!transaction.local) transaction._needFormattingCleanup = false
  })
  Y.applyUpdate(doc, genesis(), 'remote')
  doc.clientID = clientId
  return doc
}

const textOf = (block: Y.XmlElement): Y.XmlText | null => {
  const text = block.length > 0 ? block.get(0) : null
  return text instanceof Y.XmlText ? text : null
}

const words = [
  'defender',
  'shall',
  'recommend',
  'مدافعة',
  'the strategy',
  '人权',
  ' 😀',
  'é',
  ', ',
  '. ',
]
const kinds: BlockKind[] = ['paragraph', 'h1', 'h2', 'num1', 'num2', 'bullet1', 'quote', 'decision']

const newBlock = (dice: Dice, text: string): Y.XmlElement => {
  const block = new Y.XmlElement(blockNodeName)
  block.setAttribute('s_bid', newBlockId(dice.bytes))
  if (dice.chance(0.5)) block.setAttribute('s_kind', dice.one(kinds))
  const content = new Y.XmlText()
  if (text !== '') content.insert(0, text)
  block.insert(0, [content])
  return block
}

const formats: Record<string, unknown>[] = [
  { p: { __format: 1 } },
  { p: { __format: 3, __mode: 1 } },
  { p: null },
  { s_href: 'https://example.org/a?b=c' },
  { s_href: null },
  { 's_cm:k2j4': 1 },
  { 's_de:a7': 1, i: 1 },
]

type Edit = (doc: Y.Doc, block: Y.XmlElement, text: Y.XmlText, dice: Dice) => void

/** What an honest window does to one block or around it. */
const edits: Record<string, Edit> = {
  type: (_doc, _block, text, dice) => text.insert(dice.below(text.length + 1), dice.one(words)),
  typeMore: (_doc, _block, text, dice) =>
    text.insert(text.length, dice.one(words).repeat(1 + dice.below(4))),
  erase: (_doc, _block, text, dice) => {
    const from = dice.below(text.length + 1)
    text.delete(from, Math.min(text.length - from, 1 + dice.below(6)))
  },
  format: (_doc, _block, text, dice) => {
    const from = dice.below(text.length + 1)
    const length = Math.min(text.length - from, 1 + dice.below(8))
    if (length > 0) text.format(from, length, { ...dice.one(formats) })
  },
  kind: (_doc, block, _text, dice) => block.setAttribute('s_kind', dice.one(kinds)),
  language: (_doc, block, _text, dice) =>
    block.setAttribute('s_lang', dice.one(['en', 'ar', 'zh'])),
  direction: (_doc, block, _text, dice) =>
    dice.chance(0.3)
      ? block.removeAttribute('__dir')
      : block.setAttribute('__dir', dice.one(['rtl', 'ltr'])),
  add: (doc, _block, _text, dice) =>
    rootOf(doc).insert(dice.below(rootOf(doc).length + 1), [newBlock(dice, dice.one(words))]),
  remove: (doc, _block, _text, dice) => {
    if (rootOf(doc).length > 3) rootOf(doc).delete(dice.below(rootOf(doc).length), 1)
  },
  split: (doc, block, text, dice) => {
    const at = dice.below(text.length + 1)
    const rest = text.toJSON().slice(at)
    text.delete(at, text.length - at)
    const index = rootOf(doc).toArray().indexOf(block)
    rootOf(doc).insert(index + 1, [newBlock(dice, rest)])
  },
  title: (doc, _block, _text, dice) => writeMeta(doc, { title: dice.one(words) }),
  comment: (doc, _block, _text, dice) => {
    const threads = doc.getMap<Y.Map<unknown>>('threads')
    const thread = new Y.Map<unknown>()
    thread.set('quote', dice.one(words))
    thread.set('replies', new Y.Array())
    threads.set(dice.one(['k2j4', 'm3']), thread)
  },
  footnote: (doc, _block, _text, dice) =>
    doc.getMap<Y.Text>('footnotes').set(dice.one(['f1', 'f2']), new Y.Text(dice.one(words))),
}
const names = Object.keys(edits)
const mostly = ['type', 'typeMore', 'erase', 'format', 'type', 'typeMore']

export type Author = {
  doc: Y.Doc
  clientId: number
  /** Edits once, in one transaction or more; the updates that it made. */
  write(): Bytes[]
  /** Makes the page anew with the writers of shared/document. */
  rewrite(): Bytes[]
  hear(update: Bytes): void
}

export type AuthorParts = { device: DeviceId; feed: FeedId; document: DocumentId; writer: number }

/** Somebody at a window, whose every choice follows from `seed`. */
export const newAuthor = (parts: AuthorParts, seed: number): Author => {
  const { device, feed, document, writer } = parts
  const clientId = clientIdOf(digest, device, feed, document, writer)
  const doc = newPage(clientId)
  const dice = diceFrom(seed)
  const self = Symbol('self')
  const undo = new Y.UndoManager([rootOf(doc), doc.getMap('meta')], {
    trackedOrigins: new Set([self]),
    captureTimeout: 0,
  })
  let made: Bytes[] = []
  doc.on('update', (update: Bytes, origin: unknown) => {
    if (origin !== 'remote') made.push(update)
  })
  const collect = (work: () => void): Bytes[] => {
    made = []
    work()
    return made
  }
  return {
    doc,
    clientId,
    write: () =>
      collect(() => {
        if (dice.chance(0.06)) return void undo.undo()
        if (dice.chance(0.03)) return void undo.redo()
        doc.transact(() => {
          for (let times = dice.chance(0.15) ? 4 : 1; times > 0; times--) {
            const blocks = rootOf(doc)
              .toArray()
              .filter(each => each instanceof Y.XmlElement)
            const block = blocks[dice.below(blocks.length)]
            const text = block && textOf(block)
            const name = dice.chance(0.6) ? dice.one(mostly) : dice.one(names)
            if (block && text) edits[name]?.(doc, block, text, dice)
            else edits['add']?.(doc, new Y.XmlElement(), new Y.XmlText(), dice)
          }
        }, self)
      }),
    rewrite: () =>
      collect(() =>
        writeBlocks(
          doc,
          [
            { kind: 'h1', runs: [{ text: 'Recommendations' }] },
            { kind: 'num1', runs: [{ text: 'States ' }, { text: 'shall', bold: true }] },
            {
              kind: 'num2',
              language: 'ar',
              runs: [{ text: 'مدافعة', href: 'https://example.org/' }],
            },
          ],
          { random: dice.bytes, origin: self },
        ),
      ),
    hear: update => Y.applyUpdate(doc, update, 'remote'),
  }
}
