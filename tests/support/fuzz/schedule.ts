// Members who write apart and meet again, by repeatable chance: a seed gives a schedule of
// partitions and operations, which the product's own editor code carries out on every peer. The
// carrier of updates is exchangeable: a suite with real messages brings its own peers.
import { contentDigest } from '#document/history/versions'
import {
  dropDoubled,
  readParagraphSuggestions,
  readSuggestions,
} from '#document/review/suggestions'
import { mergeReview, readForReview, type Clash } from '#document/history/conflicts'
import { offeredBack, readBrackets } from '#document/review/brackets'
import { readAmendments } from '#document/review/amendments'
import { readPage } from '#document/tree'
import { readSettled } from '../../../src/document/review/brackets/bracket-log.ts'
import { readThreads, stretchesOf } from '#document/review/comments'
import type { LabelledHash } from '#document/ids'
import type { Page } from '#document/model'
import { $setSelection } from 'lexical'
import { createHash } from 'node:crypto'
import type * as Y from 'yjs'
import { besidesIn } from './beside-acts.ts'
import { chance } from './chance.ts'
import { openLedger, type Fate } from './ledger.ts'
import { isNamed, lookAt, namedCases, type NamedCase } from './named-cases.ts'
import { lostFromNotes } from './note-acts.ts'
import { acts, type Operation } from './operations.ts'
import type { Meet, Peer } from './peers.ts'
import { wordsOf } from './words.ts'

export type Schedule = {
  seed: number
  operations: readonly Operation[]
  /** Partitions, each ended by a meeting. */
  rounds?: number
  /** Most operations of one peer in one partition. */
  most?: number
}

/** Between which two of the peers, by their places. */
export type BetweenTwo = NamedCase & { between: [number, number] }

export type Outcome = Fate & {
  seed: number
  /** How often each was carried out. */
  done: ReadonlyMap<Operation, number>
  operations: number
  /** Operations on a block that another peer had changed in the same partition. */
  onShared: number
  clashes: Clash[]
  /** Cases of the named exceptions, and those of them that no review shows with both texts. */
  named: BetweenTwo[]
  unnamed: BetweenTwo[]
  digests: string[]
  failures: unknown[]
  /** All statements and waiting changes of each peer; equal for all. */
  remarks: string[]
  /** Threads, amendments and files that a member began and nobody has any more. */
  unsaid: string[]
}

const hash: LabelledHash = (label, ...parts) => {
  const digest = createHash('sha256').update(label)
  for (const part of parts) digest.update(part)
  return new Uint8Array(digest.digest())
}

export const digestOf = (page: Page): string => contentDigest(page, hash)

/** All statements and waiting changes, in one text that is equal where they are. */
const remarksIn = (doc: Y.Doc): string => {
  const threads = readThreads(doc)
  const brackets = [readBrackets(doc), readSettled(doc), offeredBack(doc)]
  const numbers = readPage(doc).blocks.map(({ number }) => number)
  return JSON.stringify([
    ...[threads, [...stretchesOf(doc, threads)], readSuggestions(doc), brackets, numbers],
    ...[readAmendments(doc), readParagraphSuggestions(doc), besidesIn(doc)],
  ])
}

/** Carries out one schedule. The peers must begin level. */
export const runSchedule = async (
  { seed, operations, rounds = 5, most = 5 }: Schedule,
  peers: readonly Peer[],
  meet: Meet,
): Promise<Outcome> => {
  const [first] = peers
  if (first === undefined) throw new Error('No peers')
  const by = chance(seed)
  const ledger = openLedger(wordsOf(first.page()))
  const done = new Map<Operation, number>()
  const [clashes, named, unnamed]: [Clash[], BetweenTwo[], BetweenTwo[]] = [[], [], []]
  let [count, onShared] = [0, 0]

  const act = (peer: Peer, touchedBy: ReadonlyMap<Peer, Set<string>>): void => {
    const operation = by.pick(operations)
    const others = new Set([...touchedBy].flatMap(([who, ids]) => (who === peer ? [] : [...ids])))
    const touch = (id: string): void => {
      if (others.has(id)) onShared++
      touchedBy.get(peer)?.add(id)
    }
    const before = wordsOf(peer.page())
    count++
    done.set(operation, (done.get(operation) ?? 0) + 1)
    acts[operation]({ peer, by, ledger, others, touch })
    peer.edit(() => $setSelection(null))
    peer.binder.undo.separate()
    ledger.did(operation, peer, before)
  }

  for (let round = 0; round < rounds; round++) {
    const [common, look] = [readForReview(first.doc), lookAt(first.doc)]
    const touchedBy = new Map(peers.map(peer => [peer, new Set<string>()] as const))
    const turns = peers.flatMap(peer => Array.from({ length: by.below(most + 1) }, () => peer))
    for (const peer of by.shuffled(turns)) act(peer, touchedBy)
    ledger.met()
    const pages = peers.map(({ doc }) => [readForReview(doc), lookAt(doc)] as const)
    for (const [a, [mine, myLook]] of pages.entries())
      for (const [b, [theirs, theirLook]] of pages.entries()) {
        if (b <= a) continue
        const review = mergeReview(common, mine, theirs)
        const cases = namedCases(look, myLook, theirLook)
        const between: [number, number] = [a, b]
        clashes.push(...review)
        named.push(...cases.map(each => ({ ...each, between })))
        unnamed.push(
          ...cases.filter(each => !isNamed(each, review)).map(each => ({ ...each, between })),
        )
      }
    await meet(peers, by)
    // Like each window that shows the text.
    if (peers.map(peer => dropDoubled(peer.doc)).some(Boolean)) await meet(peers, by)
  }

  const offered = peers.flatMap(peer => peer.rescued.map(({ text }) => text)).join('')
  const shown = clashes.map(({ before, mine, theirs }) => `${before}${mine.text}${theirs.text}`)
  const remarks = peers.map(peer => remarksIn(peer.doc))
  return {
    ...ledger.fate(wordsOf(first.page()), offered, shown.join()),
    seed,
    done,
    operations: count,
    onShared,
    clashes,
    named,
    unnamed,
    remarks,
    digests: peers.map(peer => digestOf(peer.page())),
    failures: peers.flatMap(peer => [...peer.failures, ...lostFromNotes(peer.doc, ledger.noted)]),
    unsaid: ledger.unsaid(remarks[0] ?? ''),
  }
}
