// Proposals and negotiation: amendments, also to amendments, changes of whole paragraphs, and text
// in brackets with its alternatives.
import { blockText } from '#document/model'
import {
  bracketBlocks,
  bracketWords,
  offeredBack,
  proposeAlternative,
  putBack,
  readBrackets,
  settleBrackets,
} from '#document/review/brackets'
import {
  handleClash,
  propose,
  readAmendments,
  settleAmendment,
  sponsor,
  type Acting,
} from '#document/review/amendments'
import {
  isOfPlace,
  openParagraphs,
  readParagraphSuggestions,
  settleParagraph,
  suggestParagraph,
} from '#document/review/suggestions'
import { readPage, blockElements, readBlock } from '#document/tree'
import { ownChange } from '../../../src/renderer/editor/undo/own-undo.ts'
import { settledText } from '#document/blocks'
import type { Act, Turn } from './turn.ts'

const acting = ({ peer: { doc }, by }: Turn, origin: unknown): Acting => ({
  at: 3,
  random: by.bytes,
  isSame: (a, b) => a === b,
  change: work => doc.transact(work, origin),
})
const beside = (turn: Turn): Acting => acting(turn, 'amending')
const within = (turn: Turn): Acting => acting(turn, ownChange)

/** Other words for a paragraph, or for the words of another amendment. */
const amend: Act = turn => {
  const { doc } = turn.peer
  const { by, ledger } = turn
  const open = readAmendments(doc).filter(({ standing }) => standing === 'open')
  // An undone block in which another writes has no name; nobody amends it.
  const blocks = blockElements(doc).filter(
    block => settledText(block) !== '' && readBlock(block).id !== null,
  )
  if (blocks.length === 0) return
  const block = by.pick(blocks)
  const other = open.length > 0 && by.next() < 0.3 ? by.pick(open) : null
  const text = other?.wording ?? settledText(block)
  const at = by.below(text.length + 1)
  const wording = text.slice(0, at) + ledger.offer() + text.slice(at + by.below(4))
  const id = readBlock(block).id
  if (id === null) return
  const about = other ? { amendment: other.id } : { block: id }
  const made = propose(doc, { about, wording, why: '', naming: 'named' }, beside(turn))
  if ('id' in made) ledger.began(made.id)
}

/** Supports an amendment, withdraws support, or marks a clash with another as settled. */
const stand: Act = turn => {
  const { doc } = turn.peer
  const { by } = turn
  const all = readAmendments(doc)
  if (all.length === 0) return
  const { id, clashes } = by.pick(all)
  const [clash] = clashes
  if (clash && by.next() < 0.4) handleClash(doc, id, clash.id, beside(turn))
  else sponsor(doc, id, by.next() < 0.7 ? 'named' : null, beside(turn))
}

const verdicts = ['accept', 'accept', 'accept', 'decline', 'withdraw', 'reopen'] as const
const verdict: Act = turn => {
  const all = readAmendments(turn.peer.doc)
  if (all.length === 0) return
  settleAmendment(turn.peer.doc, turn.by.pick(all).id, turn.by.pick(verdicts), beside(turn))
}

/** A change of a whole paragraph, which waits beside the text. */
const paragraph: Act = turn => {
  const { doc } = turn.peer
  const { by, ledger } = turn
  const named = blockElements(doc).filter(block => readBlock(block).id !== null)
  const block = by.pick(named)
  const { id } = readBlock(block)
  if (id === null) return
  const sign = ledger.offer()
  const what = by.pick(['add', 'add', 'words', 'words', 'kind', 'remove'] as const)
  const text = settledText(block)
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
    beside(turn),
  )
  if ('id' in made) ledger.began(made.id)
}

/** Another place for a paragraph and the next one, two of it, or one of it and the one before. */
const place: Act = turn => {
  const { doc } = turn.peer
  const { by, ledger } = turn
  const ids = readPage(doc).blocks.flatMap(({ id }) => (id === null ? [] : [id]))
  if (ids.length === 0) return
  const index = by.below(ids.length)
  const block = ids[index]
  if (block === undefined) return
  const what = by.pick(['move', 'move', 'split', 'join'] as const)
  const along = by.next() < 0.2 ? ids.slice(index + 1, index + 3) : []
  const made = suggestParagraph(
    doc,
    what === 'move'
      ? { what, block, after: by.pick([null, ...ids]), along }
      : what === 'split'
        ? { what, block, place: by.below(24) }
        : { what, block },
    beside(turn),
  )
  if ('id' in made) ledger.began(made.id)
}

const settleSome =
  (isOne: (what: Parameters<typeof isOfPlace>[0]) => boolean): Act =>
  turn => {
    const open = openParagraphs(readParagraphSuggestions(turn.peer.doc))
    const some = open.filter(({ what }) => isOne(what))
    if (some.length === 0) return
    const answer = turn.by.pick(['accept', 'accept', 'accept', 'reject', 'withdraw'] as const)
    const { id, target } = turn.by.pick(some)
    if (target?.block) turn.touch(target.block)
    settleParagraph(turn.peer.doc, id, answer, beside(turn))
  }

const takeIn = settleSome(what => !isOfPlace(what))
/** Paragraphs are written again, or removed, like by the keys that split, join and move them. */
const takePlace = settleSome(isOfPlace)

const bracket: Act = turn => {
  const { doc } = turn.peer
  const { by } = turn
  const blocks = readPage(doc).blocks
  const index = by.below(blocks.length)
  if (by.next() < 0.5) return void bracketBlocks(doc, [index], within(turn))
  const from = by.below(12)
  const to = Math.min(from + 1 + by.below(8), blockText(blocks[index] ?? { runs: [] }).length)
  bracketWords(doc, { index, from, to }, within(turn))
}

const versionsIn = ({ peer }: Turn) => readBrackets(peer.doc).flatMap(({ versions }) => versions)

const alternative: Act = turn => {
  const versions = versionsIn(turn)
  if (versions.length === 0) return
  proposeAlternative(turn.peer.doc, turn.by.pick(versions).id, turn.ledger.word(), within(turn))
}

/** Keeps a version, drops it, removes its brackets, or restores text that went with another. */
const settle: Act = turn => {
  const { doc } = turn.peer
  const [versions, offered] = [versionsIn(turn), offeredBack(doc)]
  const gone = offered.length > 0 && turn.by.next() < 0.4 ? turn.by.pick(offered) : null
  if (gone) return void putBack(doc, gone, within(turn))
  if (versions.length === 0) return
  const answer = turn.by.pick(['keep', 'keep', 'drop', 'open'] as const)
  settleBrackets(doc, turn.by.pick(versions).id, answer, within(turn))
}

export const proposalActs = {
  amend,
  stand,
  verdict,
  paragraph,
  takeIn,
  place,
  takePlace,
} satisfies Record<string, Act>
export const bracketActs = { bracket, alternative, settle } satisfies Record<string, Act>
