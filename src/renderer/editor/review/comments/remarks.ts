// Comments on the open document, as the window replica has them: there at once, also while core is
// busy. A new one goes into the replica as any other edit, under this window's client.
import type * as Y from 'yjs'
import {
  anchorAt,
  commentKey,
  markWords,
  openThread,
  readThreads,
  replyTo,
  settleThread,
  stretchesOf,
  threadsName,
  type Mention,
  type Opening,
  type Stretch,
  type Thread,
} from '#document/review/comments'
import {
  openParagraphs,
  readParagraphSuggestions,
  readSettledSuggestions,
  readSuggestions,
  readWaiting,
  settleParagraph,
  settleSuggestion,
  suggestParagraph,
  type NewParagraphSuggestion,
  type ParagraphSuggestion,
  type SettledSuggestion,
  type Suggestion,
} from '#document/review/suggestions'
import { rootOf } from '#document/tree'
import type { Acting, SameMember } from '#document/review/amendments'
import type { EntryId } from '#document/ids'
import type { FailureCode } from '#shared/failure'
import { Listeners } from '#shared/listeners'
import { ownChange } from '../../undo/own-undo.ts'
import { eachUnlessSettled, unlessSettled } from '../../blocks/settled-state.ts'
import { random } from '../../../random.ts'

/** As an opening names its words. */
type Anchor = Pick<Opening, 'block' | 'quote' | 'start' | 'end'>

/** The id of a thread that is not opened yet. */
const unsent = '0-unsent' as EntryId

export type Words = Pick<Stretch, 'index' | 'from' | 'to'>

export type RemarksSnapshot = {
  threads: readonly Thread[]
  /** Where each thread's words are now; none where they are gone. */
  places: ReadonlyMap<EntryId, readonly Stretch[]>
  /** Suggestions that wait in the text, in its order. */
  suggestions: readonly Suggestion[]
  /** Suggestions that wait beside the text for whole paragraphs, in its order. */
  paragraphs: readonly ParagraphSuggestion[]
  /** Both, settled: they wait no more. The last one first. */
  settled: readonly SettledSuggestion[]
}

export type Remarks = {
  get(): RemarksSnapshot
  subscribe(listen: () => void): () => void
  /** Null when there are no such words. `mark`: this person may write in the text. */
  comment(words: Words, said: SaidHere, mark: boolean): EntryId | null
  /** Where these words are, to be kept; null when there are none. */
  anchorOf(words: Words): string | null
  /** The words that were kept so; null when they are gone. */
  wordsAt(anchor: string): Words | null
  reply(thread: EntryId, said: SaidHere): EntryId
  settle(thread: EntryId, kind: 'resolve' | 'reopen'): void
  /**
   * Takes a suggestion into the text, or turns it down. Refusal `line-decided`: it would change a line that was
   * decided, and nothing is changed.
   */
  decide(suggestion: EntryId, verdict: 'accept' | 'reject'): FailureCode | null
  suggest(wanted: NewParagraphSuggestion): ReturnType<typeof suggestParagraph>
  /** The same of one for a whole paragraph; and taking back one's own. */
  decideParagraph(suggestion: EntryId, verdict: ParagraphVerdict): FailureCode | null
  /** Both, for all that wait. The first refusal; what it refuses still waits, and all others do not. */
  decideAll(verdict: 'accept' | 'reject'): FailureCode | null
  /** Which client ids are the same member's, once core has said it. */
  know(isSame: SameMember): void
  self(): number
}

/** Words of this person, and the members whom they mention. */
export type SaidHere = { text: string; mentions: Mention[] }

/** As an entry has it: none is not written. */
const saidOf = ({ text, mentions }: SaidHere) => ({
  text,
  ...(mentions.length > 0 && { mentions }),
})

export type ParagraphVerdict = Parameters<typeof settleParagraph>[2]

/** Marks what a comment does to the text: nothing that undo would take back. */
const commenting = Symbol('commenting')
/** A verdict stays on record, and so does what it did. */
const settling = Symbol('settling')
/** Milliseconds by which places may follow typing. */
const follow = 300

