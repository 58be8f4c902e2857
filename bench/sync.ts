// What exchange costs, beside y-protocols with nothing around it: bytes of a first sync and of catching
// up with a thousand edits, for a real paper typed key by key (Automerge's trace of its own paper, its
// first 40,000 keys), bytes where there is nothing new, and the time of one key to eight peers.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as protocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { createProfile } from '#core/archive'
import { askToJoin, foundGroup } from '#core/group'
import type { Link } from '#core/sync'
import { rootOf } from '#shared/document'
import type { FromCore } from '#shared/document-port'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import { openSession, type Session } from '../src/core/session.ts'
import { memoryLinks } from '../tests/acceptance/link.ts'
import { quantile, report, roundCount, type Rounds } from './measure.ts'
import { star, type Star } from './star.ts'

type Member = { session: Session; group: GroupId; device: DeviceId }
type Key = [at: number, deleted: number, inserted: string]

const tracePath = join(import.meta.dirname, '../tests/fixtures/traces/paper-40k.json.gz')
const readTrace = (): Key[] =>
  JSON.parse(gunzipSync(readFileSync(tracePath)).toString('utf8')) as Key[]
const lately = 1_000
const peers = 8
const keys = 60

const folder = mkdtempSync(join(tmpdir(), 'baraza-bench-'))
let profiles = 0

const unlock = async (): Promise<Session> =>
  openSession({
    archive: createProfile(join(folder, `profile-${profiles++}`), 'five words for a bench here', {
      now: Date.now,
      cost: { passes: 1, memory: 8192 },
    }),
    now: Date.now,
    offline: false,
    lan: { host: '127.0.0.1', beacon: false },
    tell: () => {},
    onDefect: error => {
      throw error
    },
  })

const memberOf = (session: Session, group: GroupId): Member => ({
  ...{ session, group, device: session.groups.get(group).self.device },
})

/** A founder, and `count` members who have her records. */
const members = async (count: number): Promise<[Member, ...Member[]]> => {
  const founding = await unlock()
  const given = { name: 'Bench', level: 'country', language: 'en', handle: 'A.' } as const
  const group = founding.groups.add(foundGroup(founding.archive, given, { now: Date.now }).id)
  const inviting = founding.groups.get(group)
  const others: Session[] = []
  for (let index = 0; index < count; index++) {
    const session = await unlock()
    const { file } = inviting.invite({ role: 'member' })
    const asked = { bytes: file, handle: `M${index}.` }
    const { reply } = askToJoin(session.archive, asked, { now: Date.now })
    session.groups.add(group)
    inviting.admit(inviting.readReply(reply).reply)
    others.push(session)
  }
  const { bytes } = await founding.sync.writeFile({ group, members: [] })
  for (const session of others) await session.sync.readFile(bytes)
  return [memberOf(founding, group), ...others.map(session => memberOf(session, group))]
}

const textOf = (doc: Y.Doc): Y.XmlText => {
  const block = rootOf(doc).get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text to type in')
  return text
}

const press = (text: Y.XmlText | Y.Text, [at, deleted, inserted]: Key): void => {
  if (deleted > 0) text.delete(at, deleted)
  if (inserted) text.insert(at, inserted)
}

/** Types as the window would: a message whenever the rhythm says so. */
const typeAll = async ({ session }: Member, document: DocumentId, trace: readonly Key[]) => {
  for (let from = 0; from < trace.length; from += 20) {
    await session.documents.editAs(document, doc => {
      const text = textOf(doc)
      for (const key of trace.slice(from, from + 20)) press(text, key)
    })
  }
  await session.documents.flush()
}

const settledOn = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(setImmediate)
}

/** Bytes both ways until both have the same. */
const bytesBetween = async (a: Member, b: Member): Promise<number> => {
  const ends = memoryLinks({ a: a.device, b: b.device })
  let bytes = 0
  const counted = (link: Link): Link => ({
    ...link,
    send(frame) {
      bytes += frame.length
      return link.send(frame)
    },
  })
  a.session.sync.addLink(a.group, counted(ends.a))
  b.session.sync.addLink(b.group, counted(ends.b))
  await Promise.all([a.session.sync.level(a.group), b.session.sync.level(b.group)])
  ends.a.close()
  return bytes
}

/** y-protocols: a state vector there, what it lacks back. */
const protocolBytes = (have: Y.Doc, lacks: Y.Doc): number => {
  const first = encoding.createEncoder()
  protocol.writeSyncStep1(first, lacks)
  const asked = encoding.toUint8Array(first)
  const second = encoding.createEncoder()
  protocol.readSyncMessage(decoding.createDecoder(asked), second, have, 'link')
  const answer = encoding.toUint8Array(second)
  protocol.readSyncMessage(decoding.createDecoder(answer), encoding.createEncoder(), lacks, 'link')
  return asked.length + answer.length
}

const tell = (name: string, figure: number, peer: number, most: number): void => {
  const ratio = figure / peer
  console.log(
    `${name}: ${ratio.toFixed(3)}x (product ${figure} B, y-protocols ${peer} B)`,
    `goal ${most}x: ${ratio <= most ? 'reached' : 'NOT reached'}`,
  )
}

