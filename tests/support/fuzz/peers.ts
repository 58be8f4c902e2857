// The peers of a schedule, their common beginning, and their meetings.
import { genesis } from '#document/templates'
import { writeBlocks } from '#document/blocks'
import * as Y from 'yjs'
import { countedRandom, exchange, openPeer, type EditorPeer } from '../editor-peer.ts'
import type { Chance } from './chance.ts'
import { wordAt } from './words.ts'

export type Peer = Pick<
  EditorPeer,
  'doc' | 'editor' | 'suggesting' | 'edit' | 'read' | 'page' | 'binder' | 'rescued' | 'failures'
>

type Written = Parameters<typeof writeBlocks>[1][number]

/** Brings every peer level with every other, in any order and any number of times. */
export type Meet = (peers: readonly Peer[], by: Chance) => void | Promise<void>

/** Full meetings of all pairs, over and over until all are level. */
export const meetInPairs =
  (peers: readonly EditorPeer[]): Meet =>
  (_, by) => {
    const pairs = peers.flatMap((a, at) => peers.slice(at + 1).map(b => [a, b] as const))
    for (const [a, b] of [...by.shuffled(pairs), ...pairs, ...pairs]) exchange(a, b)
  }

/**
 * Four paragraphs, each with a word of its own, and an empty one: the beginning of every schedule.
 */
export const seededBlocks = (rest: string) =>
  [...[0, 1, 2, 3].map(at => `Seed paragraph ${wordAt(at)} ${rest}`), ''].map(text => ({
    kind: 'paragraph' as const,
    runs: [{ text }],
  }))

/**
 * Fourteen blocks with a word each, under headings of three levels in other places for each seed.
 */
export const sectionedBlocks = (seed: number) => {
  const kinds = [
    ...(['h1', 'num1', 'num2', 'h2', 'quote', 'h3', 'num1'] as const),
    ...(['h1', 'h2', 'num1', 'paragraph', 'bullet1', 'h3', 'num1'] as const),
  ]
  return kinds.map((_, at) => ({
    kind: kinds[(at * (1 + 2 * (seed % 3)) + seed) % kinds.length] ?? ('paragraph' as const),
    runs: [{ text: `Seed ${wordAt(at)} text.` }],
  }))
}

const stateOf = (blocks: readonly Written[]): Uint8Array => {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 10
  Y.applyUpdate(doc, genesis())
  writeBlocks(doc, blocks, { random: countedRandom(10) })
  return Y.encodeStateAsUpdate(doc)
}

/** Clients from 11 on. */
export const openPeers = (
  count: number,
  blocks: readonly Written[] = seededBlocks('with text.'),
): EditorPeer[] => {
  const from = stateOf(blocks)
  return Array.from({ length: count }, (_, at) => openPeer({ client: 11 + at, from }))
}
