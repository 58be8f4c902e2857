// Remarks and suggestions of members. Any member settles waiting ones.
import {
  anchorAt,
  commentKey,
  markWords,
  openThread,
  readThreads,
  replyTo,
  settleThread,
} from '#document/review/comments'
import { blockText } from '#document/model'
import { readPage } from '#document/tree'
import { readSuggestions, settleSuggestion } from '#document/review/suggestions'
import { $createRangeSelection, $isTextNode, $setSelection } from 'lexical'
import { $setKinds } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $setLink } from '../../../src/renderer/editor/formats/links.ts'
import { ownChange } from '../../../src/renderer/editor/undo/own-undo.ts'
import { $blocks, type Act } from './turn.ts'

const comment: Act = ({ peer: { doc }, by, ledger }) => {
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
    const id = openThread(doc, opening, by.bytes)
    ledger.began(id)
    if (by.next() < 0.7) markWords(doc, at, commentKey(id), 1)
  }, 'comment')
}

/** Answers a thread, settles it, or opens it again. */
const answer: Act = ({ peer: { doc }, by }) => {
  const threads = readThreads(doc)
  if (threads.length === 0) return
  const { id, isResolved } = by.pick(threads)
  if (by.next() < 0.4) replyTo(doc, id, { at: 2, text: 'Because.' }, by.bytes)
  else settleThread(doc, id, isResolved ? 'reopen' : 'resolve', 2, by.bytes)
}

const ways = ['insert', 'insert', 'strike', 'format', 'link', 'kind', 'replace'] as const

const suggest: Act = ({ peer: { suggesting, edit }, by, ledger: { word, inserted, struck } }) => {
  const suggested = (): string => {
    const sign = word()
    inserted.add(sign)
    return sign
  }
  suggesting.set(true)
  edit(() => {
    const block = by.pick($blocks())
    const texts = block.getChildren().filter($isTextNode)
    const way = by.pick(ways)
    if (way === 'kind') return $setKinds(block.selectEnd(), by.pick(['h1', 'num1', 'paragraph']))
    if (texts.length === 0) return block.select().insertText(suggested())
    const node = by.pick(texts)
    const from = by.below(node.getTextContentSize() + 1)
    const to = way === 'insert' ? from : Math.min(node.getTextContentSize(), from + 4)
    const range = $createRangeSelection()
    range.anchor.set(node.getKey(), from, 'text')
    range.focus.set(node.getKey(), to, 'text')
    $setSelection(range)
    if (way === 'format') return range.formatText(by.pick(['bold', 'italic']))
    if (way === 'link' && from < to)
      return $setLink(range, by.pick(['https://un.org/', 'mailto:a@un.org', '']))
    for (const sign of node.getTextContent().slice(from, to)) struck.add(sign)
    if (way === 'strike') range.removeText()
    else range.insertText(suggested())
  })
  suggesting.set(false)
}

const settle =
  (verdict: 'accept' | 'reject'): Act =>
  ({ peer: { doc }, by, ledger }) => {
    const waiting = readSuggestions(doc).filter(({ places }) => places.length > 0)
    if (waiting.length === 0) return
    const { id, client } = by.pick(waiting)
    ledger.author = client
    const change = (work: () => void): void => doc.transact(work, ownChange)
    settleSuggestion(doc, id, verdict, { at: 1, random: by.bytes, change })
  }

export const remarkActs = {
  comment,
  answer,
  suggest,
  accept: settle('accept'),
  reject: settle('reject'),
} satisfies Record<string, Act>
