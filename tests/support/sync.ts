// People whose devices exchange: each with a real archive, a real group and sync, and in place of
// the documents room a notebook, whose documents are sets of lines.
//
//   const [a, b] = await connectedPair()   // two members, linked, nothing to say
//   const page = a.notebook.create(); a.notebook.share(page); a.notebook.write(page, 'a line')
//   await untilSame(a, b)
import { encode, decodeStrict, digest, random, type Encodable } from '#core/keys'
import { onTestFinished } from 'vitest'
import { openSync, type LanOptions, type Later, type Sync, type SyncDocuments } from '#core/sync'
import type { DocumentId, GroupId } from '#shared/ids'
import { documentIdOf } from '../../src/core/messages/body.ts'
import { headsFromWire } from '../../src/core/messages/message.ts'
import type { Circles } from '../../src/core/sync/members/index.ts'
import { memoryLinks } from '../acceptance/link.ts'
import { alice, joiner, reopened, type Person } from './group.ts'
import { temporaryArchive } from './archive.ts'

/** Documents that take in everything and have nothing. */
export const quietDocuments: SyncDocuments = {
  unsealed: () => 0,
  seal: () => true,
  unsealedOf: () => 0,
  together: (_, work) => work(),
  digestOf: () => null,
  digestFrom: () => '00'.repeat(32),
  rebuild: () => {},
  receive: () => 'applied',
  receiveWithoutEffect: () => {},
  split: () => {},
  isWhole: () => true,
  receivePiece: () => 'applied',
  picturesFor: () => [],
  enclosedHere: () => [],
  bringAgain: () => {},
  sealed: () => {},
  dropped: () => {},
  snapshotFor: () => [],
}

export const noCircles: Circles = {
  of: () => [],
  take: () => null,
  offers: () => [],
  isAwaited: () => false,
  onChange: () => () => {},
}

/** `bad` lines are refused; a line that `needs` another waits until that is there. */
export type Notebook = SyncDocuments & {
  create(): DocumentId
  share(document: DocumentId): void
  write(document: DocumentId, line: string, needs?: string): void
  /** The readable content differs from its messages, until it is rebuilt. */
  spoil(document: DocumentId, isForGood?: boolean): void
  /** Sorted; null when the document is not known here. */
  lines(document: DocumentId): string[] | null
}

export type Device = Person & { sync: Sync; notebook: Notebook; defects: unknown[] }

/** Timers that fire as soon as the event loop comes round, in the order in which they are due. */
export const hurried: Later = work => {
  const timer = setImmediate(work)
  return () => clearImmediate(timer)
}

const isText = (value: unknown): value is string => typeof value === 'string'

export const notebookOf = (
  { archive, group }: Person,
  sync: () => Pick<Sync, 'publish'>,
): Notebook => {
  const row = (id: DocumentId, secret: Uint8Array, shared: boolean) => ({
    ...({
      id,
      group: group.id,
      kind: 'minutes',
      title: '',
      language: 'en',
      reference: '',
    } as const),
    ...({
      status: 'draft',
      shared,
      secret,
      createdAt: 0,
      changedAt: 0,
      changedBy: null,
      words: 0,
    } as const),
  })
  const linesIn = (body: Uint8Array): string[] => {
    const list = decodeStrict(body, 1 << 23)
    return Array.isArray(list) ? (list.at(-1) as unknown[]).filter(isText) : []
  }
  const lines = (document: DocumentId): string[] => {
    const all = archive.messages
      .ofDocument(document, 0)
      .flatMap(({ kind, body }) =>
        body && (kind === 'update' || kind === 'snapshot') ? linesIn(body) : [],
      )
    return [...new Set(all)].toSorted()
  }
  const snapshot = (document: DocumentId, heads: Encodable): Uint8Array => {
    const kept = archive.documents.get(document)
    if (!kept) throw new TypeError('no such document')
    return encode([1, 'snapshot', kept.secret, {}, [], heads, lines(document)])
  }
  const spoilt = new Map<DocumentId, boolean>()
  return {
    ...quietDocuments,
    digestOf: document =>
      archive.documents.get(document)
        ? digest('notebook', encode([...lines(document), ...(spoilt.has(document) ? ['?'] : [])]))
        : null,
    rebuild: document => void (spoilt.get(document) || spoilt.delete(document)),
    spoil: (document, isForGood = false) => void spoilt.set(document, isForGood),
    receive({ document, kind, body }) {
      const list = decodeStrict(body, 1 << 23)
      if (!Array.isArray(list)) return { refused: 'shape' }
      if (kind === 'snapshot') {
        const known = archive.documents.get(document)
        if (!known) archive.documents.put(row(document, list[2] as Uint8Array, true))
        return 'applied'
      }
      const [, , needs, written] = list as [number, string, string | null, string[]]
      if (!archive.documents.get(document)) return 'waits'
      if (needs !== null && !lines(document).includes(needs)) return 'waits'
      return written.some(line => line.startsWith('bad')) ? { refused: 'bad' } : 'applied'
    },
    snapshotFor: (document, heads) => [{ kind: 'snapshot', body: snapshot(document, heads) }],
    create() {
      const secret = random(32)
      const document = documentIdOf(group.self.device, secret)
      archive.documents.put(row(document, secret, false))
      return document
    },
    share(document) {
      archive.transaction(() => {
        const kept = archive.documents.get(document)
        if (kept) archive.documents.put({ ...kept, shared: true })
        sync().publish(group.id, document, 'snapshot', snapshot(document, [[], []]))
      })
    },
    write(document, line, needs) {
      archive.transaction(() => {
        const body = encode([1, 'update', needs ?? null, [line]])
        sync().publish(group.id, document, 'update', body)
      })
    },
    lines: document => (archive.documents.get(document) ? lines(document) : null),
  }
}