const sizes = async (): Promise<void> => {
  const trace = readTrace()
  const [early, late] = [trace.slice(0, -lately), trace.slice(-lately)]
  const [a, b] = await members(1)
  if (!b) throw new Error('nobody joined')
  for (const { session } of [a, b]) {
    const settings = session.archive.settings.get()
    session.archive.settings.set({ ...settings, sharePresence: false })
  }
  const document = await a.session.documents.create({
    ...{ group: a.group, kind: 'brief', title: 'Bench', language: 'en' },
    blocks: [{ kind: 'paragraph', runs: [{ text: ' ' }] }],
  })
  await a.session.documents.share(document)
  const [have, lacks] = [new Y.Doc({ gc: false }), new Y.Doc({ gc: false })]
  const text = have.getText('text')
  text.insert(0, ' ')
  await typeAll(a, document, early)
  for (const key of early) press(text, key)
  tell('first sync', await bytesBetween(a, b), protocolBytes(have, lacks), 0.35)
  await typeAll(a, document, late)
  for (const key of late) press(text, key)
  const lackBefore = Y.encodeStateAsUpdate(lacks).length
  const caughtUp = await bytesBetween(a, b)
  const theirs = protocolBytes(have, lacks)
  tell('catch-up of 1,000 edits', caughtUp, theirs, 0.15)
  console.log(`  (y-protocols' whole state before: ${lackBefore} B)`)
  const nothing = await bytesBetween(a, b)
  console.log(
    `nothing new: ${nothing} B both ways, goal 200 B:`,
    nothing <= 200 ? 'reached' : 'NOT reached',
  )
  await a.session.close()
  await b.session.close()
}

/** A window of this member on the document, as core sees one. */
const windowOn = async ({ session }: Member, document: DocumentId) => {
  let listen: (message: unknown) => void = () => {}
  let changed = (): void => {}
  const doc = new Y.Doc({ gc: false })
  const opened = Promise.withResolvers<void>()
  session.documents.attach(document, {
    post(message: FromCore) {
      if (message.kind === 'opened') {
        Y.applyUpdate(doc, message.update, 'core')
        doc.clientID = message.clientId
        opened.resolve()
      } else if (message.kind === 'changed') {
        Y.applyUpdate(doc, message.update, 'core')
        changed()
      }
    },
    onMessage: to => (listen = to),
  })
  listen({ kind: 'open', stateVector: new Uint8Array() })
  await opened.promise
  return {
    doc,
    say: (message: unknown) => listen(message),
    onChanged: (to: () => void) => (changed = to),
  }
}

const product = async (): Promise<Star> => {
  const [a, ...others] = await members(peers)
  const document = await a.session.documents.create({
    ...{ group: a.group, kind: 'brief', title: 'Bench', language: 'en' },
    blocks: [{ kind: 'paragraph', runs: [{ text: 'x' }] }],
  })
  await a.session.documents.share(document)
  await a.session.sync.lan.start()
  const [address = ''] = a.session.sync.lan.status().addresses
  for (const { session, group } of others) await session.sync.lan.dial(group, address)
  await settledOn(() =>
    others.every(({ session }) => session.archive.documents.get(document) !== null),
  )
  await a.session.sync.level(a.group)
  const own = await windowOn(a, document)
  const theirs = await Promise.all(others.map(other => windowOn(other, document)))
  const text = textOf(own.doc)
  let update = new Uint8Array()
  own.doc.on('update', (bytes: Uint8Array, origin) => {
    if (origin !== 'core') update = new Uint8Array(bytes)
  })
  let number = 0
  return {
    async key() {
      const all = theirs.map(({ onChanged }) => {
        const came = Promise.withResolvers<number>()
        onChanged(() => came.resolve(performance.now()))
        return came.promise
      })
      const begin = performance.now()
      text.insert(text.length, 'x')
      own.say({ kind: 'edit', number: ++number, update })
      return (await Promise.all(all)).map(time => time - begin)
    },
    async close() {
      for (const { session } of [a, ...others]) await session.close()
    },
  }
}

/** Each key after a pause, so that it goes out at once. */
const type = async (to: Star): Promise<number[]> => {
  const samples: number[] = []
  for (let count = 0; count < keys; count++) {
    samples.push(...(await to.key()))
    await pause(230)
  }
  return samples
}

const live = async (): Promise<void> => {
  const ours = await product()
  const theirs = await star(peers)
  const rounds: Rounds = { product: [], peer: [] }
  await type(ours)
  for (let round = 0; round < roundCount; round++) {
    rounds.peer.push(await type(theirs))
    rounds.product.push(await type(ours))
  }
  await ours.close()
  await theirs.close()
  report('live key to 8 peers', rounds, [{ at: 0.5, most: 3 }])
  console.log(`  p95 ${quantile(rounds.product.flat(), 0.95).toFixed(2)} ms`)
}

export const sync = async (): Promise<void> => {
  try {
    await sizes()
    await live()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
