// A fake core's side of one open document, in the page itself: it keeps a Yjs document, answers the
// window like core, and lets a test act as another member, near or far away. Never part of the app.
import * as Y from 'yjs'
import type { FromCore, FromWindow } from '#shared/document-port'
import { anchorAt, commentKey, markWords, openThread } from '#document/review/comments'
import { asItStands, mergeReview, readForReview, standingIn } from '#document/history/conflicts'
import type { Block, PageMeta } from '#document/model'
import { firstBlocks } from '#document/reading'
import { genesis } from '#document/templates'
import { newBlockId, type EntryId } from '#document/ids'
import { readPage, rootOf, writeMeta } from '#document/tree'
import { writeBlocks, type NewBlock } from '#document/blocks'
import type { FailureCode } from '#shared/failure'
import { everyRight, type Right, type Look, type Merge } from '#shared/contract'
import type { BlockId, MemberId } from '#shared/ids'

type Bytes = Uint8Array<ArrayBuffer>
type Presence = Omit<Extract<FromCore, { kind: 'presence' }>, 'kind'>

export type FakeDocument = {
  serve(port: MessagePort): void
  /** The content of core, as text per block. */
  texts(): string[]
  blocks(): Block[]
  look(): Pick<Look, 'blocks'>
  /** All messages of the window, in order. */
  heard: FromWindow[]
  /** Answers wait until `release`. */
  hold(): void
  release(): void
  /** Held answers never happened, like when a process dies before it wrote. */
  lose(): void
  /** The next edit is refused. */
  refuse(code: FailureCode): void
  /** The rights that the next `opened` gives to the window. */
  rights: Right[]
  /** A window that knows nothing gets the text as the archive of a long text has it. */
  isLong: boolean
  /** The text of block `index` with everything that is stored of it. */
  delta(index: number): unknown
  /** Another member: away until `meet`, every change at once otherwise. */
  away(): void
  meet(): void
  /** The member comments on units `from` to `to` of block `index`. */
  comment(by: MemberId, index: number, from: number, to: number, text: string): EntryId
  /** Undefined for text of a window. */
  authorOf(client: number): MemberId | undefined
  /** The member puts `text` at `offset` of block `index`. */
  write(by: MemberId | null, index: number, offset: number, text: string): void
  /** Anything that is stored of a block. */
  alter(
    by: MemberId | null,
    index: number,
    work: (block: Y.XmlElement, text: Y.XmlText) => void,
  ): void
  remove(by: MemberId | null, index: number): void
  insert(by: MemberId | null, index: number, blocks: NewBlock[]): void
  present(presence: Presence): void
  /** The position of a caret in the text, in its encoding. */
  place(index: number, offset: number): unknown
  /** Bytes that are no update, or any other change of core's own. */
  send(message: FromCore): void
  ids(): (string | null)[]
  /** Changes of both sides while the member was away, as core keeps them. */
  merges(): Merge[]
  markMerged(block: BlockId | null): void
  /** For the fake history. */
  history: {
    doc: Y.Doc
    /** A change of a member to the whole document. */
    change<T>(by: MemberId | null, work: (doc: Y.Doc) => T): T
  }
}

