// What became of a document while people wrote apart: the page that all began from, and the page that
// each of them had made of it, played again from the messages.
import * as Y from 'yjs'
import type { StoredMessage } from '#core/archive'
import { mergeReview, readForReview, type Clash, type ReviewPage } from '#shared/document'
import { contentOf } from '../bodies.ts'
import { newReplica } from '../replica.ts'
import type { Separation } from './beside.ts'

/** Bodies that can be read and that a device other than the one they are for holds too. */
const play = (doc: Y.Doc, messages: readonly StoredMessage[]): void => {
  for (const { kind, body } of messages) {
    const update = body && contentOf(kind, body)
    if (update) Y.applyUpdate(doc, update)
  }
}

const pageOf = (begun: Uint8Array, ...parts: (readonly StoredMessage[])[]): ReviewPage | null => {
  const doc = newReplica()
  try {
    Y.applyUpdate(doc, begun)
    for (const messages of parts) play(doc, messages)
    const { pendingStructs, pendingDs } = doc.store
    return pendingStructs === null && pendingDs === null ? readForReview(doc) : null
  } finally {
    doc.destroy()
  }
}

/**
 * The page of each other device. Where what it wrote builds on what others did, the page has what
 * they had done before its last word.
 */
const theirPages = (begun: Uint8Array, theirs: readonly StoredMessage[]): ReviewPage[] =>
  [...Map.groupBy(theirs, ({ device }) => device).values()].flatMap(own => {
    const last = theirs.indexOf(own.at(-1) as StoredMessage)
    return pageOf(begun, own) ?? pageOf(begun, theirs.slice(0, last + 1)) ?? []
  })

const isSame = (a: Clash, b: Clash): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * `messages`: all of the document, in order of arrival. Paragraphs that this device and another one
 * changed, with what each of those made of it.
 */
export const reviewOf = (messages: readonly StoredMessage[], separation: Separation): Clash[] => {
  const [mine, theirs] = [new Set(separation.mine), new Set(separation.theirs)]
  const met = messages.findIndex(({ id }) => theirs.has(id))
  if (met < 0) return []
  const before = messages.slice(0, met)
  const common = newReplica()
  play(
    common,
    before.filter(({ id }) => !mine.has(id)),
  )
  const begun = Y.encodeStateAsUpdate(common)
  const was = readForReview(common)
  common.destroy()
  const ours = pageOf(
    begun,
    before.filter(({ id }) => mine.has(id)),
  )
  if (ours === null) return []
  const clashes: Clash[] = []
  for (const page of theirPages(
    begun,
    messages.filter(({ id }) => theirs.has(id)),
  ))
    for (const clash of mergeReview(was, ours, page))
      if (!clashes.some(each => isSame(each, clash))) clashes.push(clash)
  return clashes
}
