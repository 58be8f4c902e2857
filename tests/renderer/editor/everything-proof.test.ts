// Everything that three to five members do to a text while they are apart, in one schedule. 40 schedules
// here, 2,000 in `npm run prove -- everything`; a seed is a schedule that comes back the same. Every second
// one is of safe operations alone, where nothing may be lost or doubled at all.
import { openPeer, type EditorPeer } from '#tests/editor-peer'
import { meetInPairs, openPeers, sectionedBlocks } from '#tests/fuzz/peers'
import { runSchedule, type Outcome } from '#tests/fuzz/schedule'
import {
  besideOperations,
  bracketOperations,
  circleOperations,
  everything,
  everythingSafe,
  isSafeOperation,
  placeOperations,
  remarkOperations,
  safeOperations,
  sectionOperations,
  tableExceptions,
  tableOperations,
  type Operation,
} from '#tests/fuzz/operations'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const textsShown = ({ editor }: EditorPeer): string[] => {
  type Shown = { root: { children: { children: { text: string }[] }[] } }
  const { root } = JSON.parse(JSON.stringify(editor.getEditorState())) as Shown
  return root.children.map(({ children }) => children.map(({ text }) => text).join(''))
}

/** The faults of a schedule; there should be none. */
const wrongIn = (outcome: Outcome, peers: readonly EditorPeer[], isSafe: boolean): object => {
  const { failures, unsaid, unlisted, unnamed, taken, lost, broughtBackTwice } = outcome
  // The text for a device that opens the document only now.
  const [first] = peers as [EditorPeer]
  const late = openPeer({ client: 99, from: Y.encodeStateAsUpdate(first.doc) })
  const texts = first.texts()
  const unlike = [...peers, late].filter(
    peer => JSON.stringify(textsShown(peer)) !== JSON.stringify(texts),
  )
  late.close()
  // Words that two took away and both brought back by undo, apart, are a named exception.
  const doubled = outcome.doubled.filter(sign => !broughtBackTwice.includes(sign))
  const found = {
    failures: [...failures, ...late.failures],
    unsaid,
    unlisted,
    unnamed,
    unlike: unlike.map(({ doc }) => doc.clientID),
    digests: [...new Set(outcome.digests)].slice(1),
    remarks: [...new Set(outcome.remarks)].slice(1),
    ...(isSafe && { lost, doubled, taken }),
  }
  return Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))
}

type Kind = {
  name: string
  figure: number
  few: number
  operations: (seed: number) => readonly Operation[]
  /** The beginning for all; the same few paragraphs by default. */
  blocks?: (seed: number) => Parameters<typeof openPeers>[1]
}

/** The schedules in which something went wrong. */
const wrongOnes = async ({ name, figure, few, operations, blocks }: Kind): Promise<object[]> => {
  const { seeds, passed } = series(name, figure, few)
  const total = { schedules: 0, operations: 0, onShared: 0, words: 0, lost: 0, offeredBack: 0 }
  const more = { doubled: 0, named: 0 }
  const deeds: Record<string, number> = {}
  const done = new Set<Operation>()
  const wrong: object[] = []
  for (const seed of seeds) {
    const peers = openPeers(3 + (seed % 3), blocks?.(seed))
    const chosen = operations(seed)
    const isSafe = chosen.every(isSafeOperation)
    const schedule = { seed, operations: chosen, rounds: 3 }
    const outcome = await runSchedule(schedule, peers, meetInPairs(peers))
    const found = wrongIn(outcome, peers, isSafe)
    for (const peer of peers) peer.close()
    const { operations: count, words, lost, rescued, doubled, named, onShared } = outcome
    if (Object.keys(found).length > 0) wrong.push({ seed, ...found })
    else
      passed(
        seed,
        `devices ${peers.length}, operations ${count}, words ${words}, lost ${lost.length}, ` +
          `offered back ${rescued.length}, doubled ${doubled.length}, named ${named.length}`,
      )
    total.schedules++
    total.operations += count
    total.onShared += onShared
    total.words += words
    total.lost += lost.length
    total.offeredBack += rescued.length
    more.doubled += doubled.length
    more.named += named.length
    for (const { deeds: both } of named)
      for (const deed of new Set(both)) deeds[deed] = (deeds[deed] ?? 0) + 1
    for (const operation of outcome.done.keys()) done.add(operation)
  }
  console.log(JSON.stringify({ name, ...total, ...more, deeds }))
  if (seeds.length >= 20) {
    // An operation that never happens would prove nothing.
    expect([...done].toSorted()).toEqual([...new Set(seeds.flatMap(operations))].toSorted())
    expect(total.onShared / total.operations).toBeGreaterThan(0.1)
  }
  return wrong
}

test(
  'everything at once: one text, one standing, no exception, and each word at risk is named',
  patiently,
  async () => {
    const wrong = await wrongOnes({
      name: 'everything',
      figure: 2000,
      few: 40,
      operations: seed => (seed % 2 === 1 ? everythingSafe : everything),
    })
    expect(wrong).toEqual([])
  },
)

const kinds: (readonly Operation[])[] = [
  // Taking in another place is not safe: what is at risk there is named.
  [...safeOperations, ...placeOperations, ...placeOperations, 'suggest', 'accept'],
  safeOperations,
  [...safeOperations, ...remarkOperations],
  [...safeOperations, ...bracketOperations, ...bracketOperations, 'suggest'],
  [...safeOperations, ...tableOperations, ...tableOperations, ...tableExceptions],
  [...safeOperations, ...circleOperations],
  [...safeOperations, ...besideOperations, ...besideOperations],
]

test(
  'one kind of work at a time, and so more often in the same place: nothing lost or doubled',
  patiently,
  async () => {
    const wrong = await wrongOnes({
      name: 'kinds',
      figure: 500,
      few: 35,
      operations: seed => kinds[seed % kinds.length] ?? safeOperations,
    })
    expect(wrong).toEqual([])
  },
)

test(
  'a text of sections that pass one another: each paragraph stays what it was, for all',
  patiently,
  async () => {
    const wrong = await wrongOnes({
      name: 'sections',
      figure: 500,
      few: 40,
      operations: () => sectionOperations,
      blocks: sectionedBlocks,
    })
    expect(wrong).toEqual([])
  },
)
