// Pages in shared documents, for tests of the layer below an editor.
import { genesis } from '#document/templates'
import { readPage } from '#document/tree'
import { writeBlocks, type NewBlock } from '#document/blocks'
import type { BlockKind } from '#document/model'
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { countedRandom } from './editor-peer.ts'

export const newDocument = (client = 7): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = client
  Y.applyUpdate(doc, genesis())
  return doc
}

export const block = (kind: BlockKind, text: string): NewBlock => ({ kind, runs: [{ text }] })

export const documentWith = (blocks: readonly NewBlock[], client = 7): Y.Doc => {
  const doc = newDocument(client)
  writeBlocks(doc, blocks, { random: countedRandom(client) })
  return doc
}

/** The same document in another's hands. */
export const copyOf = (doc: Y.Doc, client: number): Y.Doc => {
  const copy = new Y.Doc({ gc: false })
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  // Last: an id that occurs in arriving text counts as another client's, and Yjs draws a new one.
  copy.clientID = client
  return copy
}

/** Each gets the content of all. */
export const meet = (...docs: Y.Doc[]): void => {
  for (const from of docs)
    for (const to of docs)
      if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
}

/** The change of `work` in `doc` under the client id of its writer, past the app's own gate. */
export const updateBy = (doc: Y.Doc, work: (doc: Y.Doc) => void): Uint8Array => {
  const copy = copyOf(doc, doc.clientID)
  const before = Y.encodeStateVector(copy)
  work(copy)
  return Y.encodeStateAsUpdate(copy, before)
}

/** Blocks as "number text", like a reader sees them. */
export const linesOf = (doc: Y.Doc): string[] =>
  readPage(doc).blocks.map(({ number, runs }) =>
    [number, runs.map(run => run.text).join('')].filter(part => part !== '').join(' '),
  )

/** A replacement for the keys room's digest, with a label in front. */
export const sha256 = (label: string, ...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256').update(label)
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}
