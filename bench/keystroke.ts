// A durable keystroke: from the window's message to core's word that it is on the disk, through the
// gate and the encrypted journal. Peer: yjs and plaintext SQLite, one row per update, FULL; besides,
// the same with a second document in between, as the product has one in the window and one in core.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { openCore, typedByPerson } from '#core'
import { applyOpened, rootOf } from '#document/tree'
import type { FromCore } from '#shared/document-port'
import { report, roundCount, type Rounds } from './measure.ts'
import { openPlain } from './plain.ts'

const keys = 100
const warmKeys = 1000
/** Milliseconds from key to key: a person at the keyboard. Each key is written by itself. */
const between = 90

type Typist = { key(): Promise<number>; close(): Promise<void> | void }

const firstText = (doc: Y.Doc): Y.XmlText => {
  const block = rootOf(doc).get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text to type in')
  return text
}

const product = async (folder: string): Promise<Typist> => {
  const core = openCore({
    allow: typedByPerson,
    directory: join(folder, 'profile'),
    now: Date.now,
    offline: true,
  })
  await core.answers['profile.create']({ passphrase: 'five words for a bench' })
  const group = await core.answers['groups.create']({
    name: 'Bench',
    handle: 'B.',
    level: 'country',
    language: 'en',
  })
  const document = await core.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'Bench',
    language: 'en',
  })
  const doc = new Y.Doc({ gc: false })
  const durable = new Map<number, () => void>()
  let told = 0
  let listen: (message: unknown) => void = () => {}
  const opened = Promise.withResolvers<void>()
  core.attach(document, {
    post(message: FromCore) {
      if (message.kind === 'opened') {
        applyOpened(doc, message, 'core')
        doc.clientID = message.clientId
        opened.resolve()
      } else if (message.kind === 'durable') {
        for (; told < message.number; durable.delete(told)) durable.get(++told)?.()
      } else if (message.kind === 'refused') throw new Error(message.code)
    },
    onMessage: to => (listen = to),
  })
  listen({ kind: 'open', stateVector: new Uint8Array() })
  await opened.promise
  const text = firstText(doc)
  let number = 0
  let update = new Uint8Array()
  doc.on('update', (bytes: Uint8Array) => (update = new Uint8Array(bytes)))
  return {
    async key() {
      const saved = Promise.withResolvers<void>()
      durable.set(++number, saved.resolve)
      const begin = performance.now()
      text.insert(text.length, 'x')
      listen({ kind: 'edit', number, update })
      await saved.promise
      return performance.now() - begin
    },
    close: () => core.close(),
  }
}

/** It stores what the typist's own document says, in the same breath. */
const peer = (folder: string): Typist => {
  const plain = openPlain(join(folder, 'plain.db'))
  const doc = new Y.Doc({ gc: false })
  const text = doc.getText('text')
  doc.on('update', (bytes: Uint8Array) => plain.keep(bytes))
  return {
    key() {
      const begin = performance.now()
      text.insert(text.length, 'x')
      return Promise.resolve(performance.now() - begin)
    },
    close: plain.close,
  }
}

/** The same with our hops: a second document takes the update before it is stored. */
const peerOfTwo = (folder: string): Typist => {
  const plain = openPlain(join(folder, 'plain-two.db'))
  const doc = new Y.Doc({ gc: false })
  const other = new Y.Doc({ gc: false })
  const text = doc.getText('text')
  doc.on('update', (bytes: Uint8Array) => Y.applyUpdate(other, bytes))
  other.on('update', (bytes: Uint8Array) => plain.keep(bytes))
  return {
    key() {
      const begin = performance.now()
      text.insert(text.length, 'x')
      return Promise.resolve(performance.now() - begin)
    },
    close: plain.close,
  }
}

/** As after some minutes of typing. Many keys at a time: one group commit takes them all. */
const warmUp = async (typist: Typist): Promise<void> => {
  for (let count = 0; count < warmKeys; count += 50) {
    await Promise.all(Array.from({ length: 50 }, () => typist.key()))
  }
}

/** Milliseconds of each key, by round, of the product, the peer, and the peer with two documents. */
const typed = async (folder: string): Promise<[number[][], number[][], number[][]]> => {
  const typists = [await product(folder), peer(folder), peerOfTwo(folder)] as const
  for (const typist of typists) await warmUp(typist)
  const rounds: [number[][], number[][], number[][]] = [[], [], []]
  for (let round = 0; round < roundCount; round++) {
    for (const samples of rounds) samples.push([])
    // Key by key in turns: what else the disk has to do changes from one second to the next.
    for (let count = 0; count < keys; count++) {
      for (const [index, typist] of typists.entries()) {
        rounds[index]?.[round]?.push(await typist.key())
        await pause(between / typists.length)
      }
    }
  }
  for (const typist of typists) await typist.close()
  return rounds
}

export const keystroke = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-bench-'))
  const [ours, plain, two] = await typed(folder).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  )
  report('durable keystroke', { product: ours, peer: plain }, [{ at: 0.5, most: 1.35 }])
  // In one round there would be only its slowest key to see.
  const all: Rounds = { product: [ours.flat()], peer: [plain.flat()] }
  report('durable keystroke, all rounds', all, [{ at: 0.99, most: 1.6 }])
  report('against a peer with a second document', { product: ours, peer: two }, [
    { at: 0.5, most: 1.35 },
  ])
}
