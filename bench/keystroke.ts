// A durable keystroke: from the window's message to core's word that it is on the disk, through the
// gate and the encrypted journal. Peer: yjs and plaintext SQLite, one row per update, FULL.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import * as Y from 'yjs'
import { openCore } from '#core'
import { rootOf } from '#shared/document'
import type { FromCore } from '#shared/document-port'
import { report, roundCount, type Rounds } from './measure.ts'

const keys = 100
/** A person at the keyboard; both write each key by itself. */
const between = 60

type Typist = { key(): Promise<number>; close(): Promise<void> | void }

const firstText = (doc: Y.Doc): Y.XmlText => {
  const block = rootOf(doc).get(0)
  const text = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('no text to type in')
  return text
}

const product = async (folder: string): Promise<Typist> => {
  const core = openCore({ directory: join(folder, 'profile'), now: Date.now, offline: true })
  await core.answers['profile.create']({ passphrase: 'five words for a bench' })
  const group = await core.answers['groups.create']({
    ...{ name: 'Bench', handle: 'B.', level: 'country', language: 'en' },
  })
  const document = await core.answers['documents.create']({
    ...{ group, kind: 'brief', title: 'Bench', language: 'en' },
  })
  const doc = new Y.Doc({ gc: false })
  const durable = new Map<number, () => void>()
  let listen: (message: unknown) => void = () => {}
  const opened = Promise.withResolvers<void>()
  core.attach(document, {
    post(message: FromCore) {
      if (message.kind === 'opened') {
        Y.applyUpdate(doc, message.update, 'core')
        doc.clientID = message.clientId
        opened.resolve()
      } else if (message.kind === 'durable') durable.get(message.number)?.()
      else if (message.kind === 'refused') throw new Error(message.code)
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

const peer = (folder: string): Typist => {
  const database = new Database(join(folder, 'plain.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE updates (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)')
  const insert = database.prepare('INSERT INTO updates (bytes) VALUES (?)')
  const doc = new Y.Doc({ gc: false })
  const text = doc.getText('text')
  doc.on('update', (bytes: Uint8Array) => insert.run(bytes))
  return {
    key() {
      const begin = performance.now()
      text.insert(text.length, 'x')
      return Promise.resolve(performance.now() - begin)
    },
    close: () => void database.close(),
  }
}

const type = async (typist: Typist): Promise<number[]> => {
  const samples: number[] = []
  for (let count = 0; count < keys; count++) {
    samples.push(await typist.key())
    await pause(between)
  }
  return samples
}

export const keystroke = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-bench-'))
  const ours = await product(folder)
  const theirs = peer(folder)
  const rounds: Rounds = { product: [], peer: [] }
  await type(ours)
  for (let round = 0; round < roundCount; round++) {
    rounds.peer.push(await type(theirs))
    rounds.product.push(await type(ours))
  }
  await ours.close()
  await theirs.close()
  rmSync(folder, { recursive: true, force: true })
  report('durable keystroke', rounds, [
    { at: 0.5, most: 1.2 },
    { at: 0.99, most: 1.25 },
  ])
}
