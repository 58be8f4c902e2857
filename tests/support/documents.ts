// People who write: Yjs documents in the editor's layout, honest random edits in them, devices with
// the documents room and their windows, and the names that tests need.
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import {
  clientIds,
  openDocuments,
  type ClientIds,
  type Documents,
  type Later,
  type DocumentsPorts,
} from '#core/documents'
import { digest, random } from '#core/keys'
import type { Delivery, Received } from '#core/messages'
import { everyRight, type Right } from '#shared/contract'
import { applyOpened, blockNodeName, rootOf, writeMeta } from '#document/tree'
import { genesis } from '#document/templates'
import { newBlockId } from '#document/ids'
import { PageUndo } from '#document/undo'
import { writeBlocks } from '#document/blocks'
import type { BlockKind } from '#document/model'
import type { FromCore, FromWindow } from '#shared/document-port'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId, MessageId } from '#shared/ids'
import { clientsIn } from '../../src/core/documents/gate/scan.ts'

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

/** A Yjs document like that of a window: genesis, nothing collected, no cleanup after others. */
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

/** `at`, or the place before the character that surrounds it: no caret is there. */
const edgeIn = (text: Y.XmlText, at: number): number => {
  const units = (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => String(insert))
    .join('')
  return /[\uD800-\uDBFF]/.test(units.charAt(at - 1)) ? at - 1 : at
}
const placeIn = (text: Y.XmlText, dice: Dice): number => edgeIn(text, dice.below(text.length + 1))

type Edit = (doc: Y.Doc, block: Y.XmlElement, text: Y.XmlText, dice: Dice) => void

