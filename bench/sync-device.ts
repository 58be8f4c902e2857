// One device in a process of its own, as `bench/sync.ts` asks: core without Electron on a profile in a
// folder, linked over the local network. And one client of the star that it is measured beside.
import { createProfile, openProfile } from '#core/archive'
import { askToJoin, foundGroup } from '#core/group'
import { applyOpened, rootOf } from '#document/tree'
import type { FromCore } from '#shared/document-port'
import type { DocumentId, GroupId } from '#shared/ids'
import { existsSync } from 'node:fs'
import process from 'node:process'
import * as Y from 'yjs'
import { composeProfile, type OpenProfile } from '../src/core/profile/open-profile.ts'
import { press, type Key } from './paper.ts'
import { openPlain } from './plain.ts'
import { joinStar } from './star.ts'

const words = 'five words for a bench here'
const cost = { passes: 1, memory: 8192 }

const textOf = (doc: Y.Doc): Y.XmlText => {
  const block = rootOf(doc).get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text to type in')
  return text
}

/** Tells the bench, by the clock that all processes of the machine share, that something came. */
const came = (): void => void process.send?.({ came: process.hrtime.bigint() })

/** A window on the document, as core sees one. */
const openWindow = async (session: OpenProfile, document: DocumentId) => {
  let listen: (message: unknown) => void = () => {}
  const doc = new Y.Doc({ gc: false })
  const opened = Promise.withResolvers<void>()
  let number = 0
  let saved: (upTo: number) => void = () => {}
  const detach = session.documents.attach(document, {
    post(message: FromCore) {
      if (message.kind === 'opened') {
        applyOpened(doc, message, 'core')
        doc.clientID = message.clientId
        opened.resolve()
      } else if (message.kind === 'changed') {
        came()
        Y.applyUpdate(doc, message.update, 'core')
      } else if (message.kind === 'durable') saved(message.number)
    },
    onMessage: to => (listen = to),
  })
  listen({ kind: 'open', stateVector: new Uint8Array() })
  await opened.promise
  doc.on('update', (update: Uint8Array, origin) => {
    if (origin !== 'core') listen({ kind: 'edit', number: ++number, update: update.slice() })
  })
  return {
    doc,
    detach,
    /** Resolves when all that was typed is on the disk. */
    settled: () =>
      new Promise<void>(resolve => {
        const last = number
        saved = done => void (done >= last && resolve())
      }),
  }
}

let session: OpenProfile
let group: GroupId
let shown: Awaited<ReturnType<typeof openWindow>> | undefined
let star: Y.Text | undefined

const calls = {
  async open(folder: string) {
    const archive = existsSync(folder)
      ? openProfile(folder, words, { now: Date.now })
      : createProfile(folder, words, { now: Date.now, cost })
    archive.settings.set({ ...archive.settings.get(), sharePresence: false, localNetwork: false })
    session = await composeProfile({
      archive,
      now: Date.now,
      offline: false,
      emit: () => {},
      lan: { host: '127.0.0.1', beacon: false },
      onDefect: error => {
        throw error
      },
    })
    const [known] = session.groups.all()
    if (known) group = known.id
  },
  found() {
    const given = { name: 'Bench', level: 'country', language: 'en', handle: 'A.' } as const
    group = session.groups.add(foundGroup(session.archive, given, { now: Date.now }).id)
  },
  invite: () => session.groups.get(group).invite({ role: 'member' }).file,
  ask: (bytes: Uint8Array) =>
    askToJoin(session.archive, { bytes, handle: 'M.' }, { now: Date.now }).reply,
  joined(id: GroupId) {
    group = id
    session.groups.add(id)
  },
  admit(reply: Uint8Array) {
    const inviting = session.groups.get(group)
    inviting.admit(inviting.readReply(reply).reply)
    return group
  },
  file: async () => (await session.sync.writeFile({ group, members: [] })).bytes,
  read: async (bytes: Uint8Array) => void (await session.sync.readFile(bytes)),
  async create() {
    const document = await session.documents.create({
      group,
      kind: 'brief',
      title: 'Bench',
      language: 'en',
      blocks: [{ kind: 'paragraph', runs: [{ text: ' ' }] }],
    })
    await session.documents.share(document)
    return document
  },
  async show(document: DocumentId) {
    shown = await openWindow(session, document)
  },
  /** Key by key, as a person would, but for the time between. */
  async type(keys: Key[]) {
    if (!shown) throw new Error('no window')
    const text = textOf(shown.doc)
    for (const [index, key] of keys.entries()) {
      press(text, key)
      // So that core seals as it does when a person types.
      if (index % 25 === 0) await new Promise(setImmediate)
    }
    await shown.settled()
    await session.documents.flush()
  },
  key() {
    if (!shown) throw new Error('no window')
    const text = textOf(shown.doc)
    const begin = process.hrtime.bigint()
    text.insert(text.length, 'x')
    return begin
  },
  document: () => session.archive.documents.list(group)[0]?.id,
  messages: () => session.archive.messages.count(group),
  async listen() {
    await session.sync.lan.start()
    return session.sync.lan.status().addresses[0] ?? ''
  },
  async dial(address: string) {
    await session.sync.lan.start()
    await session.sync.lan.dial(group, address)
  },
  level: () => session.sync.level(group),
  hangUp: () => session.sync.lan.stop(),
  async close() {
    shown?.detach()
    shown = undefined
    await session.close()
  },
  /** `file`: where it keeps every update, if it does. */
  async starJoin({ port, file }: { port: number; file: string | null }) {
    const plain = file === null ? null : openPlain(file)
    star = await joinStar(port, came, plain?.keep)
  },
  starKey() {
    if (!star) throw new Error('no star')
    const begin = process.hrtime.bigint()
    star.insert(star.length, 'x')
    return begin
  },
}

type Asked = { number: number; call: keyof typeof calls; input: never }

process.on('message', async ({ number, call, input }: Asked) => {
  try {
    process.send?.({ number, output: await calls[call](input) })
  } catch (error) {
    process.send?.({ number, failed: String(error instanceof Error ? error.stack : error) })
  }
})
process.on('disconnect', () => process.exit())
