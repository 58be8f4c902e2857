// What was said about the open document, as the window's own replica has it: there at once, also while
// core is busy. What is said here goes into the replica as any other edit, under this window's client.
import type * as Y from 'yjs'
import {
  anchorAt,
  commentKey,
  markWords,
  openThread,
  readWaiting,
  readThreads,
  replyTo,
  rootOf,
  settleSuggestion,
  settleThread,
  stretchesOf,
  threadsName,
  type EntryId,
  type Stretch,
  type Suggestion,
  type Thread,
} from '#shared/document'
import { ownChange } from '../own-undo.ts'

export type Words = Pick<Stretch, 'index' | 'from' | 'to'>

export type RemarksSnapshot = {
  threads: readonly Thread[]
  /** Where each thread's words are now; none where they are gone. */
  places: ReadonlyMap<EntryId, readonly Stretch[]>
  /** What waits in the text, in its order. */
  suggestions: readonly Suggestion[]
}

export type Remarks = {
  get(): RemarksSnapshot
  subscribe(listen: () => void): () => void
  /** Null when there are no such words. `mark`: this person may write in the text. */
  comment(words: Words, text: string, mark: boolean): EntryId | null
  reply(thread: EntryId, text: string): void
  settle(thread: EntryId, kind: 'resolve' | 'reopen'): void
  /** Takes a suggestion into the text, or turns it down. */
  decide(suggestion: EntryId, verdict: 'accept' | 'reject'): void
}

/** Marks what a comment does to the text: nothing that undo would take back. */
const commenting = Symbol('commenting')
/** Milliseconds by which places may follow typing. */
const follow = 300

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export function openRemarks(doc: Y.Doc, now: () => number = Date.now): Remarks {
  const read = (): RemarksSnapshot => {
    const threads = readThreads(doc)
    const suggestions = readWaiting(doc)
    return { threads, places: stretchesOf(doc, threads), suggestions }
  }
  let snapshot = read()
  return {
    get: () => snapshot,
    subscribe(listen) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const look = (): void => {
        clearTimeout(timer)
        timer = undefined
        snapshot = read()
        listen()
      }
      const lookSoon = (): void => {
        const { threads, suggestions } = snapshot
        if (threads.length + suggestions.length > 0) timer ??= setTimeout(look, follow)
      }
      const said = doc.getMap(threadsName)
      const root = rootOf(doc)
      said.observe(look)
      root.observeDeep(lookSoon)
      look()
      return () => {
        clearTimeout(timer)
        said.unobserve(look)
        root.unobserveDeep(lookSoon)
      }
    },
    comment: (words, text, mark) =>
      doc.transact(() => {
        const anchor = anchorAt(doc, words)
        if (!anchor) return null
        const thread = openThread(doc, { kind: 'comment', at: now(), ...anchor, text }, random)
        if (mark) markWords(doc, words, commentKey(thread), 1)
        return thread
      }, commenting),
    reply: (thread, text) => void replyTo(doc, thread, { at: now(), text }, random),
    decide: (id, verdict) =>
      settleSuggestion(doc, id, verdict, {
        ...{ at: now(), random },
        change: work => doc.transact(work, ownChange),
      }),
    settle: (thread, kind) => void settleThread(doc, thread, kind, now(), random),
  }
}
