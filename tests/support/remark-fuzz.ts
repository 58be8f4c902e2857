// What members say beside a text, suggest in it and propose for it, by chance but repeatably: the part of
// the schedules of document-fuzz.ts that is about comments, suggestions and amendments.
import { readBlock } from '../../src/shared/document/read-page.ts'
import { blockElements } from '../../src/shared/document/layout.ts'
import {
  anchorAt,
  bracketBlocks,
  bracketWords,
  blockText,
  commentKey,
  markWords,
  offeredBack,
  openParagraphs,
  openThread,
  proposeAlternative,
  readBrackets,
  propose,
  readAmendments,
  readPage,
  readParagraphSuggestions,
  readSettled,
  readSuggestions,
  readThreads,
  settleBrackets,
  settleAmendment,
  settleParagraph,
  settleThread,
  sponsor,
  stretchesOf,
  suggestParagraph,
  type Acting,
} from '#shared/document'
import { $getRoot, $isTextNode, $setSelection, $createRangeSelection } from 'lexical'
import type * as Y from 'yjs'
import { settledText } from '../../src/shared/document/reword.ts'
import { $setKinds } from '../../src/renderer/editor/block-edits.ts'
import { ownChange } from '../../src/renderer/editor/own-undo.ts'
import { $isBlockNode } from '../../src/renderer/editor/block-node.ts'
import type { Chance, Peer } from './document-fuzz.ts'
import { countedRandom } from './editor-peer.ts'

/** What was done in one schedule, to hold its end against. */
export type SaidSoFar = {
  threads: Set<string>
  /** Words that somebody suggested to take away, or to put in. */
  struck: Set<string>
  inserted: Set<string>
  /** Words that an amendment would put in: no part of the text until somebody accepts it. */
  proposed: Set<string>
  amendments: Set<string>
  taken: string[]
  /** Who wrote a word first, by client id; whose suggestion was settled last. */
  writers: Map<string, number>
  author: number
  random: (length: number) => Uint8Array
}

export const newSaid = (): SaidSoFar => ({
  threads: new Set(),
  struck: new Set(),
  inserted: new Set(),
  proposed: new Set(),
  amendments: new Set(),
  taken: [],
  writers: new Map(),
  author: 0,
  random: countedRandom(99),
})

/** Everything said and waiting, in one text that is the same where the same is there. */
export const remarksIn = (doc: Y.Doc): string => {
  const threads = readThreads(doc)
  const brackets = [readBrackets(doc), readSettled(doc), offeredBack(doc)]
  const numbers = readPage(doc).blocks.map(({ number }) => number)
  return JSON.stringify([
    ...[threads, [...stretchesOf(doc, threads)], readSuggestions(doc), brackets, numbers],
    ...[readAmendments(doc), readParagraphSuggestions(doc)],
  ])
}

type Remark = (peer: Peer, by: Chance, said: SaidSoFar, word: () => string) => void

const comment: Remark = ({ doc }, by, said) => {
  const blocks = readPage(doc).blocks
  const index = by.below(blocks.length)
  const block = blocks[index]
  const length = block ? blockText(block).length : 0
  const from = by.below(length + 1)
  const at = { index, from, to: Math.min(length, from + 1 + by.below(9)) }
  doc.transact(() => {
    const anchor = anchorAt(doc, at)
    if (!anchor) return
    const opening = { kind: 'comment' as const, at: 1, ...anchor, text: 'Why?' }
    const id = openThread(doc, opening, said.random)
    said.threads.add(id)
    if (by.next() < 0.7) markWords(doc, at, commentKey(id), 1)
  }, 'comment')
}

const resolve: Remark = ({ doc }, by, said) => {
  const threads = readThreads(doc)
  if (threads.length === 0) return
  const { id, isResolved } = by.pick(threads)
  settleThread(doc, id, isResolved ? 'reopen' : 'resolve', 2, said.random)
}

const suggest: Remark = ({ suggesting, edit }, by, said, word) => {
  suggesting.set(true)
  edit(() => {
    const block = by.pick($getRoot().getChildren().filter($isBlockNode))
    const texts = block.getChildren().filter($isTextNode)
    const what = by.pick(['insert', 'insert', 'strike', 'format', 'kind', 'replace'] as const)
    if (what === 'kind') return $setKinds(block.selectEnd(), by.pick(['h1', 'num1', 'paragraph']))
    if (texts.length === 0) {
      const sign = word()
      said.inserted.add(sign)
      block.select().insertText(sign)
      return
    }
    const node = by.pick(texts)
    const from = by.below(node.getTextContentSize() + 1)
    const to = what === 'insert' ? from : Math.min(node.getTextContentSize(), from + 4)
    const range = $createRangeSelection()
    range.anchor.set(node.getKey(), from, 'text')
    range.focus.set(node.getKey(), to, 'text')
    $setSelection(range)
    if (what === 'format') return range.formatText(by.pick(['bold', 'italic']))
    for (const sign of node.getTextContent().slice(from, to)) said.struck.add(sign)
    if (what === 'strike') return range.removeText()
    const sign = word()
    said.inserted.add(sign)
    range.insertText(sign)
  })
  suggesting.set(false)
}