/** The edits of an honest window, in one block or around it. */
const edits: Record<string, Edit> = {
  type: (_doc, _block, text, dice) => text.insert(placeIn(text, dice), dice.one(words)),
  typeMore: (_doc, _block, text, dice) =>
    text.insert(text.length, dice.one(words).repeat(1 + dice.below(4))),
  erase: (_doc, _block, text, dice) => {
    const from = placeIn(text, dice)
    const to = edgeIn(text, Math.min(text.length, from + 1 + dice.below(6)))
    text.delete(from, to - from)
  },
  format: (_doc, _block, text, dice) => {
    const from = placeIn(text, dice)
    const length = edgeIn(text, Math.min(text.length, from + 1 + dice.below(8))) - from
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
    const at = placeIn(text, dice)
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

/** One edit of an honest window. */
const editOnce = (doc: Y.Doc, dice: Dice): void => {
  const blocks = rootOf(doc)
    .toArray()
    .filter(each => each instanceof Y.XmlElement)
  const block = blocks[dice.below(blocks.length)]
  const text = block && textOf(block)
  const name = dice.chance(0.6) ? dice.one(mostly) : dice.one(names)
  if (block && text) edits[name]?.(doc, block, text, dice)
  else edits['add']?.(doc, new Y.XmlElement(), new Y.XmlText(), dice)
}

/** One transaction of an honest window, with `origin`. */
export const editAtRandom = (doc: Y.Doc, dice: Dice, origin: unknown = null): void =>
  doc.transact(() => {
    for (let times = dice.chance(0.15) ? 4 : 1; times > 0; times--) editOnce(doc, dice)
  }, origin)

/** The text of a block, 0 the first. */
export const textIn = (doc: Y.Doc, index: number): Y.XmlText => {
  const block = rootOf(doc).get(index)
  const text = block instanceof Y.XmlElement ? textOf(block) : null
  if (!text) throw new TypeError('no such block')
  return text
}

export type Author = {
  doc: Y.Doc
  clientId: number
  /** Edits once, in one transaction or more; returns the updates. */
  write(): Bytes[]
  /** Writes the page again with the writers of src/document. */
  rewrite(): Bytes[]
  hear(update: Bytes): void
}

export type AuthorParts = { device: DeviceId; feed: FeedId; document: DocumentId; writer: number }

/** A person at a window, whose every choice follows from `seed`. */
export const newAuthor = (parts: AuthorParts, seed: number): Author => {
  const { device, feed, document, writer } = parts
  const clientId = clientIds.of(document, { device, feed, writer })
  const doc = newPage(clientId)
  const dice = diceFrom(seed)
  const self = Symbol('self')
  const undo = new PageUndo([rootOf(doc), doc.getMap('meta')], {
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
        editAtRandom(doc, dice, self)
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

export type Timers = {
  later: Later
  /** Lets time go by; due work runs. */
  pass(milliseconds: number): void
}

/** Time that passes when a test says so. */
export const handTimers = (): Timers => {
  let now = 0
  const waiting = new Set<{ due: number; work: () => void }>()
  return {
    later(work, milliseconds) {
      const timer = { due: now + milliseconds, work }
      waiting.add(timer)
      return () => void waiting.delete(timer)
    },
    pass(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...waiting]
          .filter(({ due }) => due <= end)
          .toSorted((a, b) => a.due - b.due)
        if (!next) break
        now = Math.max(now, next.due)
        waiting.delete(next)
        next.work()
      }
      now = end
    },
  }
}

export type Sent = {
  device: DeviceId
  feed: FeedId
  author: MemberId
  document: DocumentId
  kind: Delivery['kind']
  body: Bytes
}

export type Room = {
  name: string
  archive: Archive
  documents: Documents
  timers: Timers
  /** The messages of this device, in order; also in its archive, like with sync. */
  sent: Sent[]
  carets: unknown[]
  /** The rights of this member now; `renewRights` tells windows. */
  rights: ReadonlySet<Right>
  /** A decision fixes every text. */
  isFixed: boolean
  isLive: boolean
  /** SQLite takes no message. */
  isFull: boolean
  /** Errors with which publishing a message of these documents ends. */
  failing: Map<DocumentId, Error>
  /** The defects that the documents room reported. */
  defects: unknown[]
  /** The documents room's answer to a message; kept when it is judged for good. */
  hear(message: Sent, handover?: boolean): Received
  /** Puts a message into the archive as if it had been applied. */
  keep(message: Sent): void
}

export const sharedGroup = groupNamed('shared')

/** The parts of every delivery here that a test does not ask about. */
export const delivered = {
  handover: false,
  rights: () => everyRight,
  seq: 0,
  saw: () => false,
  branches: [],
  heard: () => [],
}

/** The writers of an update of one feed, in the form for a body; 0 for a client of no writer. */
export const writersOf = (
  update: Bytes,
  { document, ...by }: Omit<AuthorParts, 'writer'>,
): { feed: null; writer: number }[] => {
  const ids = Array.from({ length: 40 }, (_, writer) => clientIds.of(document, { ...by, writer }))
  return (clientsIn(update) ?? []).map(client => ({
    feed: null,
    writer: Math.max(0, ids.indexOf(client)),
  }))
}

let count = 0
const idOfNext = (): MessageId => hex(`message ${count}`, 32) as MessageId
const keep = (archive: Archive, message: Sent, state: 'applied' | 'refused'): void => {
  const { device, feed, document, kind, body } = message
  const id = idOfNext()
  const seq = count++
  const header = new TextEncoder().encode(`${device} ${feed} ${seq}`)
  archive.messages.put({
    id,
    group: sharedGroup,
    audience: sharedGroup,
    device,
    feed,
    seq,
    kind,
    document,
    header,
    signature: null,
    body,
    state,
  })
}

/** Acts that nobody keeps. */
export const quietActs: DocumentsPorts['acts'] = {
  found: () => {},
  carried: () => [],
  files: () => [],
  exactTexts: () => () => false,
  retired: () => {},
  dropped: () => {},
  isFixed: () => false,
}

/** One device with the documents room over its archive. Each call is one unlock, with its feed. */
export const openRoom = (name: string, archive: Archive, ids: ClientIds = clientIds): Room => {
  const device = deviceNamed(name)
  const author = memberNamed(name)
  const feed = feedNamed(`${name} ${count++}`)
  const timers = handTimers()
  const room: Omit<Room, 'documents'> = {
    name,
    archive,
    timers,
    sent: [],
    carets: [],
    rights: everyRight,
    isFixed: false,
    isLive: false,
    isFull: false,
    failing: new Map(),
    defects: [],
    keep: message => keep(archive, message, 'applied'),
    hear(message, handover = false) {
      return archive.transaction(() => {
        const answer = documents.receive({
          ...message,
          group: sharedGroup,
          ...delivered,
          id: idOfNext(),
          seq: count,
          handover,
        })
        if (answer !== 'waits') keep(archive, message, answer === 'applied' ? answer : 'refused')
        return answer
      })
    },
  }
  const documents = openDocuments({
    archive,
    ids,
    now: () => 1_700_000_000_000 + count++,
    random,
    feedOf: () => feed,
    deviceOf: () => device,
    selfOf: () => author,
    memberOf: () => null,
    rightsIn: () => room.rights,
    publish(_group, document, kind, body) {
      if (room.isFull) throw new Failure('disk-full')
      if (kind === 'blob') return
      const error = room.failing.get(document)
      if (error) throw error
      const message: Sent = { device, feed, author, document, kind, body }
      keep(archive, message, 'applied')
      room.sent.push(message)
    },
    defect: error => void room.defects.push(error),
    giveUp: () => {},
    gaveUp: () => {},
    acts: { ...quietActs, isFixed: () => room.isFixed },
    clock: () => performance.now(),
    live: () => room.isLive,
    sendPresence: (_group, _document, presence) => void room.carets.push(presence),
    later: timers.later,
  })
  return Object.assign(room, { documents })
}

export type Pen = {
  doc: Y.Doc
  /** All messages of core, in order. */
  heard: FromCore[]
  text(): string
  /** Types into a block, 0 the first; the edit is sent. */
  type(text: string, block?: number): void
  /** The same, and the window dies before anything is sent. */
  typeUnsent(text: string): void
  say(message: FromWindow): void
  /** Resolves when all sent edits are on the disk. */
  saved(): Promise<void>
  /** A new page over this one's storage, like after a crash of the page. */
  reload(): Pen
  close(): void
}

type Windowed = { documents: Pick<Room['documents'], 'attach'> }

/** A window that shows a document, without an editor. */
export const openPen = (room: Windowed, id: DocumentId, stored?: Y.Doc): Pen => {
  const doc = stored ?? new Y.Doc({ gc: false })
  const known = stored ? Y.encodeStateVector(stored) : new Uint8Array()
  const heard: FromCore[] = []
  const waiting: { number: number; resolve: () => void }[] = []
  let listen: (message: unknown) => void = () => {}
  let number = 0
  let isSilent = false
  const say = (message: FromWindow): void => listen(message)
  const send = (update: Bytes): void => say({ kind: 'edit', number: ++number, update })
  const detach = room.documents.attach(id, {
    post(message) {
      heard.push(message)
      if (message.kind === 'opened') {
        applyOpened(doc, message, 'core')
        doc.clientID = message.clientId
        if (stored) send(Y.encodeStateAsUpdate(doc, message.stateVector))
      } else if (message.kind === 'changed') Y.applyUpdate(doc, message.update, 'core')
      else if (message.kind === 'durable')
        for (const each of waiting) if (each.number <= message.number) each.resolve()
    },
    onMessage: listener => (listen = listener),
  })
  doc.on('update', (update: Bytes, origin: unknown) => {
    if (origin !== 'core' && !isSilent) send(update)
  })
  say({ kind: 'open', stateVector: known })
  return {
    doc,
    heard,
    say,
    text: () => rootOf(doc).toJSON(),
    type: (text, block = 0) => textIn(doc, block).insert(textIn(doc, block).length, text),
    typeUnsent(text) {
      isSilent = true
      textIn(doc, 0).insert(0, text)
    },
    saved: () => new Promise(resolve => waiting.push({ number, resolve })),
    reload() {
      detach()
      const copy = new Y.Doc({ gc: false })
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      return openPen(room, id, copy)
    },
    close: () => say({ kind: 'close' }),
  }
}

/** Every text on the page, a line for each block. */
export const linesOf = (room: Pick<Room, 'documents'>, id: DocumentId): string[] =>
  room.documents.page(id).blocks.map(block => block.runs.map(run => run.text).join(''))

/** A private document of the room with these paragraphs. */
export const written = (room: Room, ...lines: string[]): Promise<DocumentId> =>
  room.documents.create({
    group: sharedGroup,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: lines.map(text => ({ kind: 'paragraph', runs: [{ text }] })),
  })