type FakeDocumentOptions = { blocks: NewBlock[]; meta?: Partial<PageMeta> }

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export function fakeDocument({ blocks, meta = {} }: FakeDocumentOptions): FakeDocument {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, genesis())
  writeMeta(doc, meta)
  writeBlocks(doc, blocks, { random })
  const other = new Y.Doc({ gc: false })
  const level = (): void => Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), 'level')
  level()

  let ports: MessagePort[] = []
  let held: (() => void)[] | null = null
  let refusal: FailureCode | null = null
  let near = true
  let common = readForReview(doc)
  let merges: Merge[] = []
  let waiting: { by: MemberId | null; update: Bytes }[] = []
  let saidAt = 1_537_277_000_000
  const heard: FromWindow[] = []
  /** The client id of the window, and one that a closed window left; the next has it. */
  let [given, left] = [0, 0]
  const say = (message: FromCore): void => ports.forEach(port => port.postMessage(message))

  const arrive = (by: MemberId | null, update: Bytes): void => {
    Y.applyUpdate(doc, update)
    say({ kind: 'changed', update, by })
  }
  /** Each member writes as a client of its own. */
  const clients = new Map<MemberId | null, number>()
  const clientOf = (by: MemberId | null): number => {
    const client = clients.get(by) ?? 500 + clients.size
    clients.set(by, client)
    return client
  }
  const change = (by: MemberId | null, work: () => void): void => {
    if (near) level()
    other.clientID = clientOf(by)
    const before = Y.encodeStateVector(other)
    other.transact(work)
    const update = Y.encodeStateAsUpdate(other, before) as Bytes
    if (near) arrive(by, update)
    else waiting.push({ by, update })
  }
  const textAt = (from: Y.Doc, index: number): Y.XmlText => {
    const block = rootOf(from).get(index)
    const text = block instanceof Y.XmlElement ? block.get(0) : null
    if (!(text instanceof Y.XmlText)) throw new Error(`No text in block ${index}`)
    return text
  }

  const answer = (port: MessagePort, message: FromWindow): void => {
    heard.push(message)
    if (message.kind === 'close') left = given
    if (message.kind === 'open') {
      given = left === 0 ? 1_000_000 + Math.floor(Math.random() * 1e9) : left
      left = 0
      const known = message.stateVector.length > 0 ? message.stateVector : undefined
      port.postMessage({
        kind: 'opened',
        clientId: given,
        ...(fake.isLong && !known
          ? {
              asRead: { state: Y.encodeStateAsUpdateV2(doc) as Bytes, edits: [] },
              update: new Uint8Array([0, 0]),
            }
          : { update: Y.encodeStateAsUpdate(doc, known) as Bytes }),
        stateVector: Y.encodeStateVector(doc) as Bytes,
        rights: fake.rights,
      } satisfies FromCore)
    }
    if (message.kind !== 'edit') return
    if (refusal !== null) {
      port.postMessage({
        kind: 'refused',
        number: message.number,
        code: refusal,
      } satisfies FromCore)
      refusal = null
      return
    }
    const keep = (): void => {
      Y.applyUpdate(doc, message.update)
      port.postMessage({ kind: 'durable', number: message.number } satisfies FromCore)
    }
    if (held) held.push(keep)
    else keep()
  }

  const fake: FakeDocument = {
    heard,
    rights: [...everyRight],
    isLong: false,
    delta: index => textAt(doc, index).toDelta(),
    serve(port) {
      ports = [port]
      port.addEventListener('message', (event: MessageEvent<FromWindow>) =>
        answer(port, event.data),
      )
      port.start()
    },
    blocks: () => readPage(doc).blocks,
    look: () => ({ blocks: firstBlocks(doc) }),
    texts: () => readPage(doc).blocks.map(block => block.runs.map(run => run.text).join('')),
    ids: () => readPage(doc).blocks.map(block => block.id),
    hold: () => void (held ??= []),
    release: () => {
      const kept = held ?? []
      held = null
      for (const keep of kept) keep()
    },
    lose: () => void (held = null),
    refuse: code => void (refusal = code),
    away: () => {
      level()
      near = false
      common = readForReview(doc)
    },
    meet: () => {
      near = true
      const arriving = waiting
      waiting = []
      const clashes = mergeReview(common, readForReview(doc), readForReview(other))
      for (const { by, update } of arriving) arrive(by, update)
      const read = readPage(doc)
      const found = {
        by: arriving[0]?.by ?? null,
        after: read.blocks[0]?.id ?? null,
        isShortened: false,
        areEarlierGone: false,
      }
      const standing = standingIn(read)
      merges = clashes.map(clash => {
        const now = asItStands({ ...clash, ...found }, standing)
        return { ...now, kind: now.now === null ? 'rescue' : 'merged' }
      })
    },
    comment: (by, index, from, to, text) => {
      let id = '' as EntryId
      change(by, () => {
        const at = { index, from, to }
        const anchor = anchorAt(other, at)
        if (!anchor) throw new Error(`No words in block ${index}`)
        const said = { kind: 'comment' as const, at: (saidAt += 60_000), ...anchor, text }
        id = openThread(other, said, random)
        markWords(other, at, commentKey(id), 1)
      })
      return id
    },
    authorOf: client => [...clients].find(([, known]) => known === client)?.[0] ?? undefined,
    write: (by, index, offset, text) => change(by, () => textAt(other, index).insert(offset, text)),
    alter: (by, index, work) =>
      change(by, () => {
        const block = rootOf(other).get(index)
        if (block instanceof Y.XmlElement) work(block, textAt(other, index))
      }),
    remove: (by, index) => change(by, () => rootOf(other).delete(index, 1)),
    insert: (by, index, added) =>
      change(by, () => {
        const made = new Y.Doc()
        Y.applyUpdate(made, genesis())
        writeBlocks(made, added, { random })
        const elements = rootOf(made)
          .toArray()
          .map(element => (element as Y.XmlElement).clone() as Y.XmlElement)
        for (const element of elements) element.setAttribute('s_bid', newBlockId(random))
        rootOf(other).insert(index, elements)
      }),
    present: presence => say({ kind: 'presence', ...presence }),
    place: (index, offset) =>
      Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(textAt(doc, index), offset)),
    send: say,
    merges: () => {
      const standing = standingIn(readPage(doc))
      return merges.map(merge => ({ ...asItStands(merge, standing), kind: merge.kind }))
    },
    history: {
      doc,
      change: (by, work) => {
        let given: ReturnType<typeof work> | undefined
        change(by, () => void (given = work(other)))
        return given as ReturnType<typeof work>
      },
    },
    markMerged: block => void (merges = merges.filter(each => each.block !== block)),
  }
  return fake
}