/** Looks when something is said, and soon after the text changed while `isAny`. Returns its undo. */
const followRemarks = (doc: Y.Doc, look: () => void, isAny: () => boolean): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const lookNow = (): void => {
    clearTimeout(timer)
    timer = undefined
    look()
  }
  const lookSoon = (): void => {
    if (isAny()) timer ??= setTimeout(lookNow, follow)
  }
  const said = doc.getMap(threadsName)
  const root = rootOf(doc)
  said.observe(lookNow)
  root.observeDeep(lookSoon)
  return () => {
    clearTimeout(timer)
    said.unobserve(lookNow)
    root.unobserveDeep(lookSoon)
  }
}

export function openRemarks(doc: Y.Doc, now: () => number = Date.now): Remarks {
  let isSame: SameMember = (a, b) => a === b
  const read = (): RemarksSnapshot => {
    const threads = readThreads(doc)
    const inText = readSuggestions(doc)
    const allParagraphs = readParagraphSuggestions(doc, isSame)
    const settled = readSettledSuggestions(doc, allParagraphs, inText)
    const paragraphs = openParagraphs(allParagraphs)
    const suggestions = readWaiting(doc, inText)
    return { threads, places: stretchesOf(doc, threads), suggestions, paragraphs, settled }
  }
  let snapshot = read()
  const look = (): void => {
    snapshot = read()
    listeners.tell()
  }
  const isAny = (): boolean => {
    const { threads, suggestions, paragraphs } = snapshot
    return threads.length + suggestions.length + paragraphs.length > 0
  }
  const listeners = new Listeners(() => followRemarks(doc, look, isAny))
  const acting = (within = doc): Acting => ({
    at: now(),
    random,
    isSame,
    change: work => within.transact(work, settling),
  })
  type Deciding = (within: Y.Doc) => FailureCode | null
  const deciding =
    (id: EntryId, verdict: 'accept' | 'reject'): Deciding =>
    within => {
      const change = (work: () => void): void => within.transact(work, ownChange)
      settleSuggestion(within, id, verdict, { at: now(), random, change })
      return null
    }
  const decidingParagraph =
    (id: EntryId, verdict: ParagraphVerdict): Deciding =>
    within =>
      settleParagraph(within, id, verdict, acting(within))
  return {
    get: () => snapshot,
    // A suggested format is said nowhere, and the text is followed only while there is something.
    subscribe(listen) {
      const stop = listeners.add(listen)
      snapshot = read()
      listen()
      return stop
    },
    comment: (words, said, mark) =>
      doc.transact(() => {
        const anchor = anchorAt(doc, words)
        if (!anchor) return null
        const thread = openThread(
          doc,
          { kind: 'comment', at: now(), ...anchor, ...saidOf(said) },
          random,
        )
        if (mark) markWords(doc, words, commentKey(thread), 1)
        return thread
      }, commenting),
    anchorOf(words) {
      const anchor = anchorAt(doc, words)
      return anchor && JSON.stringify(anchor)
    },
    wordsAt(anchor) {
      if (anchor === '') return null
      const named = JSON.parse(anchor) as Anchor
      const said = { kind: 'comment', at: 0, text: '', id: unsent, client: doc.clientID } as const
      const opening = { ...named, ...said }
      return stretchesOf(doc, [{ id: unsent, opening }]).get(unsent)?.[0] ?? null
    },
    reply: (thread, said) => replyTo(doc, thread, { at: now(), ...saidOf(said) }, random),
    decide: (id, verdict) => unlessSettled(doc, deciding(id, verdict)),
    suggest: wanted => suggestParagraph(doc, wanted, acting()),
    decideParagraph: (id, verdict) => unlessSettled(doc, decidingParagraph(id, verdict)),
    decideAll(verdict) {
      const { suggestions, paragraphs } = snapshot
      const refused = eachUnlessSettled(doc, [
        ...suggestions.map(({ id }) => deciding(id, verdict)),
        ...paragraphs.map(({ id }) => decidingParagraph(id, verdict)),
      ])
      return refused.find(each => each !== null) ?? null
    },
    know(known) {
      if (known === isSame) return
      isSame = known
      look()
    },
    self: () => doc.clientID,
    settle: (thread, kind) => void settleThread(doc, thread, kind, now(), random),
  }
}
