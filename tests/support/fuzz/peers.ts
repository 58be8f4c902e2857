// Who takes part in a schedule, what all of them begin with, and how they meet.
import { genesis, writeBlocks } from '#shared/document'
import * as Y from 'yjs'
import { countedRandom, exchange, openPeer, type EditorPeer } from '../editor-peer.ts'
import type { Chance } from './chance.ts'
import { wordAt } from './words.ts'

export type Peer = Pick<
  EditorPeer,
  'doc' | 'editor' | 'suggesting' | 'edit' | 'read' | 'page' | 'binder' | 'rescued' | 'failures'
>

/** Brings every peer level with every other, in any order and as often as it likes. */
export type Meet = (peers: readonly Peer[], by: Chance) => void | Promise<void>

/** Full meetings of all pairs, over and over until all are level. */
export const meetInPairs =
  (peers: readonly EditorPeer[]): Meet =>
  (_, by) => {
    const pairs = peers.flatMap((a, at) => peers.slice(at + 1).map(b => [a, b] as const))
    for (const [a, b] of [...by.shuffled(pairs), ...pairs, ...pairs]) exchange(a, b)
  }

/** Four paragraphs, each with a word of its own, and an empty one: what every schedule begins with. */
export const seededBlocks = (rest: string) =>
  [...[0, 1, 2, 3].map(at => `Seed paragraph ${wordAt(at)} ${rest}`), ''].map(text => ({
    kind: 'paragraph' as const,
    runs: [{ text }],
  }))

const seededDocument = (): Uint8Array => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 10
  Y.applyUpdate(doc, genesis())
  writeBlocks(doc, seededBlocks('with text.'), { random: countedRandom(10) })
  return Y.encodeStateAsUpdate(doc)
}

/** Clients from 11 on. */
export const openPeers = (count: number): EditorPeer[] =>
  Array.from({ length: count }, (_, at) => openPeer({ client: 11 + at, from: seededDocument() }))