const settle =
  (verdict: 'accept' | 'reject'): Remark =>
  ({ doc, suggesting }, by, said) => {
    const waiting = readSuggestions(doc).filter(({ places }) => places.length > 0)
    if (waiting.length === 0) return
    const { id, client } = by.pick(waiting)
    said.author = client
    suggesting.settle(id, verdict)
  }

const acting = ({ doc }: Peer, { random }: SaidSoFar) => ({
  ...{ at: 3, random },
  change: (work: () => void) => doc.transact(work, ownChange),
})

const bracket: Remark = (peer, by, said) => {
  const blocks = readPage(peer.doc).blocks
  const index = by.below(blocks.length)
  if (by.next() < 0.5) bracketBlocks(peer.doc, [index], acting(peer, said))
  else {
    const from = by.below(12)
    const to = Math.min(from + 1 + by.below(8), blockText(blocks[index] ?? { runs: [] }).length)
    bracketWords(peer.doc, { index, from, to }, acting(peer, said))
  }
}

const versionsIn = ({ doc }: Peer) => readBrackets(doc).flatMap(({ versions }) => versions)

const alternative: Remark = (peer, by, said, word) => {
  const versions = versionsIn(peer)
  if (versions.length > 0)
    proposeAlternative(peer.doc, by.pick(versions).id, word(), acting(peer, said))
}

const settleVersions: Remark = (peer, by, said) => {
  const versions = versionsIn(peer)
  if (versions.length === 0) return
  const verdict = by.pick(['keep', 'keep', 'drop', 'open'] as const)
  settleBrackets(peer.doc, by.pick(versions).id, verdict, acting(peer, said))
}

const amendingAs = (doc: Y.Doc, { random }: SaidSoFar): Acting => ({
  ...{ at: 3, random, isSame: (a, b) => a === b },
  change: work => doc.transact(work, 'amending'),
})

/** Other words for a paragraph, or for what another amendment proposes. */
const amend: Remark = ({ doc }, by, said, word) => {
  const open = readAmendments(doc).filter(({ standing }) => standing === 'open')
  // Undo of its making leaves a block that another writes in without a name; nobody amends it.
  const blocks = blockElements(doc).filter(
    block => settledText(block) !== '' && readBlock(block).id !== null,
  )
  if (blocks.length === 0) return
  const block = by.pick(blocks)
  const other = open.length > 0 && by.next() < 0.3 ? by.pick(open) : null
  const text = other?.wording ?? settledText(block)
  const sign = word()
  const at = by.below(text.length + 1)
  const wording = text.slice(0, at) + sign + text.slice(at + by.below(4))
  const id = readBlock(block).id
  if (id === null) return
  const about = other ? { amendment: other.id } : { block: id }
  const made = propose(doc, { about, wording, why: '', naming: 'named' }, amendingAs(doc, said))
  if ('id' in made) said.amendments.add(made.id)
  said.proposed.add(sign)
}

const stand: Remark = ({ doc }, by, said) => {
  const all = readAmendments(doc)
  if (all.length > 0)
    sponsor(doc, by.pick(all).id, by.next() < 0.7 ? 'named' : null, amendingAs(doc, said))
}

const verdicts = ['accept', 'accept', 'accept', 'decline', 'withdraw', 'reopen'] as const
const settleOne: Remark = ({ doc }, by, said) => {
  const all = readAmendments(doc)
  if (all.length === 0) return
  const { id } = by.pick(all)
  settleAmendment(doc, id, by.pick(verdicts), amendingAs(doc, said))
}

/** A change of a whole paragraph, which waits beside the text. */
const paragraph: Remark = ({ doc }, by, said, word) => {
  const named = readPage(doc).blocks.filter(({ id }) => id !== null)
  const { id, runs } = by.pick(named)
  if (id === null) return
  const sign = word()
  said.proposed.add(sign)
  const what = by.pick(['add', 'add', 'words', 'words', 'kind', 'remove'] as const)
  const text = blockText({ runs })
  const at = by.below(text.length + 1)
  const made = suggestParagraph(
    doc,
    what === 'add'
      ? { what, after: by.pick([id, null]), as: 'num1', wording: sign }
      : what === 'words'
        ? { what, block: id, wording: text.slice(0, at) + sign + text.slice(at) }
        : what === 'kind'
          ? { what, block: id, as: by.pick(['h1', 'num1', 'paragraph']) }
          : { what, block: id },
    amendingAs(doc, said),
  )
  if ('id' in made) said.amendments.add(made.id)
}

const takeIn: Remark = ({ doc }, by, said) => {
  const open = openParagraphs(readParagraphSuggestions(doc))
  if (open.length === 0) return
  const verdict = by.pick(['accept', 'accept', 'accept', 'reject', 'withdraw'] as const)
  settleParagraph(doc, by.pick(open).id, verdict, amendingAs(doc, said))
}

const remarks: Record<string, Remark> = {
  ...{ paragraph, takeIn },
  ...{ bracket, alternative, settle: settleVersions },
  ...{ amend, stand, verdict: settleOne },
  ...{ comment, resolve, suggest },
  accept: settle('accept'),
  reject: settle('reject'),
}

/** Null for an operation on the text itself. */
export const remarkOf = (operation: string): Remark | null => remarks[operation] ?? null