/** The same person with sync over the archive and group; closed when `close` is called. */
export const withSync = (person: Person, later: Later = hurried, lan: LanOptions = {}): Device => {
  const defects: unknown[] = []
  const device: Device = {
    ...person,
    defects,
    notebook: notebookOf(person, () => device.sync),
    sync: openSync({
      archive: person.archive,
      groups: () => [person.group],
      circles: noCircles,
      documents: {
        ...quietDocuments,
        receive: delivery => device.notebook.receive(delivery),
        snapshotFor: (document, heads) => device.notebook.snapshotFor(document, heads),
        digestOf: document => device.notebook.digestOf(document),
        rebuild: document => device.notebook.rebuild(document),
      },
      now: () => person.clock.now(),
      random,
      later,
      defect: error => defects.push(error),
      lan,
    }),
  }
  onTestFinished(() => device.sync.close())
  return device
}

/** Like after closing and opening the app: a new session with a new feed. */
export const nextSession = (device: Device): Device => {
  device.sync.close()
  return withSync(reopened(device))
}

export const aliceWithSync = (later: Later = hurried, lan: LanOptions = {}): Device =>
  withSync(alice(), later, lan)

/** Admitted by `host`, with its first file read. */
export const joined = async (
  handle: string,
  host: Device,
  later: Later = hurried,
  lan: LanOptions = {},
): Promise<Device> => {
  const person = joiner(handle, host, { archive: temporaryArchive() })
  const device = withSync(person, later, lan)
  await handFile(host, device)
  return device
}

/** `from` writes an encrypted file for all (or for `to` alone), and `to` reads it. */
export const handFile = async (from: Device, to: Device, alone = false) => {
  const member = to.group.self.member
  const members = alone && member ? [member] : []
  const { bytes } = await from.sync.writeFile({ group: from.group.id, members })
  return to.sync.readFile(bytes)
}

/** Links two devices in memory; the returned function cuts the link. */
export const link = (a: Device, b: Device): (() => void) => {
  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  a.sync.addLink(a.group.id, ends.a)
  b.sync.addLink(b.group.id, ends.b)
  return () => ends.a.close()
}

/** Resolves when `holds` does, and checks again after every event on the devices. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(done => setTimeout(done, 1))
}

/** How far a device is in each feed, messages before its beginning included. */
const headsOf = ({ archive, group }: Device): string => {
  const base = archive.beginnings.pluck({ group: group.id }, 'heads')
  const began = base && headsFromWire(decodeStrict(base, 1 << 20))
  const points = new Map((began?.feeds ?? []).map(point => [point.feed, point]))
  for (const { feed, seq, id, audience } of archive.messages.heads(group.id)) {
    const known = points.get(feed)
    if (audience !== (group.id as string) || (known && known.seq > seq)) continue
    points.set(feed, { feed, seq, id })
  }
  return [...points.values()]
    .map(({ feed, seq, id }) => `${feed}/${seq}/${id}`)
    .toSorted()
    .join()
}

/** Both have the same messages and records. */
export const untilSame = (a: Device, b: Device): Promise<void> =>
  until(
    () =>
      headsOf(a) === headsOf(b) && a.group.recordHeads().join() === b.group.recordHeads().join(),
  )

/** Alice and Bob, who share nothing yet but their group, linked in memory. */
export const connectedPair = async (): Promise<[Device, Device]> => {
  const a = aliceWithSync()
  const b = await joined('Bob', a)
  link(a, b)
  await untilSame(a, b)
  return [a, b]
}

export const groupOf = (device: Device): GroupId => device.group.id
